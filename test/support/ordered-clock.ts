import type { Clock } from '../../src/contract/context.ts';

/**
 * A clock for work that runs side by side: it moves on when nothing else is left to do, and wakes the
 * sleeper whose time comes first.
 */
export function orderedClock(start = Date.parse('2026-11-23T03:00:00Z')): Clock & {
  advance(milliseconds: number): void;
} {
  let now = start;
  let waking = false;
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();
  const wakeNext = async (): Promise<void> => {
    if (waking) return;
    waking = true;
    while (sleepers.size > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = [...sleepers].sort((a, b) => a.until - b.until);
      if (next === undefined) break;
      now = Math.max(now, next.until);
      next.wake();
    }
    waking = false;
  };
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const done = (settle: () => void): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abort);
          settle();
        };
        const sleeper = { until: now + milliseconds, wake: () => done(resolve) };
        const abort = (): void => done(() => reject(signal?.reason));
        signal?.addEventListener('abort', abort);
        sleepers.add(sleeper);
        void wakeNext();
      }),
  };
}
