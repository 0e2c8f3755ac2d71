/* Which stretch of time a hand-off tells of. */

import { hour, week } from '../../time/units.ts';
import { dutyIn, type Shift } from '../shifts.ts';

export interface ShiftWindow {
  /** Epoch milliseconds; `to` is the first that belongs to it no more. */
  readonly from: number;
  readonly to: number;
  /** `last-week`: whose shift it is is not known. */
  readonly which: 'this-shift' | 'shift-before' | 'as-asked' | 'last-week';
}

export interface WantedWindow {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** Whoever took over less than that ago, and did nothing yet, is told of the shift before. */
const fresh = 12 * hour;

/** `shifts` hold the time around `now`, or are empty; `lastRecorded` is when the journal was last written. */
export function shiftWindow(
  shifts: readonly Shift[],
  now: number,
  lastRecorded: number | null,
  { since, until }: WantedWindow = {},
): ShiftWindow {
  const to = until ?? now;
  if (since !== undefined) return { from: since, to, which: 'as-asked' };
  const duty = dutyHolding(shifts, to);
  if (duty === null) return { from: to - week, to, which: 'last-week' };
  if (until !== undefined) return { from: duty.from, to, which: 'as-asked' };
  const recorded = lastRecorded !== null && lastRecorded >= duty.from;
  const before = now - duty.from < fresh && !recorded ? dutyHolding(shifts, duty.from) : null;
  return before === null
    ? { from: duty.from, to, which: 'this-shift' }
    : { from: before.from, to: duty.from, which: 'shift-before' };
}

/** The duty that the last millisecond before `end` belongs to; null where the shifts do not tell. */
export function dutyHolding(shifts: readonly Shift[], end: number) {
  const known = shifts.some(({ from, to }) => from < end && end <= to);
  return known ? dutyIn(shifts, end - 1) : null;
}
