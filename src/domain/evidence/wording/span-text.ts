/* Lengths of time, and how long ago a moment was, as people say them: in no more than two units. */

import type { Text } from '../../text/language.ts';
import { formatDuration } from '../../time/duration.ts';
import { day, hour, minute, second } from '../../time/units.ts';

const korean: Readonly<Record<string, string>> = { d: '일', h: '시간', m: '분', s: '초' };

/** `milliseconds` to the second, beyond an hour to the minute, beyond a day to the hour; never negative. */
export function spanText(milliseconds: number): Text {
  const span = Math.max(0, milliseconds);
  const step = span >= day ? hour : span >= hour ? minute : second;
  const en = formatDuration(Math.round(span / step) * step);
  return { en, ko: en.replace(/[dhms]/g, (unit) => korean[unit] ?? unit) };
}

/** `3h 12m ago`, `in 5m`; both in epoch milliseconds. */
export function agoText(at: number, now: number): Text {
  const distance = Math.abs(at - now);
  if (distance < second / 2) return { en: 'now', ko: '지금' };
  const { en, ko } = spanText(distance);
  return at < now ? { en: `${en} ago`, ko: `${ko} 전` } : { en: `in ${en}`, ko: `${ko} 후` };
}
