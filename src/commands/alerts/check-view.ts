import type { Screen } from '../../contract/context.ts';
import { say } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { clockLines, screenInTheirTime } from '../clock.ts';
import {
  type CheckedAlert,
  type CheckedAlerts,
  nextOf,
  verdictOfAlertState,
} from './check-data.ts';
import { shadowText } from './shadow-view.ts';
import { silencedLines } from './silenced-view.ts';
import { alertStateText, rulesFileText, shownValue } from './words.ts';

const heads = [
  say('state', '상태'),
  say('', ''),
  say('rule', '규칙'),
  say('value', '값'),
  say('threshold', '기준'),
  say('since', '시작'),
];

/** A line for each alert, the pressing ones first, then what is to be said of some. */
export function checkText(checked: CheckedAlerts, own: Screen): string {
  const { file, at, alerts, shadow, clock } = checked;
  const screen = screenInTheirTime(own, clock);
  const order = ['firing', 'error', 'pending', 'no-data', 'inactive'];
  const sorted = alerts.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.severity < b.severity ? -1 : 1),
  );
  const rows = sorted.map((alert) => [
    `${screen.sign(verdictOfAlertState(alert.state))} ${screen.say(alertStateText(alert.state))}${alert.silenced === null ? '' : ` (${alert.silenced.id})`}`,
    alert.severity,
    titleOf(alert),
    screen.say(shownValue(alert.value)),
    screen.say(shownValue(alert.threshold)),
    alert.since === null ? '' : screen.ago(alert.since),
  ]);
  const head = heads.map(screen.say);
  const shownFile = screen.say(rulesFileText(file));
  const when = screen.time(at);
  const title = screen.say(say(`${shownFile} at ${when}`, `${shownFile}, ${when} 기준`));
  return [
    screen.fit(screen.paint.dim(title), screen.columns),
    ...clockLines(clock, screen),
    screen.table(rows, { head, right: [3], flexible: 2, indent: 0 }),
    ...detailLines(sorted, screen),
    ...silenceLines(sorted, screen),
    ...(shadow === null ? [] : ['', shadowText(shadow, screen)]),
  ].join('\n');
}

/** Each silence once, with what it is about. */
function silenceLines(alerts: readonly CheckedAlert[], screen: Screen): string[] {
  const silences = new Map(
    alerts.flatMap(({ silenced }) => (silenced === null ? [] : [[silenced.id, silenced] as const])),
  );
  return [...silences.values()].flatMap((silence) => {
    const its = alerts.filter(({ silenced }) => silenced?.id === silence.id);
    const names = [...new Set(its.map(({ name }) => name))].join(', ');
    return [
      screen.fit(
        screen.say(say(`${silence.id} silences ${names}`, `${silence.id}: ${names} 알림 중지`)),
        screen.columns,
      ),
      ...silencedLines(silence, screen),
    ];
  });
}

function titleOf({ name, labels, environment }: CheckedAlert): string {
  const own = [...(environment === 'production' ? [] : [environment]), ...Object.values(labels)];
  return own.length === 0 ? name : `${name} (${own.join(', ')})`;
}

/** What is said of some alerts; a command once, and none that is named at the end anyway. */
function detailLines(alerts: readonly CheckedAlert[], screen: Screen): string[] {
  const named = new Set(nextOf(alerts));
  return alerts.flatMap((alert) => {
    const { next, state } = alert;
    const isNew = next !== null && state !== 'no-data' && !named.has(next);
    if (isNew) named.add(next);
    return details(alert, isNew ? next : null, screen);
  });
}

function details(alert: CheckedAlert, next: string | null, screen: Screen): string[] {
  const { detail } = alert;
  if (detail === null && next === null) return [];
  const lines = [
    ...(detail === null ? [] : wrap(detail, screen.columns - 4, screen.width)),
    ...(next === null ? [] : [`→ ${screen.step(next)}`]),
  ];
  return [titleOf(alert), ...lines.map((line) => `  ${line}`)].map((line) =>
    screen.fit(screen.paint.dim(line), screen.columns),
  );
}
