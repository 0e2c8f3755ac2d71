import { setMaxListeners } from 'node:events';
import type { Clock } from '../../contract/context.ts';
import { asTsopsError, problemOf, TsopsError } from '../../contract/errors.ts';
import { type Lack, type LackCode, lackOf, lackText } from '../../domain/evidence/lacks.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Evidence, EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { HttpFailure } from '../../ports/http.ts';

/** What is asked, and of whom. */
export interface EvidenceQuestion {
  readonly question: string;
  readonly source: string;
  /** Milliseconds that the source may take before its answer is `unknown`. */
  readonly budget: number;
  readonly unit?: string;
  readonly window?: EvidenceWindow;
}

export interface SettledAnswer<Value> {
  readonly verdict: Verdict;
  readonly value: Value | null;
  readonly detail: string;
  /** Why there is no value, in a form that can be told in any language. */
  readonly lack?: Lack;
  readonly baseline?: Value;
  readonly problem?: Problem;
  /** The value is kept beside `unknown` and `no-data` too: its parts each have a verdict of their own. */
  readonly stands?: true;
}

const isAnswered = (verdict: Verdict): boolean => verdict !== 'unknown' && verdict !== 'no-data';

interface Bounds {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Puts one question to one source, and always settles within its budget: a reader that throws or
 * overruns becomes Evidence `unknown` with its reason. The reader's signal aborts when the budget is
 * spent. Rejects only when `bounds.signal` aborts, with its reason: an interrupt is no answer.
 */
export async function settle<Value>(
  bounds: Bounds,
  question: EvidenceQuestion,
  read: (signal: AbortSignal) => Promise<SettledAnswer<Value>>,
): Promise<Evidence<Value>> {
  const startedAt = bounds.clock.now();
  const answer = await bounded(bounds, question, read).catch((thrown: unknown) => {
    if (bounds.signal.aborted) throw bounds.signal.reason;
    return unknown(thrown);
  });
  const observedAt = bounds.clock.now();
  return {
    question: question.question,
    verdict: answer.verdict,
    value: answer.stands || isAnswered(answer.verdict) ? answer.value : null,
    unit: question.unit ?? null,
    source: question.source,
    window: question.window ?? null,
    baseline: answer.baseline ?? null,
    observedAt,
    tookMs: observedAt - startedAt,
    detail: answer.detail,
    ...(answer.lack === undefined ? {} : { lack: answer.lack }),
    ...(answer.problem === undefined ? {} : { problem: answer.problem }),
  };
}

async function bounded<Value>(
  { clock, signal }: Bounds,
  { budget, source }: EvidenceQuestion,
  read: (signal: AbortSignal) => Promise<SettledAnswer<Value>>,
): Promise<SettledAnswer<Value>> {
  signal.throwIfAborted();
  const reader = new AbortController();
  const timer = new AbortController();
  const over = (): TsopsError =>
    new TsopsError({
      kind: 'unreachable',
      message: `${source} did not answer within ${budget / 1000} s`,
    });
  // Not AbortSignal.any: in node 20 each use leaves something behind in the signal of the process.
  const stop = (): void => {
    timer.abort(signal.reason);
    reader.abort(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  const overrun = clock.sleep(budget, timer.signal).then(() => Promise.reject(over()));
  // Whoever comes second in the race below may still reject; nobody listens any more.
  overrun.catch(() => {});
  // Every question and every probe under way listens; node warns beyond ten, as if they leaked.
  setMaxListeners(0, signal, reader.signal);
  try {
    return await Promise.race([read(reader.signal), overrun]);
  } finally {
    signal.removeEventListener('abort', stop);
    timer.abort();
    reader.abort(over());
  }
}

function unknown(thrown: unknown): SettledAnswer<never> {
  const error =
    thrown instanceof HttpFailure
      ? new TsopsError({ kind: 'unreachable', message: thrown.message, cause: thrown })
      : asTsopsError(thrown);
  return {
    verdict: 'unknown',
    value: null,
    detail: cleanText(error.message, 300),
    problem: problemOf(error),
  };
}

/** Asked, and there is nothing: no data, for a reason of the table. */
export function withoutData<Code extends LackCode>(
  ...told: Parameters<typeof lackOf<Code>>
): SettledAnswer<never> {
  const lack = lackOf(...told);
  return { verdict: 'no-data', value: null, detail: lackText(lack)?.en ?? lack.code, lack };
}

/**
 * An answer with what could not be asked of it. A part that is bad, or worth a look, is so whatever is
 * missing; a whole that seems ok, or empty, is `unknown` when a part of it is not known.
 */
export function withGaps<Value>(
  answer: SettledAnswer<Value>,
  gaps: readonly Gap[],
): SettledAnswer<Value> {
  if (gaps.length === 0) return answer;
  const detail = [answer.detail, ...gaps.map(({ text }) => text)].join('; ');
  const seemsFine = answer.verdict === 'ok' || answer.verdict === 'no-data';
  const verdict = seemsFine ? 'unknown' : answer.verdict;
  const error = gaps.find((gap) => gap.error !== undefined)?.error;
  return {
    ...answer,
    verdict,
    detail,
    ...(error === undefined ? {} : { problem: problemOf(error) }),
  };
}

/** What is missing of an answer, in a phrase, and why. */
export interface Gap {
  readonly text: string;
  readonly error?: TsopsError;
}

/** The gap that a source leaves which could not be asked. */
export function gapOf(source: string, error: TsopsError): Gap {
  return { text: cleanText(`${source}: ${error.message}`, 200), error };
}

/** The gap that files leave which did not come; none where all did. */
export function lostFiles(count: number): readonly Gap[] {
  return count === 0 ? [] : [{ text: `${count} file${count === 1 ? '' : 's'} could not be read` }];
}
