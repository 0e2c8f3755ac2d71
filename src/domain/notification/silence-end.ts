import { parseMoment } from '../incident/moment.ts';
import { addDays, parseWallTime, wholeWallTime } from '../oncall/wall-time.ts';
import { instantOf, wallTimeAt } from '../oncall/zone-time.ts';

const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/;
const zoned = /\d\s*(?:Z|UTC|KST|[+-]\d{2}:?\d{2})$/i;

/**
 * Epoch milliseconds of an end as it is typed: `2026-12-01 09:00` or `09:00`, the next one, on the clocks
 * of `zone` (an IANA name); a date alone is the end of that day; with a zone of its own that one counts.
 * Undefined where it is not a time.
 */
export function parseEnd(text: string, now: number, zone: string): number | undefined {
  const typed = text.trim();
  const [, hour, minutes] = clock.exec(typed) ?? [];
  if (hour !== undefined) {
    const time = `${hour.padStart(2, '0')}:${minutes}`;
    const { date } = wallTimeAt(now, zone);
    const today = instantOf({ date, time }, zone);
    return today > now ? today : instantOf({ date: addDays(date, 1), time }, zone);
  }
  if (parseWallTime(typed) !== undefined) return instantOf(wholeWallTime(typed, 'to'), zone);
  const dated = /^\d{4}-/.test(typed) && zoned.test(typed);
  return dated ? parseMoment(typed, now, zone) : undefined;
}
