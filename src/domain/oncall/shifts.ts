/* Who is on call when: the turns of a rotation, with leave and overrides taken into account. */

import { week } from '../time/units.ts';
import { type Rotation, type RotationTurn, turnsBetween } from './rotation.ts';
import { wholeWallTime } from './wall-time.ts';
import { instantOf } from './zone-time.ts';

export interface Shift {
  /** Epoch milliseconds; `to` is the first that belongs to it no more. */
  readonly from: number;
  readonly to: number;
  readonly week: number;
  readonly part: RotationTurn['part'];
  /** Null where everybody is away: a hole. */
  readonly primary: string | null;
  /** Null where one engineer is alone. */
  readonly secondary: string | null;
  /** Why it is this primary. */
  readonly why: 'rotation' | 'leave' | 'override';
}

/** Something that holds for a person from one moment to another. */
export interface Span<Of> {
  readonly from: number;
  readonly to: number;
  readonly of: Of;
}

/** What the config writes in the team's time, in moments. */
export function spansOf<Of extends { readonly from: string; readonly to: string }>(
  written: readonly Of[],
  zone: string,
): Span<Of>[] {
  return written.map((of) => ({
    from: instantOf(wholeWallTime(of.from, 'from'), zone),
    to: instantOf(wholeWallTime(of.to, 'to'), zone),
    of,
  }));
}

/** Shifts that cover the time from `from` to `to` exactly: in order, without a gap, none twice. */
export function shiftsBetween(rotation: Rotation, from: number, to: number): Shift[] {
  if (from >= to) return [];
  const overrides = spansOf(rotation.overrides, rotation.zone);
  const leave = spansOf(rotation.leave, rotation.zone);
  const edges = [...overrides, ...leave].flatMap((span) => [span.from, span.to]);
  const shifts = turnsBetween(rotation, from, to).flatMap((turn) => {
    const [begin, end] = [Math.max(turn.from, from), Math.min(turn.to, to)];
    return pieces(begin, end, edges).map((piece) => {
      const away = new Set(leave.filter(covers(piece.from)).map(({ of }) => of.person));
      const instead = overrides.filter(covers(piece.from)).map(({ of }) => of);
      return { ...piece, week: turn.week, part: turn.part, ...peopleOf(turn, away, instead) };
    });
  });
  return merged(shifts);
}

const covers = (at: number) => (span: Span<unknown>) => span.from <= at && at < span.to;

/** A stretch cut at every edge within it. */
export function pieces(
  from: number,
  to: number,
  edges: readonly number[],
): { readonly from: number; readonly to: number }[] {
  const inner = [...new Set(edges)].filter((edge) => edge > from && edge < to);
  const cuts = [from, ...inner.sort((a, b) => a - b), to];
  return cuts.slice(1).map((end, index) => ({ from: cuts[index] ?? from, to: end }));
}

/** An override wins over leave, and of two overrides the one that stands later in the config. */
function peopleOf(
  turn: RotationTurn,
  away: ReadonlySet<string>,
  overrides: Rotation['overrides'],
): Pick<Shift, 'primary' | 'secondary' | 'why'> {
  const named = (wanted: string) =>
    overrides.findLast(({ role = 'primary' }) => role === wanted)?.person;
  const first = (people: readonly string[], but?: string | null) =>
    people.find((person) => !away.has(person) && person !== but) ?? null;
  const instead = named('primary');
  const primary = instead ?? first(turn.primary);
  const secondary = named('secondary') ?? first(turn.secondary, primary);
  const why =
    instead !== undefined ? 'override' : primary === turn.primary[0] ? 'rotation' : 'leave';
  return { primary, secondary, why };
}

function merged(shifts: readonly Shift[]): Shift[] {
  const result: Shift[] = [];
  for (const shift of shifts) {
    const last = result.at(-1);
    if (last !== undefined && isSame(last, shift))
      result[result.length - 1] = { ...last, to: shift.to };
    else result.push(shift);
  }
  return result;
}

function isSame(one: Shift, other: Shift): boolean {
  const keys = ['week', 'part', 'primary', 'secondary', 'why'] as const;
  return keys.every((key) => one[key] === other[key]);
}

export interface Duty {
  readonly shift: Shift;
  /** When the primary took over, and hands over: at the latest at the hand-over of the week. */
  readonly from: number;
  readonly to: number;
  /** What comes after; null where that is not known. */
  readonly next: Shift | null;
}

/** Who is on call at a moment, since when and until when. */
export function dutyAt(rotation: Rotation, at: number): Duty {
  return dutyIn(shiftsBetween(rotation, at - 2 * week, at + 3 * week), at);
}

/** The same out of shifts that hold the moment. */
export function dutyIn(shifts: readonly Shift[], at: number): Duty {
  const index = shifts.findIndex((shift) => shift.from <= at && at < shift.to);
  const shift = shifts[index] as Shift;
  const goesOn = (other: Shift | undefined) =>
    other !== undefined && other.primary === shift.primary && other.week === shift.week;
  let [first, last] = [index, index];
  while (goesOn(shifts[first - 1])) first -= 1;
  while (goesOn(shifts[last + 1])) last += 1;
  const { from } = shifts[first] ?? shift;
  const { to } = shifts[last] ?? shift;
  return { shift, from, to, next: shifts[last + 1] ?? null };
}
