/*
 * Between moments and the clocks of a zone, over every change of its clocks. The library's functions are taken one by
 * one: its classes bring all of Temporal, three times as much.
 */
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import type { WallTime } from './wall-time.ts';

/**
 * Epoch milliseconds of a time on a zone's clocks. A time that the clocks skip is the moment at which they
 * jump; of a time that they show twice the first is meant.
 */
export function instantOf({ date, time }: Required<WallTime>, zone: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = `${date}-${time}`
    .split(/[-:]/)
    .map(Number);
  const wall = PlainDateTime.create(year, month, day, hour, minute);
  const early = PlainDateTime.toZonedDateTime(wall, zone, { disambiguation: 'earlier' });
  if (PlainDateTime.equals(ZonedDateTime.toPlainDateTime(early), wall)) {
    return early.epochMilliseconds;
  }
  const jump = ZonedDateTime.getTimeZoneTransition(early, 'next');
  return (jump ?? PlainDateTime.toZonedDateTime(wall, zone)).epochMilliseconds;
}

/** What a zone's clocks show, to the minute. */
export function wallTimeAt(at: number, zone: string): Required<WallTime> {
  const wall = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(at), zone);
  const two = (part: number) => String(part).padStart(2, '0');
  return {
    date: `${String(wall.year).padStart(4, '0')}-${two(wall.month)}-${two(wall.day)}`,
    time: `${two(wall.hour)}:${two(wall.minute)}`,
  };
}
