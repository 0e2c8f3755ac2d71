import type { ShippedName } from '../../src/sandbox/scenarios/index.ts';
import { shippedNames, shippedScenario } from '../../src/sandbox/shipped.ts';

/** A shipped scenario as a test may change it, before it is checked. */
export function shipped(name: ShippedName) {
  const found = shippedScenario(name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}

export const shippedScenarios = shippedNames.map(shipped);
