import { minute } from '../../domain/time/units.ts';
import { noise } from '../noise.ts';
import type { SandboxMetric } from '../scenario.ts';
import type { World } from './model.ts';
import { holds, ongoingOutage } from './outages.ts';
import { sessionsAt } from './traffic.ts';

/**
 * What each metric is on a good day: requests a minute per session, percent, milliseconds; vitals at
 * p75 (ms, and CLS without a unit).
 */
const USUAL: Record<Exclude<SandboxMetric, 'requests'>, number> = {
  errorRate4xx: 0.35,
  errorRate5xx: 0.04,
  cacheHitRate: 94.5,
  originLatency: 118,
  lcp: 1_900,
  inp: 140,
  cls: 0.05,
};

/** The mean of a metric in the minute which holds `at`, with some spread. */
export function metricAt(world: World, metric: SandboxMetric, at: number): number {
  const index = Math.floor(at / minute);
  const spread = 0.92 + 0.16 * noise(world.seed, `metric/${metric}/${index}`);
  const told = world.scenario.signals.find((s) => s.metric === metric && holds(world, s.when, at));
  if (metric === 'requests') {
    const down = ongoingOutage(world, 'production', at);
    // People who meet an error page reload it now and then.
    const base = down ? world.scenario.traffic.sessionsPerMinute * 3 : sessionsAt(world, at);
    return Math.round(
      told ? told.value * spread : base * world.scenario.traffic.requestsPerSession,
    );
  }
  if (metric === 'errorRate5xx' && ongoingOutage(world, 'production', at)?.kind === 'status') {
    return Math.min(100, 97 * spread);
  }
  const mean = told?.value ?? USUAL[metric];
  if (metric === 'cacheHitRate') return Math.min(100, mean + (spread - 1) * 8);
  return mean * spread;
}

/** How the percentiles of a latency lie around its mean. */
const PERCENTILES: [number, number][] = [
  [0, 0.3],
  [50, 1],
  [75, 1.35],
  [90, 1.9],
  [95, 2.4],
  [99, 4.1],
  [100, 9],
];

/** The factor of a percentile, straight lines between the known ones. */
export function percentileFactor(percentile: number): number {
  const above = PERCENTILES.findIndex(([p]) => p >= percentile);
  const [p2, f2] = PERCENTILES[above] ?? [100, 9];
  const [p1, f1] = PERCENTILES[Math.max(0, above - 1)] ?? [0, 0.3];
  return p2 === p1 ? f2 : f1 + ((f2 - f1) * (percentile - p1)) / (p2 - p1);
}
