/* What is wrong with a rotation as it is written. */
import type { Text } from '../text/language.ts';
import { week } from '../time/units.ts';
import { contactOf, type Reachable } from './contact.ts';
import { type Burden, burdensOf, unfair } from './fairness.ts';
import type { OnCallRole, Rotation } from './rotation.ts';
import { type Shift, type Span, shiftsBetween, spansOf } from './shifts.ts';
import { wallTimeAt } from './zone-time.ts';

export type OnCallLintCode =
  | 'hole'
  | 'double-cover'
  | 'same-person'
  | 'unfair-nights'
  | 'unfair-weekends'
  | 'no-contact'
  | 'not-reachable'
  | 'on-leave'
  | 'past-override';

export interface LintFinding {
  readonly code: OnCallLintCode;
  readonly level: 'error' | 'warning';
  readonly message: Text;
}

export interface Linted {
  readonly findings: readonly LintFinding[];
  readonly burdens: readonly Burden[];
  /** Epoch milliseconds: the time that was looked at. */
  readonly from: number;
  readonly to: number;
}

/**
 * Looks at whole rounds of the rotation, so that who begins has no advantage: at least `weeks`, at most a
 * year and a half.
 */
export function lintRotation(
  rotation: Rotation,
  contacts: readonly Reachable[],
  now: number,
  weeks: number,
): Linted {
  const to = now + roundsOf(rotation, weeks) * week;
  const shifts = shiftsBetween(rotation, now, to);
  const burdens = burdensOf(shifts, peopleOf(rotation), contacts, rotation.zone);
  const findings = [
    ...holes(shifts, rotation.zone),
    ...doubleCover(rotation),
    ...samePerson(shifts, rotation.zone),
    ...contactFindings(rotation, contacts),
    ...overrideFindings(rotation, now),
    ...unfair(burdens).map(unfairFinding),
  ];
  return { findings, burdens, from: now, to };
}

/** Everybody who stands in a list. */
function peopleOf({ primary, secondary = [], weekend = [] }: Rotation): string[] {
  return [...new Set([...primary, ...secondary, ...weekend])];
}

const longestRound = 78;

function roundsOf({ primary, secondary = [], weekend = [] }: Rotation, weeks: number): number {
  const round = [primary, secondary, weekend]
    .map(({ length }) => length)
    .filter((length) => length > 0)
    .reduce((one, other) => (one * other) / divisor(one, other), 1);
  const whole = Math.ceil(weeks / round) * round;
  return whole <= longestRound ? whole : weeks;
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}

function timeText(at: number, zone: string): string {
  const { date, time } = wallTimeAt(at, zone);
  return `${date} ${time}`;
}

function error(code: OnCallLintCode, en: string, ko: string): LintFinding {
  return { code, level: 'error', message: { en, ko } };
}

function warning(code: OnCallLintCode, en: string, ko: string): LintFinding {
  return { code, level: 'warning', message: { en, ko } };
}

function holes(shifts: readonly Shift[], zone: string): LintFinding[] {
  return shifts
    .filter(({ primary }) => primary === null)
    .map(({ from, to }) => {
      const [begin, end] = [timeText(from, zone), timeText(to, zone)];
      return error(
        'hole',
        `nobody is on call from ${begin} to ${end}: everybody is away`,
        `${begin}부터 ${end}까지 당직자가 없습니다. 모두 부재중입니다`,
      );
    });
}

const koreanRoles: Readonly<Record<OnCallRole, string>> = {
  primary: '주 당직',
  secondary: '부 당직',
};

/** Two overrides of one role at one time. */
function doubleCover({ overrides, zone }: Rotation): LintFinding[] {
  const spans = spansOf(overrides, zone);
  return spans.flatMap((one, index) =>
    spans
      .slice(index + 1)
      .filter(
        (other) => roleOf(one) === roleOf(other) && one.from < other.to && other.from < one.to,
      )
      .map((other) => {
        const begin = timeText(Math.max(one.from, other.from), zone);
        const [first, second] = [one.of.person, other.of.person];
        const role = roleOf(one);
        return error(
          'double-cover',
          `${first} and ${second} are both ${role} from ${begin}: the later entry wins`,
          `${begin}부터 ${first}, ${second} 두 명이 ${koreanRoles[role]}입니다. 나중 항목이 적용됩니다`,
        );
      }),
  );
}

function roleOf({ of }: Span<Rotation['overrides'][number]>): OnCallRole {
  return of.role ?? 'primary';
}

function samePerson(shifts: readonly Shift[], zone: string): LintFinding[] {
  return shifts
    .filter(({ primary, secondary }) => primary !== null && primary === secondary)
    .map(({ from, primary }) => {
      const begin = timeText(from, zone);
      return error(
        'same-person',
        `${primary} is primary and secondary at once from ${begin}`,
        `${begin}부터 ${primary} 님이 주 당직과 부 당직을 동시에 맡습니다`,
      );
    });
}

function contactFindings(rotation: Rotation, contacts: readonly Reachable[]): LintFinding[] {
  const named = [...rotation.overrides, ...rotation.leave].map(({ person }) => person);
  return [...new Set([...peopleOf(rotation), ...named])].flatMap((person) => {
    const contact = contactOf(person, contacts);
    if (contact === null) {
      return [
        error(
          'no-contact',
          `${person} is not among the contacts: nobody can reach them`,
          `${person} 님이 contacts에 없어 연락할 수 없습니다`,
        ),
      ];
    }
    if (contact.phone !== undefined) return [];
    const en = `${person} has no phone number: only paging and Slack reach them`;
    return [warning('not-reachable', en, `${person} 님의 전화번호가 없습니다`)];
  });
}

function overrideFindings({ overrides, leave, zone }: Rotation, now: number): LintFinding[] {
  const away = spansOf(leave, zone);
  return spansOf(overrides, zone).flatMap(({ from, to, of: { person } }) => {
    const until = timeText(to, zone);
    if (to <= now) {
      const en = `the override of ${person} ended ${until}: take it out`;
      return [warning('past-override', en, `${person} 님의 대체 근무가 ${until}에 끝났습니다`)];
    }
    const clash = away.find(
      (span) => span.of.person === person && span.from < to && from < span.to,
    );
    if (clash === undefined) return [];
    const begin = timeText(Math.max(from, clash.from), zone);
    const en = `${person} is on leave and stands in from ${begin}: the override wins`;
    return [warning('on-leave', en, `${person} 님이 휴가 중인 ${begin}에 대체 근무가 있습니다`)];
  });
}

function unfairFinding({ person, what, count, mean }: ReturnType<typeof unfair>[number]) {
  const average = mean.toFixed(1).replace(/\.0$/, '');
  const ko = what === 'nights' ? '야간' : '주말';
  return warning(
    `unfair-${what}`,
    `${person} has ${count} ${what}, the mean is ${average}`,
    `${person} 님의 ${ko} 당직이 ${count}회로, 평균 ${average}회보다 많습니다`,
  );
}
