/* The states of CloudWatch's alarms, by the names that our export gives them. A read, asked once. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { cleanText } from '../../domain/text/clean.ts';
import type { EngineRead, EngineRule, EngineState } from '../../ports/alert-engines.ts';
import { type AwsOptions, awsClientConfig, awsSetup } from './client.ts';
import { address, home } from './cloudwatch.ts';
import { awsError } from './errors.ts';

/** DescribeAlarms takes 100 names at most. Source: CloudWatch API reference. */
const namesAtOnce = 100;

const states: Readonly<Record<string, EngineState>> = {
  OK: 'inactive',
  ALARM: 'firing',
  INSUFFICIENT_DATA: 'no-data',
};

/** See `AlertEngines.cloudwatch`. Alarms on CloudFront's metrics are in us-east-1. */
export async function cloudwatchAlarms(
  options: AwsOptions,
  names: readonly string[],
  { timeout, signal }: EngineRead,
): Promise<readonly EngineRule[]> {
  const setup = awsSetup(options, 'CLOUDWATCH', home);
  const { CloudWatchClient, DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = new CloudWatchClient(awsClientConfig(setup, options));
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  const found: EngineRule[] = [];
  try {
    for (let start = 0; start < names.length; start += namesAtOnce) {
      const AlarmNames = names.slice(start, start + namesAtOnce);
      const command = new DescribeAlarmsCommand({ AlarmNames, MaxRecords: namesAtOnce });
      const { MetricAlarms } = await client.send(command, { abortSignal });
      found.push(...(MetricAlarms ?? []).map(ruleOf));
    }
    return found;
  } catch (thrown) {
    signal.throwIfAborted();
    const { endpoint = address, profile } = setup;
    const iamAction = 'cloudwatch:DescribeAlarms';
    throw awsError(thrown, { iamAction, endpoint, profile, resource: '*' });
  }
}

function ruleOf({
  AlarmName,
  StateValue,
  StateTransitionedTimestamp,
  ...alarm
}: MetricAlarm): EngineRule {
  const since = StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return {
    name: cleanText(AlarmName, 200),
    state: states[StateValue ?? ''] ?? 'not-evaluated',
    since: since instanceof Date ? since.getTime() : null,
    alerts: null,
    evaluatedAt: null,
    fault: null,
  };
}
