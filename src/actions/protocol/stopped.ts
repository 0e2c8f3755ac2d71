/* What is said of a write that was stopped, or that failed after it was sent. */

import type { Action, Plan } from '../../contract/action.ts';
import type { Clock } from '../../contract/context.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import { say } from '../../domain/text/language.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { nounOf } from './noun.ts';
import { performed } from './result.ts';

/** Why it matters that a write was stopped, wherever one is. */
export const nothingWasDone = say('Nothing was done.', '실행하지 않았습니다.');

/** Whoever stops it here must know that nothing was written. */
export async function beforeTheWrite<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const stopped = thrown instanceof TsopsError && thrown.why === undefined;
    if (!stopped || (thrown.kind !== 'interrupted' && thrown.kind !== 'terminated')) throw thrown;
    const { kind, message, said } = thrown;
    throw new TsopsError({ kind, message: said ?? message, why: nothingWasDone });
  }
}

/** Milliseconds that a write on its way has to be answered after Ctrl-C: then its link can be told. */
const lastChance = 2000;

/** A vendor that does not answer must not hold whoever pressed Ctrl-C; what became of it is unknown then. */
export async function unlessGivenUp<T>(
  work: Promise<T>,
  signal: AbortSignal,
  clock: Clock,
): Promise<T> {
  let stop = (): void => {};
  const givenUp = new Promise<never>((_, reject) => {
    stop = () => {
      clock.sleep(lastChance).then(() => reject(signal.reason), reject);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The vendor's No, or a write that never left; being told to stop is neither. */
export function isRefusal(thrown: unknown): thrown is TsopsError {
  return (
    thrown instanceof TsopsError && thrown.kind !== 'interrupted' && thrown.kind !== 'terminated'
  );
}

/** What is thrown once the intent is on disk; `receipt` null: it is not known whether it was taken. */
export async function thrownAfterIntent<P extends Plan, Receipt, Proof>(
  thrown: unknown,
  action: Action<P, Receipt, Proof>,
  plan: P,
  receipt: Receipt | null,
  record: OpenRecord,
  signal: AbortSignal,
): Promise<unknown> {
  if (receipt === null && isRefusal(thrown)) return thrown;
  if (signal.aborted) return interrupted(action, plan, receipt, record, signal);
  return receipt === null ? thrown : afterTheWrite(thrown, action, plan, receipt, record.id);
}

async function interrupted<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  receipt: Receipt | null,
  record: OpenRecord,
  signal: AbortSignal,
): Promise<TsopsError> {
  const { detail, next } = action.stillRunning(plan, receipt);
  await record.append('interrupted', recorded(detail));
  const reason = signal.reason;
  const noun = nounOf(action);
  return new TsopsError({
    kind: reason instanceof TsopsError ? reason.kind : 'interrupted',
    message: say(
      `Stopped watching the ${noun.en}. ${detail.en}`,
      `${noun.ko}을(를) 더 지켜보지 않습니다. ${detail.ko}`,
    ),
    next,
    data: performed(action, plan, receipt === null ? 'unknown' : 'in-progress', {
      detail,
      receipt,
      record: record.id,
    }),
  });
}

/** What failed is the proof, not the write: whoever reads the error must know that it was made. */
export function afterTheWrite<P extends Plan, Receipt, Proof>(
  thrown: unknown,
  action: Action<P, Receipt, Proof>,
  plan: P,
  receipt: Receipt,
  record: string,
): TsopsError {
  const error = asTsopsError(thrown);
  const noun = nounOf(action);
  const { detail, next } = action.stillRunning(plan, receipt);
  return new TsopsError({
    kind: error.kind,
    message: error.said ?? error.message,
    why: say(
      `The ${noun.en} was sent before this: ${detail.en}`,
      `${noun.ko} 요청은 그 전에 전송되었습니다: ${detail.ko}`,
    ),
    next: [...next, ...error.next],
    cause: error.cause ?? error,
    data: performed(action, plan, 'in-progress', { detail, receipt, record }),
  });
}
