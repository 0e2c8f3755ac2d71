import { TsopsError } from '../contract/errors.ts';
import { withHistory } from './history.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

/** A usage error about a scenario file. */
export function wrongScenario(message: string): TsopsError {
  const next = ['docs/sandbox.md describes the format'];
  return new TsopsError({ kind: 'usage', message, next });
}

/** Where in a file a path of the scenario stands: `:12:3`; nothing where that is not known. */
type Place = (path: readonly PropertyKey[]) => string;

/**
 * Checks a scenario and fills in its history and what it leaves out. Throws a usage error with a line for every wrong
 * key; `origin` and `place` tell where.
 */
export function checkScenario(value: unknown, origin: string, place: Place = () => ''): Scenario {
  const { whole, ownPath } = withHistory(value);
  const checked = scenarioSchema.safeParse(whole, {
    error: ({ input, code }) =>
      input === undefined && code === 'invalid_type' ? 'is missing' : undefined,
  });
  if (checked.success) return checked.data;
  const lines = checked.error.issues.flatMap((issue) => {
    const path = ownPath(issue.path);
    const key = path.length > 0 ? `${path.join('.')}: ` : '';
    if (issue.code !== 'unrecognized_keys')
      return [`${origin}${place(path)}: ${key}${issue.message}`];
    return issue.keys.map((name) => {
      const at = place([...path, name]);
      return `${origin}${at}: ${[...path, name].join('.')} is not a key of a scenario`;
    });
  });
  throw wrongScenario(lines.join('\n'));
}
