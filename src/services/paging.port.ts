/* Paging people, in our own words; `pagerduty-events.ts` is the adapter. */
import type { PageContent } from '../domain/notification/delivery.ts';

export interface Page extends Omit<PageContent, 'via'> {
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Paging {
  /**
   * Resolves once it is accepted, which is not yet that somebody was paged. Throws TsopsError: `refused` (it
   * would be again), `unreachable` (a limit, trouble, or no answer: the same page may go again).
   */
  send(page: Page, signal: AbortSignal): Promise<void>;
}
