import * as z from 'zod/mini';
import type { Outline } from '../../src/config/check.ts';
import { kinds } from '../../src/config/kinds.ts';
import { fileSchema, kindOf } from '../../src/config/schema.ts';
import { type Schema, unwrap } from '../../src/config/schema-walk.ts';

/* What is generated from the config's schema; generated.test.ts keeps it current. */

/** `src/config/outline.json` */
export function outlineOf(schema: Schema = fileSchema): Outline {
  const known = unwrap(schema);
  const { def } = known._zod;
  const kind = kindOf.get(known);
  if (kind !== undefined) return kind;
  if (def.type === 'array') return { list: outlineOf(def.element) };
  if (def.type === 'record')
    return { names: String(outlineOf(def.keyType)), of: outlineOf(def.valueType) };
  if (def.type === 'pipe') {
    const many = outlineOf(def.out);
    if (typeof many === 'object' && 'list' in many) return { oneOrMore: many.list };
  }
  if (def.type !== 'object') throw new Error(`no outline for ${def.type}`);
  const keys = Object.entries(def.shape).map(([key, child]) => {
    const required = (child as Schema)._zod.optin !== 'optional';
    return [required ? `${key}!` : key, outlineOf(child as Schema)];
  });
  return { keys: Object.fromEntries(keys) };
}
