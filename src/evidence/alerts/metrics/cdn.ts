import type { Environment } from '../../../config/schema.ts';
import type { LiveSeries } from '../../../domain/alerts/evaluation/live.ts';
import { minute } from '../../../domain/time/units.ts';
import type { MetricName, MetricPoint } from '../../../ports/metrics.ts';
import {
  type MetricContext,
  type MetricFamily,
  mapValues,
  type SampleRound,
  seriesAnswer,
  unconfigured,
} from './family.ts';

/** Which of the CDN's metrics each metric of a rule is. */
export const measures = {
  requests: 'requests',
  p50_latency: 'origin-latency',
  p95_latency: 'origin-latency-p95',
  p99_latency: 'origin-latency-p99',
  origin_latency: 'origin-latency',
  cache_hit_ratio: 'hit-ratio',
  cdn_error_rate: 'error-rate',
} as const satisfies Readonly<Record<string, MetricName>>;

export type CdnMetric = keyof typeof measures;

/** Whether a metric of a rule needs the CDN's figures: one of them, or a rate by its requests. */
export function restsOnCdn(metric: string): boolean {
  return metric === 'error_rate' || Object.hasOwn(measures, metric);
}

/** The CDN's metrics by the minute. A minute counts from its end on; one that is not over does not. */
export const cdnMetrics: MetricFamily<CdnMetric> = {
  sources: mapValues(measures, () => 'CloudWatch'),
  samples: ({ environment, cdnPoints }) =>
    mapValues(
      measures,
      (name) => async () => seriesAnswer([seriesOf(environment, await cdnPoints(name))]),
    ),
};

function seriesOf(env: string, all: readonly MetricPoint[]): LiveSeries {
  return { labels: { env }, samples: all.map(({ t, value }) => ({ t: t + minute, value })) };
}

/** Throws a config error that names the key where there is none. */
export function cdnOf(
  { environments }: MetricContext['config'],
  environment: string,
): NonNullable<Environment['cdn']> {
  const cdn = environments[environment]?.cdn;
  if (cdn !== undefined) return cdn;
  const key = `environments.${environment}.cdn.distributionId`;
  throw unconfigured(`${key} is not set: there are no metrics for the CDN of ${environment}`);
}

/** The minutes that are over. Throws where no CDN is configured, or the metrics do not answer. */
export async function readCdnPoints(
  { context, config, environment, budget, window }: Omit<SampleRound, 'cdnPoints'>,
  metric: MetricName,
): Promise<readonly MetricPoint[]> {
  const { provider, id } = cdnOf(config, environment);
  const metrics = await context.services.metrics(provider);
  const whole = {
    from: Math.floor(window.from / minute) * minute,
    to: Math.floor(window.to / minute) * minute,
  };
  const { signal } = context;
  return metrics.series(id, metric, whole, minute, { timeout: budget, signal });
}
