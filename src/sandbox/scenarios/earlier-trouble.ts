import type { ScenarioInput } from '../scenario.ts';

type Part<Key extends 'errors' | 'signals' | 'outages' | 'incidents'> = NonNullable<
  ScenarioInput[Key]
>;

/*
 * What went wrong in the weeks before a scenario, and was over long ago: something for a back-test to find.
 * All of it lies more than a week back, where no diagnosis looks.
 */

/** Some hours after the deploy of v1.2.0; and a flood that harmed nobody. */
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

/** What the team's journal holds of it: the flood was none, and one was over before anybody was told. */
const incidents: Part<'incidents'> = [
  {
    title: 'Site down',
    severity: 'P1',
    from: '-37439m',
    until: '-37425m',
    summary: 'The origin refused all requests; it was restarted.',
  },
  {
    title: 'Slow for some minutes',
    severity: 'P3',
    runbook: 'performance-degradation',
    from: '-33118m',
    until: '-33110m',
    summary: 'The origin was slow and recovered by itself.',
  },
  {
    title: 'Export breaks since v1.2.0',
    runbook: 'high-error-rate',
    from: '-27359m',
    until: '-27310m',
    summary: 'Pictures larger than a canvas may be; fixed in v1.2.1.',
  },
  {
    title: 'Cache emptied by a wrong header',
    severity: 'P3',
    runbook: 'performance-degradation',
    from: '-23035m',
    until: '-22985m',
    summary: 'Cache-Control was no-store for all files; corrected.',
  },
  {
    title: 'Slow origin',
    severity: 'P3',
    runbook: 'performance-degradation',
    from: '-14398m',
    until: '-14370m',
    summary: 'A backup ran by day; it was moved to the night.',
  },
];

/** A scenario with these weeks before it. What it tells itself comes first, and so counts where both speak. */
export function withEarlierTrouble(scenario: ScenarioInput): ScenarioInput {
  return {
    ...scenario,
    errors: [...(scenario.errors ?? []), ...errors],
    signals: [...(scenario.signals ?? []), ...signals],
    outages: [...(scenario.outages ?? []), ...outages],
    incidents: [...(scenario.incidents ?? []), ...incidents],
  };
}
