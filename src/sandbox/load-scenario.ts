import { TsopsError } from '../errors.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from './scenario.ts';
import { shipped } from './scenarios/index.ts';

function wrong(message: string, next: string): TsopsError {
  return new TsopsError({ kind: 'usage', message, next: [next] });
}

const FORMAT = 'docs/sandbox.md describes the format';

/** Where in a file a path of the scenario stands: `:12:3`; nothing where that is not known. */
export type Place = (path: readonly PropertyKey[]) => string;

/**
 * Checks a scenario and fills in what it leaves out. Throws a usage error with a line for every wrong
 * key; `origin` and `place` tell where.
 */
export function checkScenario(value: unknown, origin: string, place: Place = () => ''): Scenario {
  const checked = scenarioSchema.safeParse(value, {
    error: ({ input, code }) =>
      input === undefined && code === 'invalid_type' ? 'is missing' : undefined,
  });
  if (checked.success) return checked.data;
  const lines = checked.error.issues.flatMap((issue) => {
    const { path, message } = issue;
    const key = path.length > 0 ? `${path.join('.')}: ` : '';
    if (issue.code !== 'unrecognized_keys') return [`${origin}${place(path)}: ${key}${message}`];
    return issue.keys.map((name) => {
      const at = place([...path, name]);
      return `${origin}${at}: ${[...path, name].join('.')} is not a key of a scenario`;
    });
  });
  throw wrong(lines.join('\n'), FORMAT);
}

/** One of the shipped scenarios by name, or a YAML file by its path (with a slash, or .yaml). */
export async function loadScenario(nameOrFile: string): Promise<Scenario> {
  const found = shipped.find((scenario): scenario is ScenarioInput => scenario.name === nameOrFile);
  if (found) return checkScenario(found, found.name);
  if (/[/\\]|\.ya?ml$/.test(nameOrFile)) {
    const { readScenario } = await import('./scenario-file.ts');
    return readScenario(nameOrFile);
  }
  const { nearest } = await import('../domain/nearest.ts');
  const names = shipped.map((scenario) => scenario.name);
  const near = nearest(nameOrFile, names);
  const guess = near === undefined ? '' : `. Did you mean ${near}?`;
  throw wrong(`there is no scenario ${nameOrFile}${guess}`, 'tsops sandbox list');
}
