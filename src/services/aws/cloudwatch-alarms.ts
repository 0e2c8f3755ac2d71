/* The states of CloudWatch's alarms, by the names that our export gives them. */
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { cleanText } from '../../domain/text/clean.ts';
import type { EngineRead, EngineRule, EngineState } from '../../ports/alert-engines.ts';
import { askAws } from './ask.ts';
import type { AwsOptions } from './client.ts';
import { openCloudWatch } from './cloudwatch.ts';

/** DescribeAlarms takes 100 names at most. Source: CloudWatch API reference. */
const namesAtOnce = 100;

const states: Readonly<Record<string, EngineState>> = {
  OK: 'inactive',
  ALARM: 'firing',
  INSUFFICIENT_DATA: 'no-data',
};

/** See `AlertEngine.rules`. Alarms on CloudFront's metrics are in us-east-1. */
export async function cloudwatchAlarms(
  options: AwsOptions,
  names: readonly string[],
  { timeout, signal }: EngineRead,
): Promise<readonly EngineRule[]> {
  const opened = await openCloudWatch(options);
  const call = { iamAction: 'cloudwatch:DescribeAlarms', resource: '*' };
  const found: EngineRule[] = [];
  for (let start = 0; start < names.length; start += namesAtOnce) {
    const AlarmNames = names.slice(start, start + namesAtOnce);
    const command = new opened.sdk.DescribeAlarmsCommand({ AlarmNames, MaxRecords: namesAtOnce });
    const { MetricAlarms } = await askAws(opened, call, { timeout, signals: [signal] }, (sent) =>
      opened.client.send(command, sent),
    );
    found.push(...(MetricAlarms ?? []).map(ruleOf));
  }
  return found;
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
