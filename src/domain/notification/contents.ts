/* Who gets which words: the deliveries of events, alerts of one rule together where people read them. */
import { comparedUnit } from '../alerts/condition.ts';
import { messageOf } from '../alerts/message.ts';
import { valueText } from '../alerts/metrics.ts';
import type { Severity } from '../alerts/rule.ts';
import { formatDuration } from '../duration.ts';
import { textHash } from '../incident/text-hash.ts';
import type { Language, Text } from '../language.ts';
import type { Told } from './decide.ts';
import type { Delivery, EventKind, PageContent, SlackContent } from './delivery.ts';
import { type Ledger, rootKey } from './ledger.ts';

export interface Addressing {
  readonly service: string;
  readonly language: Language;
  /** Purpose → Slack channel, as in the config. */
  readonly slackChannels: Readonly<Record<string, string>>;
  /** Whom the phone channel calls: names and numbers in the order of the escalation. */
  readonly phones: readonly string[];
}

export function deliveriesOf(
  told: readonly Told[],
  ledger: Ledger,
  addressing: Addressing,
): readonly Delivery[] {
  const groups = new Map<string, Told[]>();
  for (const each of told) {
    const { rule, environment, kind, suppressed } = each.event;
    if (suppressed !== null) continue;
    const key = JSON.stringify([rule, environment, kind]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const roots = new Map(ledger.roots);
  return [...groups.values()].flatMap((group) => groupDeliveries(group, roots, addressing));
}

function groupDeliveries(
  group: readonly Told[],
  roots: Map<string, string>,
  addressing: Addressing,
): readonly Delivery[] {
  const [first] = group;
  if (first === undefined) return [];
  const { rule, environment, kind, t } = first.event;
  const delivery = (channel: string, content: Delivery['content'], key = ''): Delivery => {
    const named = textHash(JSON.stringify([rule, environment, kind, t, channel, key]));
    return { id: `${kind}-${named}`, channel, rule, at: t, content };
  };
  const targets = new Set<string>();
  return first.alert.rule.channels.flatMap((channel): readonly Delivery[] => {
    if (channel === 'pagerduty') {
      return group.flatMap((each) => {
        const content = pageOf(each, addressing);
        return content === null ? [] : [delivery(channel, content, each.event.key)];
      });
    }
    if (channel === 'phone') {
      if (kind !== 'firing') return [];
      return [delivery(channel, { via: 'phone', text: phoneText(first, addressing) })];
    }
    const target = slackTarget(channel, addressing.slackChannels);
    if (targets.has(target)) return [];
    targets.add(target);
    const key = rootKey(target, rule, environment);
    const thread = roots.get(key) ?? null;
    const made = delivery(channel, slackOf(group, target, thread, addressing));
    if (thread === null && kind === 'firing') roots.set(key, made.id);
    return [made];
  });
}

/** `slack-critical` is the purpose `critical` of the config, else where alerts go. */
function slackTarget(channel: string, channels: Addressing['slackChannels']): string {
  const purpose = channel.replace(/^slack-/, '');
  return channels[purpose] ?? channels.alerts ?? '#ops-alerts';
}

/** MONITORING section 6, in PagerDuty's words. */
export const pageSeverity: Readonly<Record<Severity, PageContent['severity']>> = {
  P1: 'critical',
  P2: 'error',
  P3: 'warning',
  P4: 'info',
};

/** PagerDuty takes 1024 characters of a summary. */
export const longestSummary = 1024;

/** PagerDuty repeats and escalates by itself; it gets no more than the beginning and the end. */
function pageOf({ event, alert, environment }: Told, { service }: Addressing): PageContent | null {
  if (event.kind !== 'firing' && event.kind !== 'resolved') return null;
  const { rule, severity, key, value } = event;
  const { env: _, ...own } = alert.labels;
  const named = [rule, ...Object.values(own)].join(', ');
  return {
    via: 'pagerduty',
    action: event.kind === 'firing' ? 'trigger' : 'resolve',
    dedupKey: `tsops-${environment}-${textHash(key)}`,
    summary: `${severity} ${named}: ${messageAt({ event, alert, environment })}`.slice(
      0,
      longestSummary,
    ),
    source: `${service} ${environment}`,
    severity: pageSeverity[severity],
    details: { condition: alert.rule.condition.text, value, ...own },
  };
}

function messageAt({ event, alert }: Told): string {
  const { labels, value, traffic } = alert;
  const state = event.kind === 'resolved' ? 'inactive' : alert.state;
  return messageOf(alert.rule, { t: event.t, state, value, since: event.since, labels, traffic });
}

function phoneText({ event }: Told, { phones }: Addressing): string {
  const whom = phones.length === 0 ? 'no contact has a number' : phones.join(', ');
  return `${event.severity} ${event.rule}: call ${whom}`;
}

const words: Readonly<Record<Exclude<EventKind, 'data-back'>, Text>> = {
  firing: { en: 'firing', ko: '발생' },
  repeat: { en: 'still firing', ko: '지속 중' },
  resolved: { en: 'resolved', ko: '해결' },
  'no-data': { en: 'no data', ko: '데이터 없음' },
};

const fieldNames = {
  environment: { en: 'Environment', ko: '환경' },
  value: { en: 'Value', ko: '현재 값' },
  threshold: { en: 'Threshold', ko: '기준' },
  duration: { en: 'Duration', ko: '지속 시간' },
} satisfies Record<string, Text>;

function colorOf(kind: EventKind, severity: Severity): SlackContent['color'] {
  if (kind === 'resolved') return 'good';
  return kind !== 'no-data' && severity <= 'P2' ? 'danger' : 'warning';
}

/** The message of MONITORING section 6. */
function slackOf(
  group: readonly Told[],
  target: string,
  thread: string | null,
  { language }: Addressing,
): SlackContent {
  const [first] = group as readonly [Told, ...Told[]];
  const { kind, severity, rule, environment, t, since } = first.event;
  const word = words[kind as Exclude<EventKind, 'data-back'>][language];
  const { condition } = first.alert.rule;
  const named = (each: Told): string => {
    const { env: _, ...own } = each.alert.labels;
    return Object.values(own).join(', ');
  };
  const body = group.map((each) => [named(each), messageAt(each)].filter(Boolean).join(': '));
  const title = `${severity} ${rule}: ${word}`;
  const threshold = `${condition.operator} ${valueText(condition.threshold, comparedUnit(condition))}`;
  const values = group.map(({ event }) => event.value).join(', ');
  return {
    via: 'slack',
    target,
    color: colorOf(kind, severity),
    title,
    body: body.join('\n'),
    text: `${title} (${environment})`,
    fields: [
      { title: fieldNames.environment[language], value: environment },
      { title: fieldNames.value[language], value: values },
      { title: fieldNames.threshold[language], value: threshold },
      { title: fieldNames.duration[language], value: formatDuration(Math.max(0, t - since)) },
    ],
    footer: `${condition.metric.source}, tsops`,
    thread,
  };
}
