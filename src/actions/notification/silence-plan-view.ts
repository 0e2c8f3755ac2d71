/* The plan of a silence, and of its end, as people read it before they consent. */
import type { Screen } from '../../contract/context.ts';
import { seriesName } from '../../domain/notification/alert-identity.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { Silenceable } from '../../evidence/alerts/silenceable.ts';
import type { SilencePlan } from './silence-plan.ts';

/** With the question below it the plan fits 24 lines. */
const shownAlerts = 6;

export function showSilencePlan(plan: SilencePlan, screen: Screen): string {
  const { paint } = screen;
  const { rules, until, untilResolved, reason, channels, watch, unread, leftOut } = plan;
  const critical = rules.filter(({ severity }) => severity === 'P1').map(({ name }) => name);
  const rows = [
    ...listRows(
      'rules',
      rules.map(({ name, severity }) => `${name} (${severity})`),
      screen,
    ),
    ...Object.entries(plan.labels).map(([name, value]) => ['where', `${name} is ${value}`]),
    ['until', `${screen.time(until)}, ${screen.ago(until)}`],
    ...(untilResolved ? [['', 'or the first resolved of what it matches']] : []),
    ['reason', reason],
    ['not told', channels.join(', ')],
    ...plan.already.map(({ id, until: end }) => ['already', `${id}, until ${screen.time(end)}`]),
    ...leftOut.map(({ rule, why }) => ['left out', `${rule}: ${why}`]),
    ...unknownRows(unread),
    ['watch', silenceWatchText(watch)],
  ].map(([label = '', value = '']) => [paint.dim(label), value]);
  const warning = `P1: while ${critical.join(', ')} fires nobody is told, paged or called`;
  return [
    `Silence ${paint.bold(plan.id)} in ${paint.bold(environmentsOf(plan))}`,
    ...(critical.length === 0 ? [] : [screen.fit(paint.bad(`✖ ${warning}`), screen.columns)]),
    screen.table(rows, { flexible: 1 }),
    ...silencedNowLines(plan, screen, 'fires now, and is kept quiet'),
  ].join('\n');
}

function environmentsOf({ targets }: Pick<SilencePlan, 'targets'>): string {
  return [...new Set(targets.map(({ environment }) => environment))].join(', ');
}

/** As many lines as it takes: what is silenced is not to be cut. */
export function listRows(label: string, names: readonly string[], screen: Screen): string[][] {
  const beside = 14;
  return wrap(names.join(', '), screen.columns - beside, screen.width).map((line, index) => [
    index === 0 ? label : '',
    line,
  ]);
}

export function unknownRows(unread: Silenceable['unread']): string[][] {
  return unread.map(({ rule, why }) => ['unknown', `${rule}: ${why}`]);
}

export function silenceWatchText(watch: SilencePlan['watch']): string {
  return watch === null
    ? 'no watch --notify runs here now; one that starts here heeds it'
    : `process ${watch.pid} on ${watch.host} notifies, and heeds it at its next round`;
}

/** What fires, and whether people know of it. */
export function silencedNowLines(
  { alerts, unread }: Silenceable,
  screen: Screen,
  what: string,
): readonly string[] {
  const firing = alerts.filter(({ state }) => state === 'firing');
  if (firing.length === 0) {
    const known = unread.length === 0 ? 'nothing of it fires now' : 'nothing is known to fire now';
    return [screen.paint.dim(`  ${known}`)];
  }
  const rows = firing.slice(0, shownAlerts).map((alert) => {
    const series = seriesName(alert.labels);
    const name = [alert.rule, series].filter(Boolean).join(', ');
    const since = alert.since === null ? '' : screen.ago(alert.since);
    return [
      `${screen.sign('bad')} ${name}`,
      alert.value,
      since,
      alert.told ? 'told already' : 'told to nobody',
    ];
  });
  const more = firing.length - rows.length;
  return [
    `  ${what}:`,
    screen.table(rows, { flexible: 0, indent: 4 }),
    ...(more > 0 ? [screen.paint.dim(`    and ${more} more`)] : []),
  ];
}
