/* What the engines of the world measure: the metrics of alert rules, by the minute. */
import type { LiveSeries } from '../../domain/alerts/evaluation/live.ts';
import { minute } from '../../domain/time/units.ts';
import type { SandboxMetric } from '../scenario.ts';
import { eachStretch } from './error-counts.ts';
import { groupsOf } from './error-groups.ts';
import { metricAt, percentileFactor } from './metrics.ts';
import type { World } from './model.ts';
import { MONITORS, seen } from './monitors.ts';

const ENVIRONMENT = { env: 'production' };

type Value = (world: World, at: number) => number;
const mean =
  (metric: SandboxMetric, factor = 1): Value =>
  (world, at) =>
    metricAt(world, metric, at) * factor;

const VALUES: Record<string, Value> = {
  requests: mean('requests'),
  cache_hit_ratio: mean('cacheHitRate'),
  cdn_error_rate: (world, at) =>
    metricAt(world, 'errorRate4xx', at) + metricAt(world, 'errorRate5xx', at),
  origin_latency: mean('originLatency'),
  p50_latency: mean('originLatency'),
  p95_latency: mean('originLatency', percentileFactor(95)),
  p99_latency: mean('originLatency', percentileFactor(99)),
  lcp: mean('lcp'),
  inp: mean('inp'),
  cls: mean('cls'),
  error_count: errorsAt,
  error_rate: (world, at) => (100 * errorsAt(world, at)) / metricAt(world, 'requests', at),
};

function errorsAt(world: World, at: number): number {
  let count = 0;
  for (const group of groupsOf(world)) {
    if (group.told.level !== 'error' && group.told.level !== 'fatal') continue;
    eachStretch(world, group, at, at + minute, (_, n) => {
      count += n;
    });
  }
  return count;
}

/** The series of a metric from a moment on; those of uptime are one for each monitor of production. */
export function engineSeries(world: World, metric: string, from: number): LiveSeries[] {
  const last = Math.floor(world.now() / minute) * minute;
  const first = Math.ceil(from / minute) * minute;
  const length = Math.max(0, (last - first) / minute + 1);
  const minutes = Array.from({ length }, (_, i) => first + i * minute);
  if (metric === 'uptime_check') return uptimeSeries(world, minutes);
  const value = VALUES[metric];
  if (!value) return [];
  // A minute is known when it is over.
  const samples = minutes.map((t) => ({ t, value: value(world, t - minute) }));
  return [{ labels: ENVIRONMENT, samples }];
}

function uptimeSeries(world: World, minutes: readonly number[]): LiveSeries[] {
  return MONITORS.filter(({ system }) => system === 'production').map((monitor) => {
    const outages = seen(world, monitor);
    const up = (t: number) => !outages.some(({ from, to }) => from <= t && (to ?? t + 1) > t);
    const samples = minutes.map((t) => ({ t, value: up(t) ? 1 : 0 }));
    return { labels: { ...ENVIRONMENT, monitor: monitor.friendlyName }, samples };
  });
}
