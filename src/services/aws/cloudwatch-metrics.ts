/* CloudFront's metrics out of CloudWatch's GetMetricData. A read: repeated after throttling, within its time. */
import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { minute } from '../../domain/time/units.ts';
import type {
  MetricAsk,
  MetricName,
  MetricPoint,
  Metrics,
  MetricsRead,
} from '../../ports/metrics.ts';
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
  const readAll = async (asked: MetricRequest, read: MetricsRead) => {
    made ??= openCloudWatch(options);
    return answersOf(await made, [options.signal, read.signal], asked, read);
  };
  return {
    async series(distributionId, metric, window, period, read = {}) {
      const asked = { distributionId, asks: [{ metric, period }], window };
      const [answer = []] = await readAll(asked, read);
      if (answer instanceof TsopsError) throw answer;
      return answer;
    },
    async seriesOfAll(distributionId, asks, window, read = {}) {
      const answers = await readAll({ distributionId, asks, window }, read);
      return answers.map((answer) =>
        answer instanceof TsopsError
          ? { points: [], problem: problemOf(answer) }
          : { points: answer },
      );
    },
    turnOn: (distributionId) =>
      `aws cloudfront create-monitoring-subscription --distribution-id ${distributionId} --monitoring-subscription RealtimeMetricsSubscriptionConfig={RealtimeMetricsSubscriptionStatus=Enabled}`,
  };
}

interface MetricRequest {
  readonly distributionId: string;
  readonly asks: readonly MetricAsk[];
  readonly window: EvidenceWindow;
}

type Answer = readonly MetricPoint[] | TsopsError;

/** One request for all; each metric has its points, or why there are none. */
async function answersOf(
  cloudwatch: CloudWatch,
  signals: readonly (AbortSignal | undefined)[],
  asked: MetricRequest,
  read: MetricsRead,
): Promise<readonly Answer[]> {
  const { clock, client, sdk } = cloudwatch;
  const deadline = clock.now() + (read.timeout ?? readTimeout);
  const { items, more } = await readPages({ most: mostPages }, async (token) => {
    const input = { ...inputOf(asked), ...(token === undefined ? {} : { NextToken: token }) };
    const budget = { timeout: Math.max(1, deadline - clock.now()), signals };
    const answer = await askAws(cloudwatch, call, budget, (sent) =>
      client.send(new sdk.GetMetricDataCommand(input), sent),
    );
    const { MetricDataResults, NextToken: next } = answer;
    if (!Array.isArray(MetricDataResults)) throw unreadable('it is not a list of metrics');
    // A page that names itself is the last one.
    return { items: MetricDataResults, next: next === token ? undefined : next };
  });
  // A series with holes would be judged as if nothing had happened there.
  if (more) throw unreadable('it did not come to an end');
  return asked.asks.map(({ metric }, at) =>
    answerOf(
      items.filter(({ Id }) => Id === idOf(at)),
      metric,
      asked.window,
    ),
  );
}

const idOf = (at: number): string => `m${at + 1}`;

function inputOf({ distributionId, asks, window }: MetricRequest): GetMetricDataCommandInput {
  return {
    StartTime: new Date(window.from),
    EndTime: new Date(window.to),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: asks.map(({ metric, period }, at) => {
      const [name, statistic] = measures[metric];
      return {
        Id: idOf(at),
        MetricStat: {
          Metric: cloudFrontMetric(distributionId, name),
          Period: Math.max(60, Math.round(period / minute) * 60),
          Stat: statistic,
        },
      };
    }),
  };
}

type MetricPart = NonNullable<GetMetricDataCommandOutput['MetricDataResults']>[number];

/** The points of one metric, from all pages that hold a part of it; else why they are of no use. */
function answerOf(
  parts: readonly MetricPart[],
  metric: MetricName,
  window: EvidenceWindow,
): Answer {
  try {
    if (parts.length === 0) throw unreadable('it left out a metric');
    const points = new Map(parts.flatMap((part) => pointsOf(part, metric)));
    return [...points]
      .map(([t, value]) => ({ t, value }))
      .filter(({ t }) => t >= window.from && t < window.to)
      .sort((a, b) => a.t - b.t);
  } catch (thrown) {
    if (!(thrown instanceof TsopsError)) throw thrown;
    return thrown;
  }
}

/**
 * `PartialData` says that more pages follow, and is an answer; what CloudWatch could not (`InternalError`) or would not
 * (`Forbidden`) read is none.
 */
function pointsOf(
  { StatusCode, Timestamps, Values }: MetricPart,
  metric: MetricName,
): readonly (readonly [t: number, value: number])[] {
  if (StatusCode === 'Forbidden') throw forbidden();
  if (StatusCode === 'InternalError') throw unreadable('it failed to read the metric');
  if (!Array.isArray(Timestamps) || !Array.isArray(Values)) return [];
  if (Timestamps.length !== Values.length) throw unreadable('its times and values differ');
  return Timestamps.map((time, index) => pointOf(time, Values[index], metric));
}

function pointOf(time: unknown, value: unknown, metric: MetricName) {
  const t = time instanceof Date ? time.getTime() : Number.NaN;
  if (Number.isNaN(t) || typeof value !== 'number' || !Number.isFinite(value)) {
    throw unreadable('it holds times or values of another kind');
  }
  // A little above the whole is how it rounds.
  const most =
    metric === 'hit-ratio' || metric.startsWith('error-rate') ? 100.01 : Number.POSITIVE_INFINITY;
  if (value < 0 || value > most) throw unreadable(`it holds a value that cannot be (${value})`);
  return [t, Math.min(value, Math.floor(most))] as const;
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
