/*
 * A time as an engineer types it for a note that is written down later: `03:12`, `2026-11-25 03:12`, with Z
 * or an offset where the team's zone is not meant.
 */

import { day, hour, minute } from '../time/units.ts';
import { zonedTime } from '../time/zoned.ts';

const shape =
  /^(?:(\d{4})-(\d{2})-(\d{2})(?:[T ]|$))?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|UTC|KST|[+-]\d{2}:?\d{2})?$/i;

/**
 * Epoch milliseconds; undefined where it is not a time. A time without a date is the most recent such time
 * before `now`. `zone` is an IANA name.
 */
export function parseMoment(text: string, now: number, zone: string): number | undefined {
  const match = shape.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, date, hours, minutes, seconds = '0', offset] = match;
  if (hours === undefined && (year === undefined || offset !== undefined)) return undefined;
  const time = [Number(hours ?? 0), Number(minutes ?? 0), Number(seconds)] as const;
  if (time[0] > 23 || time[1] > 59 || time[2] > 59) return undefined;
  const at = (wall: number): number =>
    offset === undefined ? fromZone(wall, zone) : wall - offsetOf(offset);
  if (year !== undefined) {
    const wall = Date.UTC(Number(year), Number(month) - 1, Number(date), ...time);
    const real = new Date(wall).toISOString().startsWith(`${year}-${month}-${date}`);
    return real ? at(wall) : undefined;
  }
  const today = now + (offset === undefined ? zoneOffset(now, zone) : offsetOf(offset));
  const midnight = Math.floor(today / day) * day;
  const clock = ((time[0] * 60 + time[1]) * 60 + time[2]) * 1000;
  const found = at(midnight + clock);
  return found <= now ? found : at(midnight - day + clock);
}

function offsetOf(offset: string): number {
  const upper = offset.toUpperCase();
  if (upper === 'Z' || upper === 'UTC') return 0;
  if (upper === 'KST') return 9 * hour;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute;
}

/** A wall-clock time of a zone. In an hour that occurs twice the offset of before the change is meant. */
function fromZone(wall: number, zone: string): number {
  const first = wall - zoneOffset(wall, zone);
  return wall - zoneOffset(first, zone);
}

/** Milliseconds that the zone is ahead of UTC at a moment. */
function zoneOffset(at: number, zone: string): number {
  const { date, time } = zonedTime(at, zone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(at / 1000) * 1000;
}
