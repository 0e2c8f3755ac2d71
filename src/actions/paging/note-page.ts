/* `tsops pages note`: a word on a page, for whoever has it. */

import type { Action, Applied, Plan, Verified } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { listed } from '../../domain/paging/page-change.ts';
import type { PagedIncident } from '../../domain/paging/paged-incident.ts';
import { pageName } from '../../domain/paging/paged-incident.ts';
import { say } from '../../domain/text/language.ts';
import { pageMeant } from '../../evidence/paging/paged-incidents.ts';
import type { Pages } from '../../ports/pages.ts';
import { noteOn } from './note-once.ts';
import { pageLines } from './page-text.ts';

export interface NotePageParts {
  readonly context: Pick<Context, 'clock' | 'signal'>;
  readonly pager: Pages;
  readonly environment: string;
  readonly named: string;
  readonly text: string;
}

export interface NotePagePlan extends Plan {
  readonly page: PagedIncident;
  readonly text: string;
  /** The same text stands there. */
  readonly there: boolean;
}

export interface NotePageReceipt {
  readonly page: string;
}

const timeout = 30_000;

export function notePageAction(parts: NotePageParts): Action<NotePagePlan, NotePageReceipt, null> {
  return {
    name: 'note-page',
    noun: 'note',
    danger: 'remote',
    timeout,
    plan: () => plan(parts),
    lock: ({ page }) => `notes-${page.id}`,
    isSame: ({ key, text }, intent) => intent.key === key && intent.note === text,
    nothingToDo: ({ there, page }) =>
      there
        ? {
            detail: say(
              `${pageName(page)} has this note already.`,
              `${pageName(page)}에 같은 메모가 이미 있습니다.`,
            ),
            next: [],
          }
        : null,
    showPlan: ({ page, text }, screen) =>
      [
        ...pageLines(listed(page, []), screen),
        screen.fit(screen.say(say(`note: ${text}`, `메모: ${text}`)), screen.columns),
      ].join('\n'),
    intent: ({ page, text }) => ({
      pages: [{ id: page.id, number: page.number, title: page.title }],
      note: text,
    }),
    apply: ({ page, text }) => apply(parts, page, text),
    verify: async ({ page }) => verified(page),
    stillRunning: (_plan, receipt) => ({
      detail:
        receipt === null
          ? say('Whether it was written is not known.', '메모가 기록되었는지 알 수 없습니다.')
          : say('It was written.', '메모를 기록했습니다.'),
      next: ['tsops pages'],
    }),
    undo: () => null,
  };
}

async function plan({ pager, context, environment, named, text }: NotePageParts) {
  const page = await pageMeant(pager, named, 'tsops pages note', context.signal);
  const there = (await pager.notes(page.id, context.signal)).includes(text);
  return { environment, guards: [], key: `note-${page.id}`, page, text, there };
}

async function apply(
  { context, pager }: NotePageParts,
  { id }: PagedIncident,
  text: string,
): Promise<Applied<NotePageReceipt>> {
  const { state, reason } = await noteOn(context, pager, id, text);
  if (state === 'written') return { applied: 'yes', receipt: { page: id } };
  const message = `PagerDuty did not say whether it accepted the note, and does not show it: ${reason}`;
  return { applied: 'unknown', problem: { kind: 'unreachable', message } };
}

/** PagerDuty's answer is the note itself: there is nothing to wait for. */
function verified(page: PagedIncident): Verified<null> {
  const detail = say(`The note is on ${pageName(page)}.`, `${pageName(page)}에 메모를 남겼습니다.`);
  return { state: 'done', verdict: 'ok', proof: null, detail };
}
