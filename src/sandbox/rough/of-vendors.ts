/* Noise in what vendors tell: late and lost events, runs that were run again, clocks that differ, clients that differ. */
import { hour, minute } from '../../domain/time/units.ts';
import type { Draw } from '../noise.ts';
import type { Scenario } from '../scenario.ts';

type Deploy = Scenario['deploys'][number];

export function noisyIntake(scenario: Scenario, draw: Draw): Scenario {
  const { sentry } = scenario;
  const drops = sentry.drops || draw('drops', 0.02, 0.12);
  const delay = sentry.delay || Math.round(draw('delay', 20, 90)) * 1_000;
  return { ...scenario, sentry: { ...sentry, drops, delay } };
}

/** Seconds, as machines without a good source of time have. */
export function noisyClocks(scenario: Scenario, draw: Draw): Scenario {
  const off = (system: string) => Math.round(draw(system, -40, 40)) * 1_000;
  const clocks = { github: off('github'), sentry: off('sentry'), aws: off('aws') };
  return { ...scenario, clocks: { ...clocks, ...scenario.clocks } };
}

/** What a run does not change: it serves what it served. */
export function noisyRuns(scenario: Scenario, draw: Draw): Scenario {
  const deploys = scenario.deploys.flatMap((one, i) => {
    const again = draw(`again/${i}`, 0, 1);
    const run = withChecks(one, draw(`checks/${i}`, 0, 5) * minute);
    if (again < 0.35) return [runAgain(run, draw(`before/${i}`, 8, 30) * minute)];
    // Somebody pressed the button twice.
    return again < 0.5 && canRepeat(one, scenario) ? [run, pressedTwice(run)] : [run];
  });
  return { ...scenario, deploys: [...deploys, ...previews(scenario, draw)] };
}

function withChecks(one: Deploy, checks: number): Deploy {
  return { ...one, checks: one.checks ?? Math.round(checks) };
}

function runAgain(one: Deploy, before: number): Deploy {
  const first = { at: one.at - before, took: 3 * minute, conclusion: 'failure' as const };
  return { ...one, firstAttempt: one.firstAttempt ?? first };
}

/** Only what went well, and all of it, may be done once more without a change. */
function canRepeat(one: Deploy, { deploys }: Scenario): boolean {
  const whole = one.conclusion === 'success' && !one.reaches && !one.uploaded;
  const next = deploys.find(
    ({ at, environment }) => environment === one.environment && at > one.at && at < one.at + hour,
  );
  return whole && next === undefined && one.at < -30 * minute;
}

function pressedTwice(one: Deploy): Deploy {
  const { firstAttempt: _, ...run } = one;
  return { ...run, at: run.at + minute, actor: 'jisoo-lee' };
}

/** Previews of what comes next, in the same list of runs. */
function previews({ versions }: Scenario, draw: Draw): Deploy[] {
  const newest = versions.toSorted((a, b) => a.at - b.at).at(-1);
  if (!newest) return [];
  return [0, 1, 2].map((i) => ({
    version: newest.version,
    environment: 'preview',
    at: Math.max(newest.at + minute, -draw(`preview/${i}`, 0.2, 30) * hour),
    took: 2 * minute,
    actor: 'minji-kim',
    conclusion: i === 1 ? 'failure' : 'success',
  }));
}

/** Slow clients are always slow, each by its own; and people leave for reasons that are not LCP. */
export function noisyClients(scenario: Scenario, draw: Draw): Scenario {
  const slow = { browsers: ['Samsung Internet'], when: {} };
  const bounce = draw('bounce', 0.9, 1.15);
  const signals = [
    ...scenario.signals,
    { ...slow, metric: 'lcp' as const, times: draw('lcp', 1.1, 1.5) },
    { ...slow, metric: 'inp' as const, times: draw('inp', 1.1, 1.5) },
    { metric: 'bounceRate' as const, times: bounce, when: {} },
  ];
  return { ...scenario, signals };
}
