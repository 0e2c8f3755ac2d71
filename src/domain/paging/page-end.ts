/* How an action on pages ended that nobody knows the end of, by what PagerDuty shows later. */

import { isSameName } from '../oncall/contact.ts';
import { say, type Text } from '../text/language.ts';
import { pageStatus } from './page-status.ts';
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
  readonly detail: Text;
}

/** Null where what is shown fits both: then it stays unknown. */
export function pageEnd(
  { action, at, to }: PageIntent,
  pages: readonly PagedIncident[],
): PageEnd | null {
  if (pages.length === 0) return null;
  const over = pages.every(({ status }) => status === 'resolved');
  const shown = say(
    pages.map((page) => `${pageName(page)} is ${page.status}`).join(', '),
    pages.map((page) => `${pageName(page)}: ${pageStatus(page.status).ko}`).join(', '),
  );
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
const clockTolerance = 5000;

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
  const name = pageName(page);
  const shown = say(`${name} is ${page.status}`, `${name}: ${pageStatus(page.status).ko}`);
  const next = Math.min(...later);
  if (page.since < next - clockTolerance) {
    return page.since < at - joinedBefore
      ? {
          state: 'done',
          detail: say(
            `it joined ${pageName(page)}, which was open before`,
            `이미 열려 있던 ${pageName(page)}에 합쳐졌습니다`,
          ),
        }
      : { state: 'done', detail: shown };
  }
  return page.since >= next
    ? {
        state: 'not-done',
        detail: say(
          'it was never accepted: the page under its key came from a later attempt',
          '접수되지 않았습니다: 같은 키의 호출은 이후 시도에서 열렸습니다',
        ),
      }
    : null;
}

/** Opened that long before, it is another one's. Milliseconds. */
const joinedBefore = 60_000;
