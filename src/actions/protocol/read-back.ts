import type { Verified } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import { say, type Text } from '../../domain/text/language.ts';

export interface ReadBack<Found> {
  /** Null where it was not shown in time. */
  readonly found: Found | null;
  /** Why the last read told nothing; null where it did. */
  readonly problem: TsopsError | null;
}

/** Milliseconds between two reads. */
const pause = 1000;

/**
 * Reads until the world shows what is looked for, at most `budget` milliseconds and at least once. A read
 * that fails is one that did not show it.
 */
export async function readBack<Found>(
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  budget: number,
  look: () => Promise<Found | null>,
): Promise<ReadBack<Found>> {
  const until = clock.now() + budget;
  for (;;) {
    const read = await attempt(look, signal);
    if (read.found !== null || clock.now() + pause > until) return read;
    await clock.sleep(pause, signal);
  }
}

/** What was taken, and is not shown in time: it may be yet. Where it could not be read, nobody knows. */
export function notShown(
  { problem }: Pick<ReadBack<unknown>, 'problem'>,
  what: Text,
  next: readonly string[],
): Verified<never> {
  return {
    state: problem === null ? 'stopped-waiting' : 'unknown',
    verdict: 'unknown',
    proof: null,
    detail:
      problem === null
        ? say(`PagerDuty accepted it, but ${what.en}.`, `PagerDuty가 접수했으나 ${what.ko}.`)
        : say(
            `PagerDuty accepted it, but ${problem.message}.`,
            `PagerDuty가 접수했으나 다시 읽지 못했습니다: ${problem.message}`,
          ),
    next,
    problems: problem === null ? [] : [problemOf(problem)],
  };
}

async function attempt<Found>(
  look: () => Promise<Found | null>,
  signal: AbortSignal,
): Promise<ReadBack<Found>> {
  try {
    return { found: await look(), problem: null };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof TsopsError) return { found: null, problem: thrown };
    throw thrown;
  }
}
