import { minute } from '../../domain/time/units.ts';
import { noise } from '../noise.ts';
import type { SandboxMetric } from '../scenario.ts';
import { clientsOf } from './clients.ts';
import { p75Of, type Weighed } from './mixture.ts';
import type { World } from './model.ts';
import { ongoingOutage } from './outages.ts';
import { type Client, differs, meanFor, meanOfClient, valueTold } from './signals.ts';
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
  bounceRate: 36,
};

/** The mean of a metric in the minute which holds `at`, with some spread. */
export function metricAt(world: World, metric: SandboxMetric, at: number): number {
  const spread = spreadOf(world, metric, at);
  if (metric === 'requests') {
    const told = valueTold(world, metric, at);
    const down = ongoingOutage(world, 'production', at);
    // People who meet an error page reload it now and then.
    const base = down ? world.scenario.traffic.sessionsPerMinute * 3 : sessionsAt(world, at);
    return Math.round(
      told === undefined
        ? meanFor(world, metric, at, base * world.scenario.traffic.requestsPerSession)
        : told * spread,
    );
  }
  if (metric === 'errorRate5xx' && ongoingOutage(world, 'production', at)?.kind === 'status') {
    return Math.min(100, 97 * spread);
  }
  const mean = differs(world, metric, at)
    ? p75Of(clientMeans(world, metric, at))
    : meanFor(world, metric, at, USUAL[metric]);
  if (metric === 'cacheHitRate') return Math.min(100, mean + (spread - 1) * 8);
  return mean * spread;
}

/** So fine are the shares of clients. */
const VISITS = 10_000;

function clientMeans(
  world: World,
  metric: Exclude<SandboxMetric, 'requests'>,
  at: number,
  isWanted: (client: Client) => boolean = () => true,
): Weighed[] {
  const { browsers, systems } = world.scenario.traffic;
  return clientsOf(VISITS, browsers, systems)
    .filter(({ count, ...client }) => count > 0 && isWanted(client))
    .map(({ count, ...client }) => ({
      weight: count,
      p75: meanOfClient(world, metric, at, USUAL[metric], client),
    }));
}

/** The p75 of a vital of those clients alone; undefined where nobody has such a client. */
export function vitalOf(
  world: World,
  metric: 'lcp' | 'inp' | 'cls',
  at: number,
  isWanted: (client: Client) => boolean,
): number | undefined {
  const parts = clientMeans(world, metric, at, isWanted);
  return parts.length === 0 ? undefined : p75Of(parts) * spreadOf(world, metric, at);
}

function spreadOf(world: World, metric: SandboxMetric, at: number): number {
  return 0.92 + 0.16 * noise(world.seed, `metric/${metric}/${Math.floor(at / minute)}`);
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
