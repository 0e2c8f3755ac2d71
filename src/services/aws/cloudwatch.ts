import type { GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../contract/context.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import { type Access, access } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { hour, minute } from '../../domain/time/units.ts';
import type { Reach } from '../../ports/access.ts';
import { type AwsOptions, type AwsSetup, awsClientConfig, awsSetup } from './client.ts';
import { awsError } from './errors.ts';

interface CloudWatchOptions extends AwsOptions {
  readonly clock: Pick<Clock, 'now'>;
}

/** CloudFront's metrics exist here only, whatever the configured region. */
export const home = 'us-east-1';
export const address = `https://monitoring.${home}.amazonaws.com`;

/**
 * Reads the distribution's requests of the last hour. That there is no data is a fine answer: the read
 * was allowed. The SDK is loaded at the first call.
 */
export async function cloudwatchAccess(
  options: CloudWatchOptions,
  distributionId: string,
  reach: Reach,
): Promise<Access> {
  const setup = setupOf(options);
  if (setup instanceof TsopsError) return access('unknown', setup.message, ...setup.next);
  const { CloudWatchClient, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = new CloudWatchClient(awsClientConfig(setup, options));
  const late = AbortSignal.timeout(reach.timeout);
  const abortSignal = reach.signal ? AbortSignal.any([reach.signal, late]) : late;
  try {
    const command = new GetMetricDataCommand(lastHour(distributionId, options.clock.now()));
    const { MetricDataResults } = await client.send(command, { abortSignal });
    if (!Array.isArray(MetricDataResults)) {
      return access('unknown', 'CloudWatch answered something that is not a list of metrics');
    }
    return access('works', `CloudWatch metrics of ${distributionId} readable`);
  } catch (thrown) {
    reach.signal?.throwIfAborted();
    const { endpoint = address, profile } = setup;
    const iamAction = 'cloudwatch:GetMetricData';
    return refused(awsError(thrown, { iamAction, endpoint, profile, resource: '*' }), setup);
  } finally {
    client.destroy();
  }
}

function setupOf(options: CloudWatchOptions): AwsSetup | TsopsError {
  try {
    return awsSetup(options, 'CLOUDWATCH', home);
  } catch (thrown) {
    return asTsopsError(thrown);
  }
}

function lastHour(distributionId: string, now: number): GetMetricDataCommandInput {
  const end = Math.floor(now / minute) * minute;
  const Metric = cloudFrontMetric(distributionId, 'Requests');
  return {
    StartTime: new Date(end - hour),
    EndTime: new Date(end),
    MetricDataQueries: [{ Id: 'requests', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } }],
  };
}

/** A metric of a distribution; all of them stand under the region `Global`. */
export function cloudFrontMetric(distributionId: string, MetricName: string) {
  const Dimensions = [
    { Name: 'DistributionId', Value: distributionId },
    { Name: 'Region', Value: 'Global' },
  ];
  return { Namespace: 'AWS/CloudFront', MetricName, Dimensions };
}

/** Nothing configured is `not-set`; what is configured and does not let us in is `rejected` or `limited`. */
function refused(error: TsopsError, setup: AwsSetup): Access {
  const detail = cleanText(error.message, 300);
  if (error.kind !== 'credentials') return access('unknown', detail);
  const code = error.cause instanceof Error ? error.cause.name : '';
  const nothing = setup.profile === undefined && setup.credentials === undefined;
  if (nothing && code.endsWith('ProviderError')) return access('not-set', detail, ...error.next);
  const denied = code.startsWith('AccessDenied');
  return access(denied ? 'limited' : 'rejected', detail, ...error.next);
}
