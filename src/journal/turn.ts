import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import { takeLock } from './lock.ts';
import { cannotOpen } from './troubles.ts';

/** Milliseconds between two tries, and how often: some five seconds. */
const pause = 50;
const tries = 100;

/**
 * Runs `work` holding the lock of `<turns>/<name>`, so that what is looked at and what is then written can
 * not be passed by another process. Throws `refused` where the other one does not end in time.
 */
export async function oneAtATime<T>(
  turns: string,
  name: string,
  clock: Clock,
  work: () => Promise<T>,
): Promise<T> {
  const directory = join(turns, name);
  const release = await turn(directory, clock);
  try {
    return await work();
  } finally {
    release();
  }
}

async function turn(directory: string, clock: Clock): Promise<() => void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      return takeLock(directory, clock).release;
    } catch (error) {
      const busy = error instanceof TsopsError && error.kind === 'refused';
      if (!busy || attempt === tries) throw cannotOpen(directory, error);
      await clock.sleep(pause);
    }
  }
}
