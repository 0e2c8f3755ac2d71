import { TsopsError } from '../contract/errors.ts';
import { checkScenario } from './check-scenario.ts';
import type { Scenario } from './scenario.ts';
import { shippedNames, shippedScenario } from './shipped.ts';

/** One of the shipped scenarios by name, or a YAML file by its path (with a slash, or .yaml). */
export async function loadScenario(nameOrFile: string): Promise<Scenario> {
  const found = shippedScenario(nameOrFile);
  if (found) return checkScenario(found, found.name);
  if (/[/\\]|\.ya?ml$/.test(nameOrFile)) {
    const { readScenario } = await import('./scenario-file.ts');
    return readScenario(nameOrFile);
  }
  const { nearest } = await import('../domain/text/nearest.ts');
  const near = nearest(nameOrFile, shippedNames);
  const guess = near === undefined ? '' : `. Did you mean ${near}?`;
  const message = `there is no scenario ${nameOrFile}${guess}`;
  throw new TsopsError({ kind: 'usage', message, next: ['tsops sandbox list'] });
}
