/* What became of an action on pages whose record was left open, by what PagerDuty shows now. */

import type { Reconcile, Reconciled } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { openedBy, pageEnd } from '../../domain/paging/page-end.ts';
import type { PagedIncident } from '../../domain/paging/paged-incident.ts';
import { say } from '../../domain/text/language.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Pages } from '../../ports/pages.ts';
import { triesUnder } from './page-tries.ts';

const next = ['tsops pages'];
const notShown: Reconciled = {
  state: 'unknown',
  detail: say(
    'PagerDuty shows nothing that tells which',
    'PagerDuty의 상태만으로는 결과를 구분할 수 없습니다',
  ),
  next,
};

export const reconcilePage: Reconcile = async (context, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  if (intent === undefined) return notShown;
  const pager = await context.services.pages();
  if (pager === null) {
    return {
      state: 'unknown',
      detail: say(
        'PAGERDUTY_API_TOKEN is not set, so it cannot be asked',
        'PAGERDUTY_API_TOKEN이 설정되지 않아 확인할 수 없습니다',
      ),
      next,
    };
  }
  return (await lookUp(context, intent, pager)) ?? notShown;
};

/** Null where what is shown fits both: then it stays unknown. */
async function lookUp(
  context: Context,
  intent: JournalEntry,
  pager: Pages,
): Promise<Reconciled | null> {
  const { signal } = context;
  const action = lineTextOf(intent.action, 20);
  if (action === 'page') return pageOpened(context, intent, await pager.open(signal));
  const pages = await pagesOf(intent, pager, signal);
  if (action === 'note-page') return noteWritten(intent, pages[0], pager, signal);
  const about = { action, at: Date.parse(intent.eventAt), to: lineTextOf(intent.to, 200) };
  return pageEnd(about, pages);
}

/** An open page under its key is its own only where no later try has opened it. */
async function pageOpened(
  { journal }: Context,
  intent: JournalEntry,
  open: readonly PagedIncident[],
): Promise<Reconciled | null> {
  const page = open.find(({ key }) => key === intent.key);
  if (page === undefined) return null;
  const at = Date.parse(intent.at);
  const tries = await triesUnder(journal, lineTextOf(intent.key), at);
  return openedBy(
    page,
    at,
    tries.filter((each) => each > at),
  );
}

async function noteWritten(
  intent: JournalEntry,
  page: PagedIncident | undefined,
  pager: Pages,
  signal: AbortSignal,
): Promise<Reconciled | null> {
  if (page === undefined) return null;
  const there = (await pager.notes(page.id, signal)).includes(lineTextOf(intent.note));
  return there
    ? {
        state: 'done',
        detail: say(`the note is on #${page.number}`, `#${page.number}에 메모가 있습니다`),
      }
    : {
        state: 'not-done',
        detail: say(`the note is not on #${page.number}`, `#${page.number}에 메모가 없습니다`),
      };
}

/** All of them, or none where one is not found. */
async function pagesOf(
  { pages }: JournalEntry,
  pager: Pages,
  signal: AbortSignal,
): Promise<readonly PagedIncident[]> {
  const named: readonly unknown[] = Array.isArray(pages) ? pages : [];
  const ids = named.map((page) => lineTextOf((page as { readonly id?: unknown } | null)?.id, 40));
  if (ids.includes('')) return [];
  const found = await Promise.all(ids.map((id) => pager.incident(id, signal)));
  const there = found.filter((page) => page !== null);
  return there.length === ids.length ? there : [];
}
