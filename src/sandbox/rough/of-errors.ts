/* Noise in how often errors come, and in what they name. */
import { hour, minute } from '../../domain/time/units.ts';
import type { Draw } from '../noise.ts';
import type { ErrorGroup, Scenario } from '../scenario.ts';

function eachError(
  scenario: Scenario,
  change: (group: ErrorGroup, index: number) => ErrorGroup,
): Scenario {
  return { ...scenario, errors: scenario.errors.map(change) };
}

/**
 * Rates that stray. In the public series of web traffic (Numenta Anomaly Benchmark) the variation of counts lies between
 * .3 and 1; .5 is of their middle, .9 of their rough end.
 */
export function noisySpread(sigma: number) {
  return (scenario: Scenario): Scenario =>
    eachError(scenario, (one) => ({
      ...one,
      spread: one.spread ?? { minute: sigma, quarterHour: 0.3 },
    }));
}

export function noisyBursts(scenario: Scenario, draw: Draw): Scenario {
  return eachError(scenario, (one, i) => ({
    ...one,
    bursts: one.bursts ?? {
      every: Math.round(draw(`every/${i}`, 4, 9)) * hour,
      times: draw(`times/${i}`, 3, 8),
      last: Math.round(draw(`last/${i}`, 1, 3)) * minute,
    },
  }));
}

/** Old tabs meet what every version has, and not what a new one has brought. */
export function noisyReleases(scenario: Scenario, draw: Draw): Scenario {
  return eachError(scenario, (one, i) => ({
    ...one,
    releases: one.releases ?? {
      none: draw(`none/${i}`, 0.02, 0.1),
      commit: draw(`commit/${i}`, 0, 0.06),
      before: one.when.versions ? 0 : draw(`before/${i}`, 0.05, 0.2),
      next: one.when.versions ? 0 : 0.02,
    },
  }));
}
