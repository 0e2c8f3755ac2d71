/* How the clocks of zones change, and how many engineers are primary at each minute. */
import { Temporal } from 'temporal-polyfill';
import type { Rotation } from '../../../src/domain/oncall/rotation.ts';
import { shiftsBetween } from '../../../src/domain/oncall/shifts.ts';
import type { WallTime } from '../../../src/domain/oncall/wall-time.ts';

export const minute = 60_000;
export const day = 24 * 60 * minute;
export const zones = Intl.supportedValuesOf('timeZone');
export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

/** Every moment at which a zone's clocks change, and by how many milliseconds. */
export function clockChanges(zone: string, from: number, to: number) {
  const found: { at: number; change: number }[] = [];
  let before = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  for (;;) {
    const next = before.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > to) return found;
    const last = next.subtract({ nanoseconds: 1 });
    const change = (next.offsetNanoseconds - last.offsetNanoseconds) / 1e6;
    if (change !== 0) found.push({ at: next.epochMilliseconds, change });
    before = next;
  }
}

/** What the clocks show `after` milliseconds beyond a moment, had they not been changed in between. */
export function wallBeyond(at: number, zone: string, after: number): Required<WallTime> {
  const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const text = shown.toPlainDateTime().add({ milliseconds: after }).toString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

/** How many shifts hold each minute of a stretch; the minutes that not exactly one holds. */
export function wrongMinutes(made: Rotation, from: number, to: number): number[] {
  const covering = new Int8Array(Math.ceil((to - from) / minute));
  for (const shift of shiftsBetween(made, from, to)) {
    if (shift.primary === null) continue;
    const [first, end] = [shift.from - from, shift.to - from].map((ms) => Math.ceil(ms / minute));
    for (let index = first ?? 0; index < (end ?? 0); index += 1) {
      covering[index] = (covering[index] ?? 0) + 1;
    }
  }
  return [...covering.keys()].filter((index) => covering[index] !== 1);
}
