/** What another engine says of the rules that were handed to it. Times are epoch milliseconds; texts are clean. */

/** `no-data`: it has none; `not-evaluated`: it has not looked yet. */
export type EngineState = 'inactive' | 'pending' | 'firing' | 'no-data' | 'not-evaluated';

/** One series of a rule that is not inactive. */
export interface EngineAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: 'pending' | 'firing';
  /** Since when it breaches; null where that is not told. */
  readonly since: number | null;
}

export interface EngineRule {
  readonly name: string;
  /** The most pressing of its series. */
  readonly state: EngineState;
  /** Since when it is in this state, where the engine tells that. */
  readonly since: number | null;
  /** Null where the engine knows no series of a rule. */
  readonly alerts: readonly EngineAlert[] | null;
  /** The last evaluation; null where it is not told. */
  readonly evaluatedAt: number | null;
  /** Why it cannot evaluate the rule; null where it can. */
  readonly fault: string | null;
}

export interface EngineRead {
  /** Milliseconds for the whole answer. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export interface AlertEngine {
  /**
   * Rules by the names that our export gives them; one that the engine does not know is left out. Throws
   * TsopsError: `config` (no address), `credentials` (rejected, not allowed), `unreachable` (no answer, or
   * not the engine's).
   */
  rules(names: readonly string[], read: EngineRead): Promise<readonly EngineRule[]>;
}
