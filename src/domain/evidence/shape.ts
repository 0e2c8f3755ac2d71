import type { Lack } from './lacks.ts';
import type { Problem } from './result.ts';
import type { Verdict } from './verdict.ts';

/** A span of time, both ends in epoch milliseconds; `from` is excluded, `to` included. */
export interface EvidenceWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * The answer to one question, put to one source. `observedAt` is epoch milliseconds, `tookMs` how long
 * the source took; `value` is null whenever the verdict is `unknown` or `no-data`, but for a set of figures, each of
 * which has its own verdict.
 */
export interface Evidence<Value> {
  readonly question: string;
  readonly verdict: Verdict;
  readonly value: Value | null;
  readonly unit: string | null;
  readonly source: string;
  readonly window: EvidenceWindow | null;
  readonly baseline: Value | null;
  readonly observedAt: number;
  readonly tookMs: number;
  readonly detail: string;
  /** Why there is no value. */
  readonly lack?: Lack;
  readonly problem?: Problem;
}
