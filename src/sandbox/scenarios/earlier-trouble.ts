import type { ScenarioInput } from '../scenario.ts';

type Part<Key extends 'errors' | 'signals' | 'outages'> = NonNullable<ScenarioInput[Key]>;

/*
 * What went wrong in the weeks before a scenario, and was over long ago: something for a back-test to find.
 * All of it lies more than a week back, where no diagnosis looks.
 */

/** A week and a half after the deploy of v1.2.0, and a flood that harmed nobody. */
const errors: Part<'errors'> = [
  {
    type: 'RangeError',
    message: 'Maximum canvas size exceeded',
    culprit: 'src/export/to-png.ts in draw',
    perMinute: 110,
    ramp: '3m',
    when: { from: '-19d', until: '-27315m' },
  },
  {
    type: 'SecurityError',
    message: 'Blocked a frame of a browser extension',
    culprit: 'src/app.tsx in App',
    unhandled: false,
    perMinute: 60,
    when: { from: '-17d', until: '-24471m' },
  },
];

const signals: Part<'signals'> = [
  { metric: 'cacheHitRate', value: 58, when: { from: '-16d', until: '-22990m' } },
  { metric: 'originLatency', value: 1650, when: { from: '-10d', until: '-14372m' } },
  { metric: 'originLatency', value: 1500, when: { from: '-23d', until: '-33112m' } },
];

const outages: Part<'outages'> = [
  {
    system: 'production',
    from: '-26d',
    until: '-37428m',
    status: 503,
    note: 'The origin refuses all requests',
  },
];

/** Incidents as the team marked them; times relative to the start, as everywhere in a scenario. */
export const earlierIncidents = [
  { name: 'site down: the origin refuses', from: '-26d', until: '-37425m' },
  { name: 'slow origin, for minutes', from: '-23d', until: '-33110m' },
  { name: 'export broken since v1.2.0', from: '-27362m', until: '-27310m' },
  { name: 'cache emptied by a wrong header', from: '-16d', until: '-22980m' },
  { name: 'slow origin', from: '-10d', until: '-14370m' },
] as const;

/** A scenario with these weeks before it. What it tells itself comes first, and so counts where both speak. */
export function withEarlierTrouble(scenario: ScenarioInput): ScenarioInput {
  return {
    ...scenario,
    errors: [...(scenario.errors ?? []), ...errors],
    signals: [...(scenario.signals ?? []), ...signals],
    outages: [...(scenario.outages ?? []), ...outages],
  };
}
