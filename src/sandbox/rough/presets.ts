/*
 * Presets of noise: what a scenario leaves open is made as rough as the world, by the seed alone. What is the
 * matter, and the right answer to it, stay; so does every key that the scenario sets itself.
 */
import { type Draw, drawOf } from '../noise.ts';
import type { Scenario } from '../scenario.ts';
import { noisyCron, noisyPage, noisyStaging, noisySurges } from './added.ts';
import { noisyBursts, noisyReleases, noisySpread } from './of-errors.ts';
import { noisyClients, noisyClocks, noisyIntake, noisyRuns } from './of-vendors.ts';
import type { Preset } from './preset-names.ts';

type Roughen = (scenario: Scenario, draw: Draw) => Scenario;

/** In the order in which they are laid on: what adds errors comes before what makes errors rough. */
const ROUGHEN: Record<Exclude<Preset, 'rough'>, Roughen> = {
  cron: noisyCron,
  staging: noisyStaging,
  spread: noisySpread(0.5),
  harsh: noisySpread(0.9),
  bursts: noisyBursts,
  releases: noisyReleases,
  surges: noisySurges,
  lossy: noisyIntake,
  runs: noisyRuns,
  skew: noisyClocks,
  foreign: noisyPage,
  clients: noisyClients,
};

/** A scenario with the noise that it asks for; the same where it asks for none. */
export function withNoise(scenario: Scenario, seed: number): Scenario {
  const wanted = new Set<Preset>([scenario.noise].flat());
  const isOn = (name: keyof typeof ROUGHEN) =>
    wanted.has(name) || (wanted.has('rough') && name !== 'harsh');
  let noisy = scenario;
  for (const [name, roughen] of Object.entries(ROUGHEN)) {
    if (!isOn(name as keyof typeof ROUGHEN)) continue;
    // Of the two, the rougher.
    if (name === 'spread' && wanted.has('harsh')) continue;
    noisy = roughen(noisy, drawOf(seed, `noise/${name}/${scenario.name}`));
  }
  return noisy;
}
