/* How an action on pages ended that nobody knows the end of, by what PagerDuty shows later. */
import { isSameName } from '../oncall/contact.ts';
import { type PagedIncident, pageName } from './paged-incident.ts';

export interface PageIntent {
  readonly action: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whom it was for, several with a comma. */
  readonly to: string;
}

export interface PageEnd {
  readonly state: 'done' | 'not-done';
  readonly detail: string;
}

/** Null where what is shown fits both: then it stays unknown. */
export function pageEnd(
  { action, at, to }: PageIntent,
  pages: readonly PagedIncident[],
): PageEnd | null {
  if (pages.length === 0) return null;
  const over = pages.every(({ status }) => status === 'resolved');
  const shown = pages.map((page) => `${pageName(page)} is ${page.status}`).join(', ');
  const done: PageEnd = { state: 'done', detail: shown };
  const notDone: PageEnd = { state: 'not-done', detail: shown };
  if (over) return done;
  switch (action) {
    case 'ack': {
      const waiting = pages.filter(({ status }) => status === 'triggered');
      if (waiting.length === 0) return done;
      // All or none were answered. What was triggered since may have been acknowledged in between.
      return waiting.some(({ changedAt }) => changedAt < at) ? notDone : null;
    }
    case 'resolve-page':
      return notDone;
    case 'escalate':
      return pages.every((page) => isWith(page, to)) ? done : null;
    default:
      return null;
  }
}

function isWith({ assigned }: PagedIncident, to: string): boolean {
  return to.split(', ').some((name) => assigned.some((person) => isSameName(person.name, name)));
}

/** Milliseconds by which PagerDuty's clock and ours may differ. */
const clockSlack = 5000;

/**
 * How a page ended under whose key one is open now: `later` holds when it was tried again under the same key,
 * which joins what is open. Whichever try opened the page, the other one must not claim it. Null where that
 * cannot be told.
 */
export function openedBy(
  page: PagedIncident,
  at: number,
  later: readonly number[],
): PageEnd | null {
  const shown = `${pageName(page)} is ${page.status}`;
  const next = Math.min(...later);
  if (page.since < next - clockSlack) {
    return page.since < at - joinedBefore
      ? { state: 'done', detail: `it joined ${pageName(page)}, which was open before` }
      : { state: 'done', detail: shown };
  }
  return page.since >= next
    ? {
        state: 'not-done',
        detail: 'it was never taken: the page under its key came of a later try',
      }
    : null;
}

/** Opened that long before, it is another one's. Milliseconds. */
const joinedBefore = 60_000;
