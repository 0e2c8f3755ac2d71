/* CloudFront's metrics out of CloudWatch's GetMetricData. A read: repeated after throttling, within its time. */
import type {
  CloudWatchClient,
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Window } from '../../domain/evidence/shape.ts';
import { minute } from '../../domain/time/units.ts';
import type { MetricName, MetricPoint, Metrics, MetricsRead } from '../../ports/metrics.ts';
import { joinSignals } from '../http/joined-signal.ts';
import { type AwsOptions, type AwsSetup, awsClientConfig, awsSetup } from './client.ts';
import { address, cloudFrontMetric, home } from './cloudwatch.ts';
import { awsError, isThrottled, type SdkError } from './errors.ts';

export interface MetricsOptions extends AwsOptions {
  readonly clock: Clock;
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
const pauses = [400, 1200];
/** A page holds 100,800 values; a window of ours never needs more than a few. */
const mostPages = 20;

interface Session extends MetricsOptions {
  readonly client: CloudWatchClient;
  readonly setup: AwsSetup;
  send(input: GetMetricDataCommandInput, signal: AbortSignal): Promise<GetMetricDataCommandOutput>;
}

/** Signs for us-east-1, where CloudFront's metrics are, unless an endpoint is set. */
export function createMetrics(options: MetricsOptions): Metrics {
  let made: Promise<Session> | undefined;
  return {
    async series(distributionId, metric, window, period, read = {}) {
      made ??= open(options);
      return series(await made, { distributionId, metric, window, period }, read);
    },
  };
}

async function open(options: MetricsOptions): Promise<Session> {
  const setup = awsSetup(options, 'CLOUDWATCH', home);
  const { CloudWatchClient, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = new CloudWatchClient(awsClientConfig(setup, options));
  return {
    ...options,
    setup,
    client,
    send: (input, abortSignal) => client.send(new GetMetricDataCommand(input), { abortSignal }),
  };
}

interface Asked {
  readonly distributionId: string;
  readonly metric: MetricName;
  readonly window: Window;
  readonly period: number;
}

async function series(
  session: Session,
  asked: Asked,
  read: MetricsRead,
): Promise<readonly MetricPoint[]> {
  const points = new Map<number, number>();
  const deadline = session.clock.now() + (read.timeout ?? readTimeout);
  let token: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const input = { ...inputOf(asked), ...(token === undefined ? {} : { NextToken: token }) };
    const answer = await ask(session, input, deadline, read);
    for (const { t, value } of pointsOf(answer)) points.set(t, value);
    if (answer.NextToken === undefined || answer.NextToken === token) {
      return [...points].map(([t, value]) => ({ t, value })).sort((a, b) => a.t - b.t);
    }
    token = answer.NextToken;
  }
  throw unreadable('it did not come to an end');
}

function inputOf({ distributionId, metric, window, period }: Asked): GetMetricDataCommandInput {
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

async function ask(
  session: Session,
  input: GetMetricDataCommandInput,
  deadline: number,
  read: MetricsRead,
): Promise<GetMetricDataCommandOutput> {
  const { clock, setup } = session;
  const { signal, release } = joinSignals(session.signal, read.signal);
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        return await sendBefore(session, input, deadline, signal);
      } catch (thrown) {
        signal.throwIfAborted();
        const pause = pauses[tries];
        const again = pause !== undefined && clock.now() + pause < deadline;
        if (!again || !isThrottled(thrown as SdkError)) {
          const { endpoint = address, profile } = setup;
          const iamAction = 'cloudwatch:GetMetricData';
          throw awsError(thrown, { iamAction, endpoint, profile, resource: '*' });
        }
        await clock.sleep(pause, signal);
      }
    }
  } finally {
    release();
  }
}

async function sendBefore(
  { clock, send }: Session,
  input: GetMetricDataCommandInput,
  deadline: number,
  signal: AbortSignal,
): Promise<GetMetricDataCommandOutput> {
  const late = AbortSignal.timeout(Math.max(1, deadline - clock.now()));
  const joined = joinSignals(signal, late);
  try {
    return await send(input, joined.signal);
  } finally {
    joined.release();
  }
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
    message: `CloudWatch's answer can not be read: ${what}`,
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
