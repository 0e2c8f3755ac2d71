/* What is used of the CloudWatch client, so that the bundle holds no more of it. */
export {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
