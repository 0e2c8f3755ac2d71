/*
 * One attempt of a probe has one clock and one thing under way. Its timer, or the caller's signal, ends
 * whatever that is, and the phase in which it was tells the reason.
 */
import type { ProbeFailure, ProbePhase } from '../../domain/health/probe.ts';
import { timeoutFailure } from '../../domain/health/probe-failure.ts';

/** Ends an attempt with its reason. */
export class ProbeStop extends Error {
  override readonly name = 'ProbeStop';
  readonly failure: ProbeFailure;
  constructor(failure: ProbeFailure) {
    super(failure.detail);
    this.failure = failure;
  }
}

export interface SiteAttempt {
  phase: ProbePhase;
  /** Host (and port) that is being asked, for messages. */
  place: string;
  /** Ends what is under way. */
  stop: ((cause: unknown) => void) | null;
  /** Why it was ended from outside; null while it may go on. */
  ended: { readonly cause: unknown } | null;
}

/** Milliseconds; a longer timer of node's fires at once. */
const longestTimer = 2 ** 31 - 1;

/** Begins an attempt; `finish` must be called once it is over. */
export function beginAttempt(
  timeout: number,
  signal: AbortSignal | undefined,
): { readonly attempt: SiteAttempt; finish(): void } {
  const attempt: SiteAttempt = { phase: 'dns', place: '', stop: null, ended: null };
  const end = (cause: unknown): void => {
    attempt.ended ??= { cause };
    attempt.stop?.(cause);
  };
  const timer = setTimeout(
    () => {
      end(new ProbeStop(timeoutFailure(attempt.phase, attempt.place, timeout)));
    },
    Math.min(timeout, longestTimer),
  );
  const abort = (): void => end(signal?.reason);
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort);
  return {
    attempt,
    finish() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

type Settle<T> = (value: T) => void;

/** Runs one step of an attempt. `begin` starts it and answers how to stop it. */
export function step<T>(
  attempt: SiteAttempt,
  phase: ProbePhase,
  begin: (resolve: Settle<T>, reject: (cause: unknown) => void) => () => void,
): Promise<T> {
  attempt.phase = phase;
  return new Promise((resolve, reject) => {
    if (attempt.ended !== null) {
      reject(attempt.ended.cause);
      return;
    }
    const stop = begin(resolve, reject);
    attempt.stop = (cause) => {
      stop();
      reject(cause);
    };
  });
}
