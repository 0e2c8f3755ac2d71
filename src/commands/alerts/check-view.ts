import type { Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { clockLines, screenInTheirTime } from '../clock.ts';
import { type CheckedAlert, type CheckedAlerts, verdictOfAlertState } from './check-data.ts';
import { shadowText } from './shadow-view.ts';
import { silencedLines } from './silenced-view.ts';

/** A line for each alert, the pressing ones first, then what is to be said of some. */
export function checkText(checked: CheckedAlerts, own: Screen): string {
  const { file, at, alerts, shadow, clock } = checked;
  const screen = screenInTheirTime(own, clock);
  const order = ['firing', 'error', 'pending', 'no-data', 'inactive'];
  const sorted = alerts.toSorted(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.severity < b.severity ? -1 : 1),
  );
  const rows = sorted.map((alert) => [
    `${screen.sign(verdictOfAlertState(alert.state))} ${alert.state}${alert.silenced === null ? '' : ` (${alert.silenced.id})`}`,
    alert.severity,
    titleOf(alert),
    alert.value,
    alert.threshold,
    alert.since === null ? '' : screen.ago(alert.since),
  ]);
  const head = ['state', '', 'rule', 'value', 'threshold', 'since'];
  return [
    screen.fit(screen.paint.dim(`${file} at ${screen.time(at)}`), screen.columns),
    ...clockLines(clock, screen),
    screen.table(rows, { head, right: [3], flexible: 2, indent: 0 }),
    ...sorted.flatMap((alert) => details(alert, screen)),
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
      screen.fit(`${silence.id} silences ${names}`, screen.columns),
      ...silencedLines(silence, screen),
    ];
  });
}

function titleOf({ name, labels, environment }: CheckedAlert): string {
  const own = [...(environment === 'production' ? [] : [environment]), ...Object.values(labels)];
  return own.length === 0 ? name : `${name} (${own.join(', ')})`;
}

function details(alert: CheckedAlert, screen: Screen): string[] {
  const { detail, next, state } = alert;
  if (detail === null && (next === null || state === 'no-data')) return [];
  const lines = [
    ...(detail === null ? [] : wrap(detail, screen.columns - 4, screen.width)),
    ...(next === null ? [] : [`→ ${next}`]),
  ];
  return [titleOf(alert), ...lines.map((line) => `  ${line}`)].map((line) =>
    screen.fit(screen.paint.dim(line), screen.columns),
  );
}
