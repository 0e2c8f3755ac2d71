import type { CloudWatchClientConfig, GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../context.ts';
import { type Access, access } from '../domain/access.ts';
import { cleanText } from '../domain/clean-text.ts';
import type { Reach } from './vendor-access.port.ts';

interface CloudWatchParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly aws: { readonly profile?: string | undefined; readonly endpoint?: string | undefined };
}

/**
 * Reads the distribution's requests of the last hour. CloudFront's metrics exist in us-east-1 only,
 * whatever the configured region. No data is a fine answer: the read was allowed.
 */
export async function cloudwatchAccess(
  { clock, aws }: CloudWatchParts,
  distributionId: string,
  reach: Reach,
): Promise<Access> {
  const { CloudWatchClient, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const settings: CloudWatchClientConfig = {
    region: 'us-east-1',
    maxAttempts: 2,
    ...(aws.profile === undefined ? {} : { profile: aws.profile }),
    ...(aws.endpoint === undefined ? {} : { endpoint: aws.endpoint }),
  };
  const client = new CloudWatchClient(settings);
  const late = AbortSignal.timeout(reach.timeout);
  const abortSignal = reach.signal ? AbortSignal.any([reach.signal, late]) : late;
  try {
    await client.send(new GetMetricDataCommand(lastHour(distributionId, clock.now())), {
      abortSignal,
    });
    return access('works', `CloudWatch metrics of ${distributionId} readable`);
  } catch (thrown) {
    reach.signal?.throwIfAborted();
    return refused(thrown, late.aborted);
  } finally {
    client.destroy();
  }
}

function lastHour(distributionId: string, now: number): GetMetricDataCommandInput {
  const end = Math.floor(now / 60_000) * 60_000;
  const Dimensions = [
    { Name: 'DistributionId', Value: distributionId },
    { Name: 'Region', Value: 'Global' },
  ];
  const Metric = { Namespace: 'AWS/CloudFront', MetricName: 'Requests', Dimensions };
  return {
    StartTime: new Date(end - 3_600_000),
    EndTime: new Date(end),
    MetricDataQueries: [{ Id: 'requests', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } }],
  };
}

const notAllowed = new Set(['AccessDenied', 'AccessDeniedException']);
const badCredentials = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
  'IncompleteSignature',
]);

function refused(thrown: unknown, late: boolean): Access {
  if (late) return access('unknown', 'CloudWatch did not answer in time');
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'CredentialsProviderError') {
    return access(
      'not-set',
      'no AWS credentials were found',
      'aws configure sso, or set AWS_PROFILE',
    );
  }
  if (notAllowed.has(name)) {
    const grant = 'grant cloudwatch:GetMetricData to the role';
    return access('limited', 'these credentials may not read CloudWatch metrics', grant);
  }
  if (badCredentials.has(name)) return access('rejected', `AWS rejects the credentials: ${name}`);
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return access('unknown', `CloudWatch: ${cleanText(said, 200)}`);
}
