import { day, minute } from '../../../domain/time/units.ts';
import type { SandboxMetric } from '../../scenario.ts';
import { metricAt, percentileFactor } from '../../world/metrics.ts';
import type { World } from '../../world/model.ts';
import { DISTRIBUTION } from './access.ts';

export interface Query {
  id: string;
  label: string | undefined;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  /** Seconds. */
  period: number;
  stat: string;
  expression: string | undefined;
}

export interface Result {
  id: string;
  label: string;
  points: { at: number; value: number }[];
}

type Measure = (world: World, at: number) => number;
const BYTES_PER_REQUEST = 31_400;
const rate =
  (metric: SandboxMetric): Measure =>
  (world, at) =>
    metricAt(world, metric, at);
const times =
  (metric: SandboxMetric, factor: number): Measure =>
  (world, at) =>
    metricAt(world, metric, at) * factor;
const errors =
  (metric: SandboxMetric): Measure =>
  (world, at) =>
    Math.round((metricAt(world, 'requests', at) * metricAt(world, metric, at)) / 100);

/** Per metric its only valid statistic and its value in one minute. */
const CLOUDFRONT: Record<string, [stat: string, Measure]> = {
  Requests: ['Sum', rate('requests')],
  BytesDownloaded: ['Sum', times('requests', BYTES_PER_REQUEST)],
  BytesUploaded: ['Sum', times('requests', 420)],
  '4xxErrorRate': ['Average', rate('errorRate4xx')],
  '5xxErrorRate': ['Average', rate('errorRate5xx')],
  TotalErrorRate: [
    'Average',
    (w, at) => metricAt(w, 'errorRate4xx', at) + metricAt(w, 'errorRate5xx', at),
  ],
  CacheHitRate: ['Average', rate('cacheHitRate')],
  '503ErrorRate': ['Average', rate('errorRate5xx')],
  '404ErrorRate': ['Average', times('errorRate4xx', 0.8)],
  OriginLatency: ['p', rate('originLatency')],
};

const S3: Record<string, [stat: string, Measure]> = {
  AllRequests: ['Sum', times('requests', 0.06)],
  '4xxErrors': ['Sum', errors('errorRate4xx')],
  '5xxErrors': ['Sum', errors('errorRate5xx')],
  FirstByteLatency: ['p', times('originLatency', 0.4)],
  TotalRequestLatency: ['p', times('originLatency', 0.6)],
};

/** Kept only of a distribution whose additional metrics are on. */
const ADDITIONAL = new Set(['CacheHitRate', 'OriginLatency', '404ErrorRate', '503ErrorRate']);

/** How a metric is measured; undefined where CloudWatch has no data under these names and dimensions. */
function measureOf(
  { scenario }: World,
  { namespace, metric, dimensions, stat }: Query,
): Measure | undefined {
  const { DistributionId, Region, BucketName, FilterId } = dimensions;
  const isKept = scenario.edge.additionalMetrics || !ADDITIONAL.has(metric);
  const isHere = DistributionId === DISTRIBUTION && Region === 'Global';
  const ours = namespace === 'AWS/CloudFront' && isHere && isKept;
  const bucket = namespace === 'AWS/S3' && BucketName === 'talkstudio' && FilterId !== undefined;
  const [valid, measure] = (ours && CLOUDFRONT[metric]) || (bucket && S3[metric]) || [];
  if (!valid || !measure) return undefined;
  if (valid !== 'p') return stat === valid ? measure : undefined;
  const percentile =
    stat === 'Average' && bucket ? 60 : Number(/^p(\d+(?:\.\d+)?)$/.exec(stat)?.[1] ?? Number.NaN);
  if (Number.isNaN(percentile)) return undefined;
  const factor = percentileFactor(percentile);
  return (world, at) => measure(world, at) * factor;
}

function pointOf(
  world: World,
  measure: Measure,
  query: Query,
  from: number,
  until: number,
): number {
  let sum = 0;
  let minutes = 0;
  for (let at = from; at < until; at += minute) {
    sum += measure(world, at);
    minutes += 1;
  }
  const value = query.stat === 'Sum' ? sum : sum / Math.max(1, minutes);
  return Math.round(value * 10_000) / 10_000;
}

/** Seconds of the shortest period that is kept so long, in days. Source: CloudWatch, "Metrics retention". */
const KEPT: readonly [period: number, days: number][] = [
  [60, 15],
  [300, 63],
  [3600, 455],
];

/** From when on there are values of a period: finer ones are thrown away sooner. */
function keptSince(world: World, period: number): number {
  const days = KEPT.findLast(([least]) => period % least === 0)?.[1] ?? 0;
  return world.now() - days * day;
}

/** The start of the first period: rounded down to the minute, and to what is kept of an older time. */
function beginOf(world: World, from: number): number {
  const age = world.now() - from;
  const grain = (KEPT.find(([, days]) => age <= days * day)?.[0] ?? 3600) * 1_000;
  return Math.floor(from / grain) * grain;
}

/** One value per period in [from, to) that has begun, counted from `from`; the newest first unless `ascending`. */
export function results(
  world: World,
  queries: readonly Query[],
  { from, to, ascending }: { from: number; to: number; ascending: boolean },
): Result[] {
  return queries.map((query) => {
    const measure = measureOf(world, query);
    const step = Math.max(60, query.period) * 1_000;
    const points: { at: number; value: number }[] = [];
    const end = Math.min(to, world.now());
    const kept = keptSince(world, step / 1_000);
    for (let at = beginOf(world, from); measure && at < end; at += step) {
      const until = Math.min(at + step, end);
      if (at >= kept) points.push({ at, value: pointOf(world, measure, query, at, until) });
    }
    if (!ascending) points.reverse();
    return { id: query.id, label: query.label ?? query.metric, points };
  });
}
