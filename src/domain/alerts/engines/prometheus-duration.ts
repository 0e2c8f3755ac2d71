import { hour, minute } from '../../time/units.ts';

/** Milliseconds as Prometheus writes a duration. */
export function prometheusDuration(ms: number): string {
  let left = ms;
  const parts = [
    ['h', hour],
    ['m', minute],
    ['s', 1000],
    ['ms', 1],
  ] as const;
  const text = parts.map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return text.join('') || '0s';
}
