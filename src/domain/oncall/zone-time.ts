/* Between moments and the clocks of a zone, over every change of its clocks. */
import { Temporal } from 'temporal-polyfill';
import type { WallTime } from './wall-time.ts';

/**
 * Epoch milliseconds of a time on a zone's clocks. A time that the clocks skip is the moment at which they
 * jump; of a time that they show twice the first is meant.
 */
export function instantOf({ date, time }: Required<WallTime>, zone: string): number {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (early.toPlainDateTime().equals(wall)) return early.epochMilliseconds;
  const jump = early.getTimeZoneTransition('next') ?? wall.toZonedDateTime(zone);
  return jump.epochMilliseconds;
}

/** What a zone's clocks show, to the minute. */
export function wallTimeAt(at: number, zone: string): Required<WallTime> {
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const text = wall.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}
