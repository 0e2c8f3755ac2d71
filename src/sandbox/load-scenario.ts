import { TsopsError } from '../contract/errors.ts';
import { checkScenario } from './check-scenario.ts';
import type { Scenario, ScenarioInput } from './scenario.ts';
import { shipped } from './scenarios/index.ts';

/** One of the shipped scenarios by name, or a YAML file by its path (with a slash, or .yaml). */
export async function loadScenario(nameOrFile: string): Promise<Scenario> {
  const found = shipped.find((scenario): scenario is ScenarioInput => scenario.name === nameOrFile);
  if (found) return checkScenario(found, found.name);
  if (/[/\\]|\.ya?ml$/.test(nameOrFile)) {
    const { readScenario } = await import('./scenario-file.ts');
    return readScenario(nameOrFile);
  }
  const { nearest } = await import('../domain/text/nearest.ts');
  const names = shipped.map((scenario) => scenario.name);
  const near = nearest(nameOrFile, names);
  const guess = near === undefined ? '' : `. Did you mean ${near}?`;
  const message = `there is no scenario ${nameOrFile}${guess}`;
  throw new TsopsError({ kind: 'usage', message, next: ['tsops sandbox list'] });
}
