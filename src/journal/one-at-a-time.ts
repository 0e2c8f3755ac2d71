import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import type { JournalTurn } from '../ports/journal.ts';
import { driverOf, takeLock } from './lock.ts';
import { cannotOpen } from './troubles.ts';

/** Milliseconds between two tries, and how long one tries where nothing else is said. */
const pause = 50;
const usualPatience = 5000;

/**
 * Runs `work` holding the lock of `<turns>/<name>`, so what is looked at and what is then written can
 * not be passed by another process. Throws `refused` where the other one does not end in time.
 */
export async function oneAtATime<T>(
  turns: string,
  name: string,
  clock: Clock,
  work: () => Promise<T>,
  turn: JournalTurn = {},
): Promise<T> {
  const directory = join(turns, name);
  const release = await waitForTurn(directory, clock, turn);
  try {
    return await work();
  } finally {
    release();
  }
}

async function waitForTurn(
  directory: string,
  clock: Clock,
  { patience = usualPatience, signal, onWait }: JournalTurn,
): Promise<() => void> {
  let told: number | undefined;
  for (let waited = 0; ; waited += pause) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      return takeLock(directory, clock).release;
    } catch (error) {
      const busy = error instanceof TsopsError && error.kind === 'refused';
      if (!busy || waited >= patience) throw cannotOpen(directory, error);
      const holder = driverOf(directory, clock.now());
      if (holder !== null && holder.pid !== told) {
        told = holder.pid;
        onWait?.(holder);
      }
      await clock.sleep(pause, signal);
    }
  }
}
