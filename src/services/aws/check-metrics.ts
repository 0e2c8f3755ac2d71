import type { GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { asTsopsError, type TsopsError } from '../../contract/errors.ts';
import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { askAws } from './ask.ts';
import type { AwsOptions, AwsSetup } from './client.ts';
import { type CloudWatch, cloudFrontMetric, openCloudWatch } from './cloudwatch.ts';

const call = { iamAction: 'cloudwatch:GetMetricData', resource: '*' };

/**
 * Reads the distribution's requests of the last hour. That there is no data is a fine answer: the read
 * was allowed.
 */
export async function checkCloudWatch(
  options: AwsOptions,
  distributionId: string,
  { timeout, signal }: AccessBudget,
): Promise<AccessReport> {
  let opened: CloudWatch;
  try {
    opened = await openCloudWatch(options);
  } catch (thrown) {
    const { message, next } = asTsopsError(thrown);
    return access('unknown', message, ...next);
  }
  const { client, sdk, setup } = opened;
  const input = lastHour(distributionId, options.clock.now());
  try {
    const budget = { timeout, patience: 0, signals: [signal] };
    const { MetricDataResults } = await askAws(opened, call, budget, (sent) =>
      client.send(new sdk.GetMetricDataCommand(input), sent),
    );
    if (!Array.isArray(MetricDataResults)) {
      return access('unknown', 'CloudWatch answered something that is not a list of metrics');
    }
    return access('works', `CloudWatch metrics of ${distributionId} readable`);
  } catch (thrown) {
    signal?.throwIfAborted();
    return refused(asTsopsError(thrown), setup);
  } finally {
    client.destroy();
  }
}

function lastHour(distributionId: string, now: number): GetMetricDataCommandInput {
  const end = Math.floor(now / 60_000) * 60_000;
  const Metric = cloudFrontMetric(distributionId, 'Requests');
  return {
    StartTime: new Date(end - 3_600_000),
    EndTime: new Date(end),
    MetricDataQueries: [{ Id: 'requests', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } }],
  };
}

/** Nothing configured is `not-set`; what is configured and does not let us in is `rejected` or `limited`. */
function refused(error: TsopsError, setup: AwsSetup): AccessReport {
  const detail = cleanText(error.message, 300);
  if (error.kind !== 'credentials') return access('unknown', detail);
  const code = error.cause instanceof Error ? error.cause.name : '';
  const nothing = setup.profile === undefined && setup.credentials === undefined;
  if (nothing && code.endsWith('ProviderError')) return access('not-set', detail, ...error.next);
  const denied = code.startsWith('AccessDenied');
  return access(denied ? 'limited' : 'rejected', detail, ...error.next);
}
