/* The plan of a silence, and of its end, as people read it before they consent. */

import type { Screen } from '../../contract/context.ts';
import { seriesName } from '../../domain/notification/alert-identity.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { Silenceable } from '../../evidence/alerts/silenceable.ts';
import type { SilencePlan } from './silence-plan.ts';

/** With the question below it the plan fits 24 lines. */
const shownAlerts = 6;

export type SilenceRow = readonly [label: Text, value: Text];

const same = (text: string): Text => say(text, text);

const words = {
  rules: say('rules', '규칙'),
  where: say('where', '조건'),
  until: say('until', '종료'),
  orResolved: say('or the first resolved of what it matches', '또는 해당 알림이 처음 해소될 때'),
  reason: say('reason', '사유'),
  notTold: say('not told', '보내지 않음'),
  already: say('already', '기존 중지'),
  leftOut: say('left out', '제외'),
  unknown: say('unknown', '알 수 없음'),
  watch: say('watch', '감시'),
  by: say('by', '작성자'),
  kept: say('firing now, muted', '지금 울리며 보내지 않음'),
  calm: say('none of it fires now', '지금 울리는 것이 없습니다'),
  calmAsKnown: say('nothing is known to fire now', '지금 울리는 것이 있는지 다 알 수 없습니다'),
  told: say('already notified', '이미 알림'),
  untold: say('nobody notified', '알리지 않음'),
} as const satisfies Record<string, Text>;

export const silenceWords = words;

export function silenceTable(rows: readonly SilenceRow[], screen: Screen): string {
  const wide = Math.max(...rows.map(([label]) => screen.width(screen.say(label))));
  const drawn = rows.flatMap(([label, value]) => belowLabel(label, value, wide, screen));
  return screen.table(drawn, { flexible: 1 });
}

/** As many lines as it takes: what is silenced, and who heeds it, is not to be cut. */
function belowLabel(label: Text, value: Text, wide: number, screen: Screen): string[][] {
  // The margin, and the gap between the columns.
  const room = screen.columns - wide - 4;
  return wrap(screen.say(value), room, screen.width).map((line, index) => [
    index === 0 ? screen.paint.dim(screen.say(label)) : '',
    line,
  ]);
}

export function showSilencePlan(plan: SilencePlan, screen: Screen): string {
  const { paint } = screen;
  const { rules, until, untilResolved, reason, channels, watch, unread, leftOut } = plan;
  const critical = rules.filter(({ severity }) => severity === 'P1').map(({ name }) => name);
  const rows: readonly SilenceRow[] = [
    listRow(
      words.rules,
      rules.map(({ name, severity }) => `${name} (${severity})`),
    ),
    ...Object.entries(plan.labels).map(
      ([name, value]) => [words.where, say(`${name} is ${value}`, `${name}=${value}`)] as const,
    ),
    [words.until, same(`${screen.time(until)}, ${screen.ago(until)}`)],
    ...(untilResolved ? [[same(''), words.orResolved] as const] : []),
    [words.reason, same(reason)],
    [words.notTold, same(channels.join(', '))],
    ...plan.already.map(
      ({ id, until: end }) =>
        [
          words.already,
          say(`${id}, until ${screen.time(end)}`, `${id}, ${screen.time(end)}까지`),
        ] as const,
    ),
    ...leftOut.map(({ rule, why }) => [words.leftOut, same(`${rule}: ${why}`)] as const),
    ...unknownRows(unread),
    [words.watch, silenceWatchText(watch)],
  ];
  const names = critical.join(', ');
  const warning = screen.say(
    say(
      `P1: while ${names} fires, nobody is notified, paged or called`,
      `P1: ${names}이(가) 울려도 아무에게도 알리거나 호출하지 않습니다`,
    ),
  );
  const [id, where] = [paint.bold(plan.id), paint.bold(environmentsOf(plan))];
  return [
    screen.say(say(`Silence ${id} in ${where}`, `${where} 알림 중지 ${id}`)),
    ...(critical.length === 0
      ? []
      : wrap(`✖ ${warning}`, screen.columns, screen.width).map((line) => paint.bad(line))),
    silenceTable(rows, screen),
    ...silencedNowLines(plan, screen, words.kept),
  ].join('\n');
}

function environmentsOf({ targets }: Pick<SilencePlan, 'targets'>): string {
  return [...new Set(targets.map(({ environment }) => environment))].join(', ');
}

export function listRow(label: Text, names: readonly string[]): SilenceRow {
  return [label, same(names.join(', '))];
}

export function unknownRows(unread: Silenceable['unread']): SilenceRow[] {
  return unread.map(({ rule, why }) => [words.unknown, same(`${rule}: ${why}`)]);
}

export function silenceWatchText(watch: SilencePlan['watch']): Text {
  return watch === null
    ? say(
        'no watch --notify runs here now; one started here will respect it',
        '지금 여기서 실행 중인 tsops alerts watch --notify가 없습니다. 새로 시작하면 반영됩니다',
      )
    : say(
        `process ${watch.pid} on ${watch.host} notifies, and respects it from its next round`,
        `${watch.host}의 프로세스 ${watch.pid}이(가) 알림 중이며 다음 회차에 반영합니다`,
      );
}

/** What fires, and whether people know of it. */
export function silencedNowLines(
  { alerts, unread }: Silenceable,
  screen: Screen,
  what: Text,
): readonly string[] {
  const firing = alerts.filter(({ state }) => state === 'firing');
  if (firing.length === 0) {
    const known = unread.length === 0 ? words.calm : words.calmAsKnown;
    return [screen.paint.dim(`  ${screen.say(known)}`)];
  }
  const rows = firing.slice(0, shownAlerts).map((alert) => {
    const series = seriesName(alert.labels);
    const name = [alert.rule, series].filter(Boolean).join(', ');
    const since = alert.since === null ? '' : screen.ago(alert.since);
    return [
      `${screen.sign('bad')} ${name}`,
      alert.value,
      since,
      screen.say(alert.told ? words.told : words.untold),
    ];
  });
  const more = firing.length - rows.length;
  return [
    `  ${screen.say(what)}:`,
    screen.table(rows, { flexible: 0, indent: 4 }),
    ...(more > 0
      ? [screen.paint.dim(screen.say(say(`    and ${more} more`, `    외 ${more}건`)))]
      : []),
  ];
}
