import { asTsopsError, problemOf } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Inquiry } from './inquiry.ts';

export interface KeptQuestion<Value> {
  /** Source, account, window and what is asked: another question has another text. Without secrets. */
  readonly question: string;
  /** Milliseconds for which an answer is as good as a new one. */
  readonly freshFor: number;
  /** What was kept, if it still has the shape that is wanted; else null. */
  parse(kept: unknown): Value | null;
}

export interface KeptReading<Value> {
  readonly value: Value;
  /** When the source gave it. Epoch milliseconds. */
  readonly readAt: number;
  /** Why it is an old one, where the source could not be asked now. */
  readonly problem?: Problem;
}

/**
 * The kept answer while it is fresh, else a new one, which is kept. Where the source fails an old answer stands, with
 * the reason; without one it throws what the source threw.
 */
export async function askUnlessKept<Value>(
  { context }: Pick<Inquiry, 'context'>,
  { question, freshFor, parse }: KeptQuestion<Value>,
  ask: () => Promise<Value>,
): Promise<KeptReading<Value>> {
  const answers = await context.services.keptAnswers();
  const now = context.clock.now();
  const kept = await answers.read(question);
  const value = kept === null || kept.at > now ? null : parse(kept.value);
  const old = kept === null || value === null ? null : { value, readAt: kept.at };
  if (old !== null && now - old.readAt < freshFor) return old;
  try {
    const answer = await ask();
    await answers.keep(question, { at: now, value: answer });
    return { value: answer, readAt: now };
  } catch (thrown) {
    context.signal.throwIfAborted();
    if (old === null) throw thrown;
    return { ...old, problem: problemOf(asTsopsError(thrown)) };
  }
}
