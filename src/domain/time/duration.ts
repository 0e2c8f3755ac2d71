import { day, hour, minute, second } from './units.ts';

const unitNames: readonly (readonly [ms: number, names: string])[] = [
  [1, 'ms msec msecs millisecond milliseconds'],
  [second, 's sec secs second seconds'],
  [minute, 'm min mins minute minutes'],
  [hour, 'h hr hrs hour hours'],
  [day, 'd day days'],
  [7 * day, 'w wk week weeks'],
];
const unitOf = new Map(unitNames.flatMap(([ms, names]) => names.split(' ').map((n) => [n, ms])));

/** Every way to write a unit of time, for messages that suggest the nearest one. */
export const durationUnits: readonly string[] = [...unitOf.keys()];

const part = /(\d+(?:\.\d+)?)[ \t]*([a-z]+)[ \t,]*/gy;

/**
 * A duration as people write it (`60s`, `5 minutes`, `14d`, `1h30m`) in whole milliseconds;
 * undefined when it is not one. A bare number has no unit and is not one, except `0`.
 */
export function parseDuration(text: string): number | undefined {
  const written = text.trim().toLowerCase();
  if (written === '0') return 0;
  let total = 0;
  let end = 0;
  for (const match of written.matchAll(part)) {
    const ms = unitOf.get(match[2] ?? '');
    if (ms === undefined) return undefined;
    total += Number(match[1]) * ms;
    end = match.index + match[0].length;
  }
  const whole = Math.round(total);
  return end > 0 && end === written.length && Number.isSafeInteger(whole) ? whole : undefined;
}

const units: readonly (readonly [label: string, ms: number])[] = [
  ['d', day],
  ['h', hour],
  ['m', minute],
  ['s', second],
  ['ms', 1],
];

/** Milliseconds as a compact, exact duration (`1m 20s`, `1h 30m`, `250ms`) that parseDuration reads back. */
export function formatDuration(ms: number): string {
  let left = Math.round(Math.abs(ms));
  const parts: string[] = [];
  for (const [label, size] of units) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${count}${label}`);
    left -= count * size;
  }
  return `${ms < 0 && parts.length > 0 ? '-' : ''}${parts.join(' ') || '0s'}`;
}

/** The largest unit that fits: `45s`, `12m`, `3h`, `2d`. */
export function roughSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)}h` : `${Math.round(seconds / 86_400)}d`;
}
