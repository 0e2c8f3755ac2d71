import { hrtime } from 'node:process';

/** Milliseconds of a clock that never jumps. The global `performance` would load node's perf_hooks. */
export function ticks(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** Milliseconds since `start` (of `ticks()`), to a tenth. */
export function since(start: number): number {
  return Math.round((ticks() - start) * 10) / 10;
}
