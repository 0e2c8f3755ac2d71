import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import type { JournalTurn } from '../ports/journal.ts';
import { type Driver, watchDriver } from './driver.ts';
import { driverOf, takeLock } from './lock.ts';
import { cannotOpen } from './troubles.ts';

/** Milliseconds between two tries, and how long one tries where nothing else is said. */
const pause = 50;
const usualPatience = 5000;

/**
 * Runs `work` holding the lock of `<turns>/<name>`, so what is looked at and what is then written can
 * not be passed by another process. It is told whether another one was before it. Throws `refused` where that
 * does not end in time.
 */
export async function oneAtATime<T>(
  turns: string,
  name: string,
  clock: Clock,
  work: (waited: boolean) => Promise<T>,
  turn: JournalTurn = {},
): Promise<T> {
  const directory = join(turns, name);
  const { release, waited } = await waitForTurn(directory, clock, turn);
  try {
    return await work(waited);
  } finally {
    release();
  }
}

async function waitForTurn(
  directory: string,
  clock: Clock,
  { patience = usualPatience, signal, onWait }: JournalTurn,
): Promise<{ readonly release: () => void; readonly waited: boolean }> {
  let told: number | undefined;
  let gone: Driver | undefined;
  const watched = watchDriver();
  for (let waited = 0; ; waited += pause) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      // That the first try was refused counts, also where its holder was gone before it could be told.
      return { release: takeLock(directory, clock, gone).release, waited: waited > 0 };
    } catch (error) {
      const busy = error instanceof TsopsError && error.kind === 'refused';
      if (!busy || waited >= patience) throw cannotOpen(directory, error);
      const holder = driverOf(directory, clock.now());
      if (holder !== null && holder.pid !== told) {
        told = holder.pid;
        onWait?.(holder);
      }
      if (holder !== null && watched.stoodStill(holder, waited)) gone = holder;
      await clock.sleep(pause, signal);
    }
  }
}
