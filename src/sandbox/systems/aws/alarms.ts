import { cloudwatchExport } from '../../../domain/alerts/engines/cloudwatch.ts';
import { day } from '../../../domain/time/units.ts';
import { type Ask, json, type Reply } from '../../http/reply.ts';
import { deployedRules, evaluated, stateOf } from '../../world/engine-rules.ts';
import type { World } from '../../world/model.ts';
import { ACCOUNT, DISTRIBUTION, refusalOf } from './access.ts';

const TARGET = 'GraniteServiceVersion20100801.DescribeAlarms';
const HEADERS = { 'content-type': 'application/x-amz-json-1.0' };

/** The alarms that the deployed rules make, in the form in which the export writes them. */
function alarmsOf(world: World, names: readonly string[]) {
  const rules = deployedRules(world).filter(({ name }) => names.includes(name));
  const [file] = cloudwatchExport(rules, () => DISTRIBUTION).files;
  const bodies = file?.content as { AlarmName: string }[];
  return bodies.flatMap((body) => {
    const rule = rules.find(({ name }) => name === body.AlarmName);
    if (!rule) return [];
    const one = evaluated(world, rule);
    const firing = stateOf(one) === 'firing';
    const [alert] = one.alerts;
    const changed = alert?.transitions.findLast(
      ({ from, to }) => (to === 'firing') === firing && from !== to,
    );
    const at = (changed?.t ?? world.startedAt - 40 * day) / 1_000;
    return [
      {
        ...body,
        AlarmArn: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${body.AlarmName}`,
        ActionsEnabled: true,
        StateValue: firing ? 'ALARM' : 'OK',
        StateReason: 'Threshold Crossed',
        StateUpdatedTimestamp: at,
        StateTransitionedTimestamp: at,
      },
    ];
  });
}

/** CloudWatch's DescribeAlarms by name, in the JSON protocol. */
export function alarms(world: World, ask: Ask): Reply | undefined {
  if (ask.method !== 'POST' || ask.headers['x-amz-target'] !== TARGET) return undefined;
  const refusal = refusalOf(ask, 'cloudwatch:DescribeAlarms', '*');
  if (refusal) {
    const { status, code, message } = refusal;
    return json({ __type: `com.amazonaws.cloudwatch#${code}`, message }, status, HEADERS);
  }
  const { AlarmNames = [] } = JSON.parse(ask.body) as { AlarmNames?: string[] };
  return json({ MetricAlarms: alarmsOf(world, AlarmNames), CompositeAlarms: [] }, 200, HEADERS);
}
