/* An incident as PagerDuty has it: a page that somebody has to answer. Times are epoch milliseconds. */

export interface PagedPerson {
  /** PagerDuty's id of the user. */
  readonly id: string;
  readonly name: string;
}

/** Who is on call now at one step of an escalation policy; steps count from 1. */
export interface PagedLevel {
  readonly level: number;
  readonly people: readonly PagedPerson[];
}

export type PageStatus = 'triggered' | 'acknowledged' | 'resolved';

export interface PagedIncident {
  readonly id: string;
  /** What people call it by: `#1201`. */
  readonly number: number;
  readonly title: string;
  readonly status: PageStatus;
  readonly urgency: 'high' | 'low';
  /** The dedup key, where PagerDuty tells it: of one that an event opened it need not. */
  readonly key: string | null;
  readonly url: string | null;
  readonly since: number;
  readonly changedAt: number;
  readonly assigned: readonly PagedPerson[];
  /** It was given to somebody by name, and does not escalate by itself. */
  readonly direct: boolean;
  readonly acknowledgedBy: readonly string[];
  /** The id of its escalation policy. */
  readonly policy: string | null;
  /** When PagerDuty pages the next level by itself; null where it does not. */
  readonly escalatesAt: number | null;
  /** When its acknowledgement ends and it is triggered again. */
  readonly acknowledgedUntil: number | null;
  readonly resolvesAt: number | null;
}

/** How it is named in a sentence. */
export function pageName({ number }: Pick<PagedIncident, 'number'>): string {
  return `#${number}`;
}

export function namesOf(people: readonly PagedPerson[]): string {
  return people.map(({ name }) => name).join(', ');
}
