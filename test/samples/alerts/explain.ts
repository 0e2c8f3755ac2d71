import type { CheckedAlert } from '../../../src/commands/alerts/check-data.ts';
import type command from '../../../src/commands/alerts/explain.ts';
import type { ExplainedRule } from '../../../src/commands/alerts/explain.ts';
import type { NotifiedEvent } from '../../../src/domain/notification/notified-events.ts';
import type { SampleOf } from '../sample-of.ts';
import { checkSample } from './checked.ts';

function sampleExplained(): ExplainedRule {
  const { file, at, alerts } = checkSample;
  const [, alert] = alerts as readonly [CheckedAlert, CheckedAlert];
  const { name, severity, environment, condition, value } = alert;
  const since = at - 540_000;
  const fired = at - 240_000;
  const told: NotifiedEvent = {
    key: '["High Error Rate","production","[]"]',
    rule: name,
    ...{ severity, environment, kind: 'firing', t: fired, since, value, suppressed: null },
    sent: [
      { channel: 'pagerduty', state: 'sent' },
      { channel: 'slack-alerts', state: 'waiting' },
    ],
  };
  const transitions = [
    { t: since, from: 'inactive', to: 'pending', reason: 'breach', value: '6.1%' },
    { t: fired, from: 'pending', to: 'firing', reason: 'held long enough', value },
  ] as const;
  return { file, name, condition, alerts: [{ ...alert, transitions }], told: [told] };
}

export default sampleExplained() satisfies SampleOf<typeof command>;
