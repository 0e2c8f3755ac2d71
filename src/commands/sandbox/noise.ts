import * as z from 'zod/mini';
import { PRESETS } from '../../sandbox/rough/preset-names.ts';
import type { Scenario } from '../../sandbox/scenario.ts';

export const noiseOption = {
  flags: '--noise <presets>',
  description: 'play it with noise, such as rough (none)',
  complete: PRESETS,
};

const preset = z.enum(PRESETS);

/** One preset, or several with commas between them. */
export const noiseInput = z.optional(
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => text.split(',').map((name) => name.trim())),
    ),
    z.array(preset),
  ),
);

/** The scenario with the noise of the command line beside its own. */
export function addNoise(scenario: Scenario, presets: z.output<typeof noiseInput>): Scenario {
  return presets ? { ...scenario, noise: [...[scenario.noise].flat(), ...presets] } : scenario;
}
