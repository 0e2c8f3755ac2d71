/* Answering pages, in our own words; `pager-incidents.ts` is the adapter. */
import type { PageChange } from '../domain/paging/page-change.ts';
import type { PagedIncident, PagedLevel, PagedPerson } from '../domain/paging/paged-incident.ts';

export interface NewPage {
  readonly title: string;
  /** A repeat is refused while the incident of this key is open. */
  readonly key: string;
  readonly person: PagedPerson;
  readonly urgency: 'high' | 'low';
}

/** `unknown`: it was sent, and no answer tells whether it was taken. Never sent again by itself. */
export type PageWritten =
  | { readonly written: 'yes'; readonly incidents: readonly PagedIncident[] }
  | { readonly written: 'unknown'; readonly reason: string };

/**
 * The incidents of `pagerduty.service`. A limit (429) is waited for, half a minute at most. Every method
 * throws TsopsError: `credentials` (rejected, or may not), `config` (no such service or policy),
 * `unreachable`; those that write also `refused`, and whatever they throw, nothing was changed.
 */
export interface Pages {
  /** Triggered and acknowledged, newest first. */
  open(signal: AbortSignal): Promise<readonly PagedIncident[]>;
  /** By its id or number, of any status; null where there is none. */
  incident(name: string, signal: AbortSignal): Promise<PagedIncident | null>;
  /** Texts of its notes. */
  notes(id: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Who is on call now at each step of a policy (its id; null is the configured one), first step first. */
  levels(policy: string | null, signal: AbortSignal): Promise<readonly PagedLevel[]>;
  /** Everybody whose name or address has `name` in it. */
  people(name: string, signal: AbortSignal): Promise<readonly PagedPerson[]>;
  /** Several of them with one write. */
  change(ids: readonly string[], change: PageChange, signal: AbortSignal): Promise<PageWritten>;
  /** Opens an incident that is assigned to one person. */
  page(page: NewPage, signal: AbortSignal): Promise<PageWritten>;
  note(id: string, text: string, signal: AbortSignal): Promise<PageWritten>;
}
