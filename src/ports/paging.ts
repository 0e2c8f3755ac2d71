/* Paging people, in our own words; `pagerduty-events.ts` is the adapter. */
import type { PageContent } from '../domain/notification/delivery.ts';

/** An acknowledgement and a resolution need no more than the dedup key. */
export interface SentPage extends Omit<PageContent, 'via' | 'action'> {
  readonly action: PageContent['action'] | 'acknowledge';
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Paging {
  /**
   * Resolves once it is accepted, which is not yet that somebody was paged. Throws TsopsError: `refused` (it
   * would be again), `unreachable` (a limit, trouble, or no answer: the same page may go again; its `data` is
   * a `NotAccepted`).
   */
  send(page: SentPage, signal: AbortSignal): Promise<void>;
}

export interface NotAccepted {
  /** The page may have been taken all the same: its answer was lost. */
  readonly perhapsTaken: boolean;
  /** Milliseconds that a limit asks to wait; null where it does not say, absent where none limited us. */
  readonly wait?: number | null;
}
