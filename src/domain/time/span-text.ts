/* Lengths of time, and how long ago a moment was, as people say them: in no more than two units. */

import type { Text } from '../text/language.ts';
import { formatDuration, roughSpan } from './duration.ts';
import { day, hour, minute, second } from './units.ts';

const korean: Readonly<Record<string, string>> = {
  d: '일',
  h: '시간',
  m: '분',
  s: '초',
  ms: '밀리초',
};

/** `milliseconds` to the second, beyond an hour to the minute, beyond a day to the hour; never negative. */
export function spanText(milliseconds: number): Text {
  const span = Math.max(0, milliseconds);
  const step = span >= day ? hour : span >= hour ? minute : second;
  return durationText(Math.round(span / step) * step);
}

/** The whole length, to the millisecond: `1h 30m 5s`, `1시간 30분 5초`. */
export function durationText(milliseconds: number): Text {
  const en = formatDuration(milliseconds);
  return { en, ko: en.replace(/ms|[dhms]/g, (unit) => korean[unit] ?? unit) };
}

/** To the minute, one at least: what is read later than it is written. */
export function wholeMinutesText(milliseconds: number): Text {
  return durationText(Math.max(1, Math.round(milliseconds / minute)) * minute);
}

/** `3h 12m ago`, `in 5m`; both in epoch milliseconds. */
export function agoText(at: number, now: number): Text {
  const distance = Math.abs(at - now);
  if (distance < second / 2) return { en: 'now', ko: '지금' };
  const { en, ko } = spanText(distance);
  return at < now ? { en: `${en} ago`, ko: `${ko} 전` } : { en: `in ${en}`, ko: `${ko} 후` };
}

/** The largest unit that fits: `45s`, `12m`, `3h`, `2d`. */
export function roughSpanText(milliseconds: number): Text {
  const en = roughSpan(milliseconds);
  return { en, ko: en.replace(/[dhms]/g, (unit) => korean[unit] ?? unit) };
}
