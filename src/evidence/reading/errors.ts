import { asTsopsError } from '../../contract/errors.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { ErrorsRead } from '../../ports/errors.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import type { EvidenceQuestion, SettledAnswer } from '../asking/settle.ts';

/** So many types does `error-types` list; what is beyond them is not known. */
export const listedTypes = 20;

/** How Sentry is read for an inquiry. The configured environment is that of production. */
export function errorsReading(inquiry: Inquiry, signal: AbortSignal): ErrorsRead {
  const { budget, environment } = inquiry;
  return { timeout: budget, signal, ...(environment === 'production' ? {} : { environment }) };
}

/**
 * A question to Sentry about the window. `after` is how many other answers it waits for, one after the
 * other: each settles within its own budget, and this one must not overrun while it reads theirs.
 */
export function errorsQuestion(
  { budget, pinned }: Inquiry,
  question: string,
  options: { readonly unit?: string; readonly after?: number } = {},
): EvidenceQuestion {
  const { unit, after = 0 } = options;
  return {
    question,
    source: 'Sentry',
    budget: budget + after * 500,
    window: pinned.window,
    ...(unit === undefined ? {} : { unit }),
  };
}

/** What one part of an answer says, or null with the reason: the rest goes on without it. */
export async function partOf<Value>(
  read: Promise<Value>,
  signal: AbortSignal,
): Promise<
  { readonly value: Value; readonly lack: null } | { readonly value: null; readonly lack: string }
> {
  try {
    return { value: await read, lack: null };
  } catch (thrown) {
    signal.throwIfAborted();
    return { value: null, lack: asTsopsError(thrown).message };
  }
}

/** The answer of a question that rests on another one without a value: the same verdict and reason. */
export function carryReason({ verdict, detail, problem }: Evidence<unknown>): SettledAnswer<never> {
  return { verdict, value: null, detail, ...(problem === undefined ? {} : { problem }) };
}
