/* What is written in Slack of alerts of one rule that begin or end together: the message of MONITORING section 6. */

import { nextCommand } from '../alerts/evaluation/next-command.ts';
import { channelWords } from '../alerts/language/channels.ts';
import { comparedUnit } from '../alerts/language/condition.ts';
import { metricTitle, valueText } from '../alerts/language/metrics.ts';
import type { RuleSeverity } from '../alerts/language/rule.ts';
import type { Language, Text } from '../text/language.ts';
import { formatDuration } from '../time/duration.ts';
import type { Addressing } from './addressing.ts';
import { seriesName } from './alert-identity.ts';
import type { AlertNotice } from './decide.ts';
import type { ChatContent, EventKind } from './delivery.ts';
import { messageAt } from './message-at.ts';

type ToldKind = Exclude<EventKind, 'data-back'>;

const words: Readonly<Record<ToldKind, Text>> = {
  firing: { en: 'firing', ko: '발생' },
  repeat: { en: 'still firing', ko: '지속 중' },
  resolved: { en: 'resolved', ko: '해결' },
  'no-data': { en: 'no data', ko: '데이터 없음' },
};

const fieldNames = {
  environment: { en: 'Environment', ko: '환경' },
  users: { en: 'Affected Users', ko: '영향 사용자' },
  duration: { en: 'Duration', ko: '지속 시간' },
  next: { en: 'Next', ko: '다음 조치' },
} satisfies Record<string, Text>;

const notKnown: Text = { en: 'not known', ko: '알 수 없음' };

/** Where it goes; `thread` is the delivery that began the alert's thread. */
interface Place {
  readonly target: string;
  readonly thread: string | null;
}

type Group = readonly [AlertNotice, ...AlertNotice[]];

export function chatContent(group: Group, place: Place, addressing: Addressing): ChatContent {
  const [first] = group;
  const { kind, severity, rule, environment } = first.event;
  const { language, drill } = addressing;
  const word = words[kind as ToldKind][language];
  const title = `${drill ? 'DRILL ' : ''}${severity} ${rule}: ${word}`;
  const body = group.map((each) =>
    [seriesName(each.alert.labels), messageAt(each, addressing)].filter(Boolean).join(': '),
  );
  return {
    via: channelWords.chat,
    ...place,
    color: colorOf(kind, severity),
    title,
    body: body.join('\n'),
    text: `${title} (${environment})`,
    fields: fieldsOf(group, language),
    footer: `${first.alert.rule.condition.metric.source}, tsops`,
  };
}

function fieldsOf(group: Group, language: Language): ChatContent['fields'] {
  const [{ event, alert, environment, affectedUsers }] = group;
  const { condition } = alert.rule;
  const unit = comparedUnit(condition);
  const threshold = `${condition.operator} ${valueText(condition.threshold, unit)}`;
  const values = group.map(({ event: { value } }) => value).join(', ');
  const field = (name: keyof typeof fieldNames, value: string) => {
    return { title: fieldNames[name][language], value };
  };
  const over = event.kind === 'resolved';
  return [
    field('environment', environment),
    { title: metricTitle(condition.metric.name), value: `${values} (${threshold})` },
    ...(affectedUsers === undefined
      ? []
      : [field('users', affectedUsers === null ? notKnown[language] : String(affectedUsers))]),
    field('duration', formatDuration(Math.max(0, event.t - event.since))),
    ...(over ? [] : [field('next', nextCommand(alert.rule, environment))]),
  ];
}

function colorOf(kind: EventKind, severity: RuleSeverity): ChatContent['color'] {
  if (kind === 'resolved') return 'good';
  return kind !== 'no-data' && severity <= 'P2' ? 'danger' : 'warning';
}
