import { TsopsError } from '../errors.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from './scenario.ts';
import { shipped } from './scenarios/index.ts';

const MAX_BYTES = 1_000_000;

function wrong(message: string, next: string): TsopsError {
  return new TsopsError({ kind: 'usage', message, next: [next] });
}

/** Checks a scenario; throws a usage error that names every wrong key. `origin` is shown before it. */
export function checkScenario(value: unknown, origin: string): Scenario {
  const checked = scenarioSchema.safeParse(value);
  if (!checked.success) {
    const issues = checked.error.issues.map(
      (issue) => `${issue.path.join('.') || 'the whole file'}: ${issue.message}`,
    );
    throw wrong(
      `${origin} is not a scenario: ${issues.join('; ')}`,
      'see docs/sandbox.md for the format',
    );
  }
  return checkedWhole(checked.data, origin);
}

/** What no single key can tell: every version that is named must exist. */
function checkedWhole(scenario: Scenario, origin: string): Scenario {
  const known = new Set(scenario.versions.map((entry) => entry.version));
  const named = [
    ...scenario.deploys.map((deploy) => deploy.version),
    ...(scenario.edge.other ? [scenario.edge.other.version] : []),
    ...[...scenario.errors, ...scenario.signals].flatMap((entry) => entry.when.versions ?? []),
  ];
  const unknown = [...new Set(named.filter((version) => !known.has(version)))];
  if (unknown.length === 0) return scenario;
  throw wrong(
    `${origin} names ${unknown.join(', ')}, which is not one of its versions`,
    `add it to versions: ${[...known].join(', ')}`,
  );
}

async function readScenario(file: string): Promise<Scenario> {
  const { readFile, stat } = await import('node:fs/promises');
  const { load, YAMLException } = await import('js-yaml');
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw wrong(`there is no scenario file ${file}`, 'tsops sandbox list');
  if (found.size > MAX_BYTES) throw wrong(`${file} is larger than 1 MB`, 'see docs/sandbox.md');
  const text = await readFile(file, 'utf8');
  try {
    return checkScenario(load(text), file);
  } catch (problem) {
    if (!(problem instanceof YAMLException)) throw problem;
    throw wrong(`${file}: ${problem.message.split('\n')[0]}`, 'see docs/sandbox.md for the format');
  }
}

/** One of the shipped scenarios by name, or a YAML file by its path (with a slash, or .yaml). */
export async function loadScenario(nameOrFile: string): Promise<Scenario> {
  const found = shipped.find((scenario) => scenario.name === nameOrFile);
  if (found) return checkScenario(found satisfies ScenarioInput, found.name);
  if (/[/\\]|\.ya?ml$/.test(nameOrFile)) return readScenario(nameOrFile);
  throw wrong(
    `there is no scenario ${nameOrFile}`,
    `one of ${shipped.map((scenario) => scenario.name).join(', ')}, or a YAML file`,
  );
}
