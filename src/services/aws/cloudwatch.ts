/* CloudWatch, where CloudFront's metrics are. */
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { AwsSession } from './ask.ts';
import { type AwsOptions, awsClientConfig, awsSetup } from './client.ts';
import { sharingKeys } from './keys.ts';

/** CloudFront's metrics exist here only, whatever the configured region. */
const home = 'us-east-1';
const address = `https://monitoring.${home}.amazonaws.com`;

export interface CloudWatch extends AwsSession {
  readonly client: CloudWatchClient;
  readonly sdk: Pick<
    typeof import('./cloudwatch-sdk.ts'),
    'DescribeAlarmsCommand' | 'GetMetricDataCommand'
  >;
}

/** Throws where `awsSetup` does. The SDK is loaded here. */
export async function openCloudWatch(options: AwsOptions): Promise<CloudWatch> {
  const setup = awsSetup(options, 'CLOUDWATCH', home);
  const { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } = await import(
    './cloudwatch-sdk.ts'
  );
  const sdk = { DescribeAlarmsCommand, GetMetricDataCommand };
  const client = sharingKeys(new CloudWatchClient(awsClientConfig(setup, options)), setup.keys);
  return { clock: options.clock, setup, address, client, sdk };
}

/** A metric of a distribution; all of them stand under the region `Global`. */
export function cloudFrontMetric(distributionId: string, MetricName: string) {
  const Dimensions = [
    { Name: 'DistributionId', Value: distributionId },
    { Name: 'Region', Value: 'Global' },
  ];
  return { Namespace: 'AWS/CloudFront', MetricName, Dimensions };
}
