/*
 * Which runbooks were practised on this machine: who does it for the first time meets a kind scenario, as it was
 * written. All that a drill leaves behind: `drills.json` in the state directory, 0600.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../contract/context.ts';
import { stateDirectory } from '../../contract/state-directory.ts';

/** Of each runbook the scenario that teaches it best: one cause, clearly seen, and a way out. */
export const firstScenarios: Readonly<Record<string, string>> = {
  'high-error-rate': 'bad-deploy',
  'performance-degradation': 'stale-cache',
  'service-down': 'site-down',
};

type Place = Pick<Host, 'env' | 'home'>;

function fileOf({ env, home }: Place): string {
  return join(stateDirectory(env, home), 'drills.json');
}

/** What cannot be read was never written. */
function practisedHere(place: Place): readonly string[] {
  try {
    const found: unknown = JSON.parse(readFileSync(fileOf(place), 'utf8'));
    return Array.isArray(found) ? found.map(String) : [];
  } catch {
    return [];
  }
}

/** `runbook` is one of tsops's, whose scenarios are played; without it, whether there was any drill. */
export function isFirstDrill(place: Place, runbook: string | undefined): boolean {
  const practised = practisedHere(place);
  return runbook === undefined ? practised.length === 0 : !practised.includes(runbook);
}

/** Where it cannot be written, the next drill is kind once more. */
export function keepDrill(place: Place, runbook: string): void {
  const practised = new Set([...practisedHere(place), runbook]);
  try {
    mkdirSync(stateDirectory(place.env, place.home), { recursive: true, mode: 0o700 });
    writeFileSync(fileOf(place), `${JSON.stringify([...practised])}\n`, { mode: 0o600 });
  } catch {}
}
