/* What a rough world has beside the matter of a scenario: visitors, other environments, jobs of the night, files of others. */
import { day, hour, minute } from '../../domain/time/units.ts';
import type { Draw } from '../noise.ts';
import type { ErrorGroup, Scenario } from '../scenario.ts';

/** Two surges that are over, and one mild one that goes on: all errors rise with it alike. */
export function noisySurges(scenario: Scenario, draw: Draw): Scenario {
  const { traffic } = scenario;
  if (traffic.surges.length > 0) return scenario;
  const span = (key: string, from: number, times: number) => ({
    from,
    until: from + draw(`${key}/last`, 15, 40) * minute,
    times,
  });
  const surges = [
    span('yesterday', -draw('yesterday', 25, 40) * hour, draw('yesterday/times', 1.8, 3)),
    span('earlier', -draw('earlier', 3, 9) * hour, draw('earlier/times', 1.5, 2.5)),
    { from: -draw('now', 20, 90) * minute, until: 2 * hour, times: draw('now/times', 1.1, 1.5) },
  ];
  return { ...scenario, traffic: { ...traffic, surges } };
}

/** Testers meet errors on staging too, and a misconfigured build there calls itself production. */
export function noisyStaging(scenario: Scenario, draw: Draw): Scenario {
  const errors = scenario.errors.map((one, i): ErrorGroup => {
    if (one.elsewhere.length > 0) return one;
    const rate = (key: string, high: number) => draw(`${key}/${i}`, 0.1, high);
    const staging = { environment: 'staging', perMinute: rate('staging', 1.5) };
    const preview = { environment: 'preview', perMinute: rate('preview', 0.4) };
    const posing = { environment: 'staging', perMinute: rate('posing', 0.3), as: 'production' };
    // What only a new version has is met by those who test it, before anybody else.
    if (one.when.versions) return { ...one, elsewhere: [staging] };
    return { ...one, elsewhere: i === 0 ? [staging, preview, posing] : [staging, preview] };
  });
  return { ...scenario, errors };
}

/** A nightly job that always makes some errors, and one that does so at this very hour, every day. */
export function noisyCron(scenario: Scenario, draw: Draw): Scenario {
  const job = (key: string, message: string, from: number): ErrorGroup => ({
    type: 'SyncError',
    message,
    culprit: 'src/sync/pull.ts in pull',
    level: 'error',
    unhandled: false,
    perMinute: draw(`${key}/rate`, 2, 4),
    when: { from, until: from + draw(`${key}/last`, 10, 25) * minute, every: day },
    users: 0.5,
    elsewhere: [],
  });
  const jobs = [
    job('past', 'the template list is being rebuilt', -draw('past', 3, 8) * hour),
    job('now', 'the backup of shared conversations is running', -draw('now', 5, 40) * minute),
  ];
  return { ...scenario, errors: [...scenario.errors, ...jobs] };
}

const FOREIGN = [
  { name: 'noto-sans-kr', kind: 'font', bytes: 48_700 },
  { name: 'badge', kind: 'image', bytes: 11_300 },
  { name: 'web-analytics', kind: 'script', bytes: 31_800 },
] as const;

/** Light files of others, on every version alike. None of them blocks: that would be a fault of the page. */
export function noisyPage(scenario: Scenario): Scenario {
  const [first, ...rest] = [...scenario.versions].sort((a, b) => a.at - b.at);
  if (!first) return scenario;
  const files = FOREIGN.map((one) => ({ ...one, blocking: false, width: 120, height: 40 }));
  const added = (one: (typeof scenario.versions)[number]) => ({
    ...one,
    page: { ...one.page, thirdParty: [...(one.page?.thirdParty ?? []), ...files] },
  });
  const versions = [added(first), ...rest.map((one) => (one.page?.thirdParty ? added(one) : one))];
  return { ...scenario, versions };
}
