import * as z from 'zod/mini';
import { scenarioSchema } from '../../src/sandbox/scenario.ts';

/** The JSON Schema of scenario files, for editors. */
export function jsonSchema() {
  const schema = z.toJSONSchema(scenarioSchema, {
    target: 'draft-07',
    io: 'input',
    unrepresentable: 'any',
  });
  return { ...schema, title: 'A scenario of the tsops sandbox' };
}
