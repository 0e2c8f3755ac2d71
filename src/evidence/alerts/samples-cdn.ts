import type { Environment } from '../../config/schema.ts';
import type { LiveSeries } from '../../domain/alerts/evaluation/live.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { minute } from '../../domain/time/units.ts';
import type { MetricName, MetricPoint } from '../../ports/metrics.ts';
import { memoizeByKey } from '../asking/memoize.ts';
import {
  type SampleRound,
  type SampleSource,
  seriesAnswer,
  unconfigured,
} from './sample-source.ts';

/** Which of the CDN's metrics each metric of a rule is. */
export const measures: Readonly<Record<string, MetricName>> = {
  requests: 'requests',
  p50_latency: 'origin-latency',
  p95_latency: 'origin-latency-p95',
  p99_latency: 'origin-latency-p99',
  origin_latency: 'origin-latency',
  cache_hit_ratio: 'hit-ratio',
  cdn_error_rate: 'error-rate',
};

/** The CDN's metrics by the minute. A minute counts from its end on; one that is not over does not. */
export function cdnSamples(round: SampleRound, window: EvidenceWindow) {
  const read = memoizeByKey((name: MetricName) => points(round, window, name));
  const sources = Object.fromEntries(
    Object.entries(measures).map(([metric, name]): [string, SampleSource] => [
      metric,
      {
        source: 'CloudWatch',
        read: async () => seriesAnswer([seriesOf(round.environment, await read(name))]),
      },
    ]),
  );
  return { sources, requests: () => read('requests') };
}

function seriesOf(env: string, all: readonly MetricPoint[]): LiveSeries {
  return { labels: { env }, samples: all.map(({ t, value }) => ({ t: t + minute, value })) };
}

/** Throws a config error that names the key where there is none. */
export function cdnOf(
  { environments }: SampleRound['config'],
  environment: string,
): NonNullable<Environment['cdn']> {
  const cdn = environments[environment]?.cdn;
  if (cdn !== undefined) return cdn;
  const key = `environments.${environment}.cdn.distributionId`;
  throw unconfigured(`${key} is not set: there are no metrics for the CDN of ${environment}`);
}

async function points(
  { context, config, environment, budget }: SampleRound,
  { from, to }: EvidenceWindow,
  metric: MetricName,
): Promise<readonly MetricPoint[]> {
  const { provider, id } = cdnOf(config, environment);
  const metrics = await context.services.metrics(provider);
  const whole = {
    from: Math.floor(from / minute) * minute,
    to: Math.floor(to / minute) * minute,
  };
  const { signal } = context;
  return metrics.series(id, metric, whole, minute, { timeout: budget, signal });
}
