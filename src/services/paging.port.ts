/* Paging people, in our own words; `pagerduty-events.ts` is the adapter. */

export interface Page {
  readonly action: 'trigger' | 'resolve';
  /** One for each alert: a repeat joins the page that is open. At most 255 characters. */
  readonly dedupKey: string;
  readonly summary: string;
  readonly source: string;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly details: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Paging {
  /**
   * Resolves once it is accepted, which is not yet that somebody was paged. Throws TsopsError: `refused` (it
   * would be again), `unreachable` (a limit, trouble, or no answer: the same page may go again; its `data` is
   * a `NotAccepted`).
   */
  send(page: Page, signal: AbortSignal): Promise<void>;
}

export interface NotAccepted {
  /** The page may have been taken all the same: its answer was lost. */
  readonly perhapsTaken: boolean;
}
