/** What the service that watches the site from outside has seen. */
import type { AccessBudget } from './access.ts';

/** An uptime monitor's outage. Times are epoch milliseconds; `resolvedAt` is null while it lasts. */
export interface RecordedOutage {
  readonly monitor: string;
  readonly startedAt: number;
  readonly resolvedAt: number | null;
  readonly reason: string;
}

/** What an uptime service has seen for weeks. Times are epoch milliseconds. */
export interface OutageHistory {
  /** From when on all outages are known; later than asked where there are too many of them. */
  readonly knownFrom: number;
  readonly outages: readonly RecordedOutage[];
  readonly monitors: readonly {
    readonly name: string;
    /** Before it nobody watched; null where that is not told. */
    readonly createdAt: number | null;
    /** Milliseconds between two checks; null where that is not told. */
    readonly interval: number | null;
    readonly paused: boolean;
  }[];
}

export interface Uptime {
  /**
   * Outages that began after `since` (epoch milliseconds), newest first; null when no key is set. Throws
   * TsopsError `credentials` (key rejected) or `unreachable` (no or no valid answer).
   */
  outages(since: number, reach: AccessBudget): Promise<readonly RecordedOutage[] | null>;
  /** The same with every page of it, and since when each monitor has been watching. Throws as `outages` does. */
  outageHistory(since: number, reach: AccessBudget): Promise<OutageHistory | null>;
}
