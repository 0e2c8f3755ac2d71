/* CloudFront's metrics out of CloudWatch's GetMetricData. A read: repeated after throttling, within its time. */
import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { TsopsError } from '../../contract/errors.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { minute } from '../../domain/time/units.ts';
import type { MetricName, MetricPoint, Metrics, MetricsRead } from '../../ports/metrics.ts';
import { readPages } from '../http/pages.ts';
import { askAws } from './ask.ts';
import type { AwsOptions } from './client.ts';
import { type CloudWatch, cloudFrontMetric, openCloudWatch } from './cloudwatch.ts';

export interface MetricsOptions extends AwsOptions {
  readonly signal: AbortSignal;
}

/**
 * Per metric its name and the only statistic that is valid for it. Source: Amazon CloudFront Developer
 * Guide, "Types of metrics for CloudFront".
 */
const measures: Readonly<Record<MetricName, readonly [name: string, statistic: string]>> = {
  requests: ['Requests', 'Sum'],
  'bytes-downloaded': ['BytesDownloaded', 'Sum'],
  'hit-ratio': ['CacheHitRate', 'Average'],
  'error-rate': ['TotalErrorRate', 'Average'],
  'error-rate-4xx': ['4xxErrorRate', 'Average'],
  'error-rate-5xx': ['5xxErrorRate', 'Average'],
  'origin-latency': ['OriginLatency', 'p50'],
  'origin-latency-p95': ['OriginLatency', 'p95'],
  'origin-latency-p99': ['OriginLatency', 'p99'],
};

const readTimeout = 10_000;
/** A page holds 100,800 values; a window of ours never needs more than a few. */
const mostPages = 20;

const call = { iamAction: 'cloudwatch:GetMetricData', resource: '*' };

/** Signs for us-east-1, where CloudFront's metrics are, unless an endpoint is set. */
export function createMetrics(options: MetricsOptions): Metrics {
  let made: Promise<CloudWatch> | undefined;
  return {
    async series(distributionId, metric, window, period, read = {}) {
      made ??= openCloudWatch(options);
      const signals = [options.signal, read.signal];
      return series(await made, signals, { distributionId, metric, window, period }, read);
    },
  };
}

interface MetricRequest {
  readonly distributionId: string;
  readonly metric: MetricName;
  readonly window: EvidenceWindow;
  readonly period: number;
}

async function series(
  cloudwatch: CloudWatch,
  signals: readonly (AbortSignal | undefined)[],
  asked: MetricRequest,
  read: MetricsRead,
): Promise<readonly MetricPoint[]> {
  const { clock, client, sdk } = cloudwatch;
  const deadline = clock.now() + (read.timeout ?? readTimeout);
  const { items, more } = await readPages({ most: mostPages }, async (token) => {
    const input = { ...inputOf(asked), ...(token === undefined ? {} : { NextToken: token }) };
    const budget = { timeout: Math.max(1, deadline - clock.now()), signals };
    const answer = await askAws(cloudwatch, call, budget, (sent) =>
      client.send(new sdk.GetMetricDataCommand(input), sent),
    );
    const { NextToken: next } = answer;
    // A page that names itself is the last one.
    return { items: pointsOf(answer), next: next === token ? undefined : next };
  });
  // A series with holes would be judged as if nothing had happened there.
  if (more) throw unreadable('it did not come to an end');
  const points = new Map(items.map(({ t, value }) => [t, value]));
  return [...points].map(([t, value]) => ({ t, value })).sort((a, b) => a.t - b.t);
}

function inputOf({
  distributionId,
  metric,
  window,
  period,
}: MetricRequest): GetMetricDataCommandInput {
  const [name, statistic] = measures[metric];
  const seconds = Math.max(60, Math.round(period / minute) * 60);
  return {
    StartTime: new Date(window.from),
    EndTime: new Date(window.to),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: [
      {
        Id: 'm1',
        MetricStat: {
          Metric: cloudFrontMetric(distributionId, name),
          Period: seconds,
          Stat: statistic,
        },
      },
    ],
  };
}

/**
 * The points of one page. `PartialData` says that more pages follow, and is an answer; what CloudWatch
 * could not (`InternalError`) or would not (`Forbidden`) read is none.
 */
function pointsOf({ MetricDataResults }: GetMetricDataCommandOutput): readonly MetricPoint[] {
  if (!Array.isArray(MetricDataResults)) throw unreadable('it is not a list of metrics');
  return MetricDataResults.flatMap(({ StatusCode, Timestamps, Values }) => {
    if (StatusCode === 'Forbidden') throw forbidden();
    if (StatusCode === 'InternalError') throw unreadable('it failed to read the metric');
    if (!Array.isArray(Timestamps) || !Array.isArray(Values)) return [];
    if (Timestamps.length !== Values.length) throw unreadable('its times and values differ');
    return Timestamps.map((time, index) => pointOf(time, Values[index]));
  });
}

function pointOf(time: unknown, value: unknown): MetricPoint {
  const t = time instanceof Date ? time.getTime() : Number.NaN;
  if (Number.isNaN(t) || typeof value !== 'number' || !Number.isFinite(value)) {
    throw unreadable('it holds times or values of another kind');
  }
  return { t, value };
}

function unreadable(what: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `CloudWatch's answer cannot be read: ${what}`,
    next: ['tsops doctor aws'],
  });
}

function forbidden(): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: 'AWS does not allow it: CloudWatch answered Forbidden for this metric.',
    next: ['grant cloudwatch:GetMetricData on * to this identity', 'tsops doctor aws'],
  });
}
