/* The turns of an on-call rotation as the team writes it: who has which week, and when weeks begin. */
import { addDays, daysBetween, type WallTime, weekday } from './wall-time.ts';
import { instantOf, wallTimeAt } from './zone-time.ts';

export type OnCallRole = 'primary' | 'secondary';

export interface Override {
  readonly person: string;
  /** As the config writes it; a day is meant from its beginning to its end. */
  readonly from: string;
  readonly to: string;
  /** Default `primary`. */
  readonly role?: OnCallRole | undefined;
  readonly reason?: string | undefined;
}

export interface Leave {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

export interface Rotation {
  /** IANA name of the team's zone, in whose time everything below is written. */
  readonly zone: string;
  /** Any day of the week in which the first of each list is on call. */
  readonly start: string;
  /** `Monday 09:00` */
  readonly handover: string;
  readonly weekendFrom: string;
  /** At least one. */
  readonly primary: readonly string[];
  /** Default: whoever is primary the week after. */
  readonly secondary?: readonly string[] | undefined;
  /** Default: the week's primary. */
  readonly weekend?: readonly string[] | undefined;
  readonly overrides: readonly Override[];
  readonly leave: readonly Leave[];
}

/** One stretch between two hand-overs of the week, with those who may take it, the first in turn first. */
export interface RotationTurn {
  /** Epoch milliseconds; `to` is the first that belongs to it no more. */
  readonly from: number;
  readonly to: number;
  /** Counted from the week of `start`. */
  readonly week: number;
  readonly part: 'weekday' | 'weekend';
  readonly primary: readonly string[];
  /** Empty where one engineer is alone. */
  readonly secondary: readonly string[];
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const weekMinutes = 7 * 24 * 60;

/** Turns that touch the time from `from` to `to` (epoch milliseconds), in order and without a gap. */
export function turnsBetween(rotation: Rotation, from: number, to: number): RotationTurn[] {
  const turns: RotationTurn[] = [];
  for (let week = weekAt(rotation, from); ; week += 1) {
    const [begin, weekend, end] = boundsOf(rotation, week);
    const turn = { week, from: begin, to: weekend };
    turns.push({ ...turn, part: 'weekday', ...weekdayOrder(rotation, week) });
    turns.push({ ...turn, from: weekend, to: end, part: 'weekend', ...aloneOrder(rotation, week) });
    if (end >= to) break;
  }
  return turns.filter((turn) => turn.from < turn.to && turn.to > from && turn.from < to);
}

/** The week that a moment belongs to. */
function weekAt(rotation: Rotation, at: number): number {
  const { date } = wallTimeAt(at, rotation.zone);
  let week = Math.floor(daysBetween(firstHandover(rotation).date, date) / 7);
  while (boundsOf(rotation, week)[0] > at) week -= 1;
  while (boundsOf(rotation, week)[2] <= at) week += 1;
  return week;
}

function boundsOf(rotation: Rotation, week: number): readonly [number, number, number] {
  const { zone, handover, weekendFrom } = rotation;
  const first = firstHandover(rotation);
  const begin = { ...first, date: addDays(first.date, week * 7) };
  const end = { ...first, date: addDays(first.date, week * 7 + 7) };
  const length = minutesOfWeek(weekendFrom) - minutesOfWeek(handover);
  const until = ((length + weekMinutes - 1) % weekMinutes) + 1;
  const weekend = instantOf(later(begin, until), zone);
  return [instantOf(begin, zone), weekend, instantOf(end, zone)];
}

function firstHandover({ start, handover }: Rotation): Required<WallTime> {
  const [day = '', time = ''] = handover.split(' ');
  const back = (weekday(start) - days.indexOf(day) + 7) % 7;
  return { date: addDays(start, -back), time };
}

/** On the wall, where every day has 24 hours. */
function later({ date, time }: Required<WallTime>, minutes: number): Required<WallTime> {
  const total = minutesOf(time) + minutes;
  const two = (value: number) => String(value).padStart(2, '0');
  const left = total % 1440;
  return {
    date: addDays(date, Math.floor(total / 1440)),
    time: `${two(Math.floor(left / 60))}:${two(left % 60)}`,
  };
}

function minutesOfWeek(text: string): number {
  const [day = '', time = ''] = text.split(' ');
  return days.indexOf(day) * 1440 + minutesOf(time);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Who is secondary stands in for the primary; after that whoever comes next in turn. */
function weekdayOrder(
  rotation: Rotation,
  week: number,
): Pick<RotationTurn, 'primary' | 'secondary'> {
  const primary = inTurn(rotation.primary, week);
  const own = rotation.secondary ?? [];
  const secondary = own.length > 0 ? inTurn(own, week) : inTurn(rotation.primary, week + 1);
  const [first = '', ...others] = primary;
  return { primary: [first, ...secondary.slice(0, 1), ...others], secondary };
}

function aloneOrder(rotation: Rotation, week: number): Pick<RotationTurn, 'primary' | 'secondary'> {
  const { primary } = weekdayOrder(rotation, week);
  const own = inTurn(rotation.weekend ?? [], week);
  return { primary: [...own, ...primary], secondary: [] };
}

function inTurn(people: readonly string[], week: number): string[] {
  const { length } = people;
  const first = length === 0 ? 0 : ((week % length) + length) % length;
  return [...people.slice(first), ...people.slice(0, first)];
}
