import { setMaxListeners } from 'node:events';
import type { Context } from '../../contract/context.ts';

/**
 * What work comes to within so many milliseconds; null where time is up: then its signal is aborted, and
 * whatever it still does counts no more. Rejects with the signal's reason on Ctrl-C.
 */
export async function withinTime<Value>(
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<{ readonly value: Value } | null> {
  const worker = new AbortController();
  const timer = new AbortController();
  const given = AbortSignal.any([signal, worker.signal]);
  // Every request and pause under way listens to it.
  setMaxListeners(0, given);
  const working = work(given).then((value) => ({ value }));
  const timeUp = clock
    .sleep(Math.max(0, milliseconds), AbortSignal.any([signal, timer.signal]))
    .then(() => null);
  // Whoever comes second in the race may still reject; nobody listens any more.
  working.catch(() => {});
  timeUp.catch(() => {});
  try {
    return await Promise.race([working, timeUp]);
  } finally {
    timer.abort();
    worker.abort();
  }
}
