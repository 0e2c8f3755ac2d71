import type { Clock } from '../../src/contract/context.ts';

/**
 * A clock that stands still until someone sleeps: a sleep moves it on at once, so that no test waits.
 * Sleepers are woken in the order of their times.
 */
export function fakeClock(start = Date.parse('2026-11-23T03:00:00Z')): Clock & {
  /** How long was slept in all, milliseconds. */
  slept(): number;
  advance(milliseconds: number): void;
} {
  let now = start;
  let slept = 0;
  return {
    now: () => now,
    slept: () => slept,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      const until = now + milliseconds;
      // Let what runs beside the sleeper go on first, as it would in real time.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      slept += milliseconds;
      now = Math.max(now, until);
    },
  };
}
