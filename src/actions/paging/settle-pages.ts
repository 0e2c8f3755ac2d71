/* Closes what the journal left open of pages: a crash, or an answer that was lost. */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { textOf } from '../../domain/incident/merged-lines.ts';
import { isPageAction } from '../../domain/incident/page-texts.ts';
import { type PageStanding, standingOf } from '../../domain/paging/page-standing.ts';
import type { PagedIncident } from '../../domain/paging/paged-incident.ts';
import type { Entry, JournalReading } from '../../ports/journal.ts';
import type { Pages } from '../../ports/pages.ts';

export interface SettledPage extends PageStanding {
  readonly record: string;
  readonly action: string;
}

type Needs = Pick<Context, 'journal' | 'signal'>;

/** What was open before these is history. */
const looked = 20;

/** Looks each of them up in PagerDuty, and writes down how it ended where that shows. */
export async function settlePages(context: Needs, pager: Pages): Promise<SettledPage[]> {
  const ids = (await context.journal.list()).slice(0, looked);
  const settled: SettledPage[] = [];
  for (const id of ids) {
    const reading = await context.journal.read(id).catch(() => null);
    const intent = reading === null ? undefined : openIntent(reading);
    if (intent === undefined) continue;
    const standing = await lookUp(intent, pager, context.signal).catch((thrown: unknown) => {
      context.signal.throwIfAborted();
      // What can not be asked now stays open.
      if (thrown instanceof TsopsError) return null;
      throw thrown;
    });
    if (standing === null || !(await writtenDown(context, id, standing))) continue;
    settled.push({ record: id, action: textOf(intent.action, 20), ...standing });
  }
  return settled;
}

/** The intent of an action on pages whose end is not known, and that nobody drives now. */
function openIntent({ entries, driver }: JournalReading): Entry | undefined {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const outcome = entries.findLast(({ kind }) => kind === 'outcome');
  const known = outcome?.state === 'done' || outcome?.state === 'not-done';
  if (intent === undefined || known || driver !== null) return undefined;
  return isPageAction(textOf(intent.action, 20)) ? intent : undefined;
}

async function lookUp(
  intent: Entry,
  pager: Pages,
  signal: AbortSignal,
): Promise<PageStanding | null> {
  const action = textOf(intent.action, 20);
  if (action === 'note-page') return noteStanding(intent, pager, signal);
  if (action === 'page') {
    const page = (await pager.open(signal)).find(({ key }) => key === intent.key);
    return page === undefined
      ? null
      : { state: 'done', detail: `#${page.number} is ${page.status}` };
  }
  const about = { action, at: Date.parse(intent.eventAt), to: textOf(intent.to, 200) };
  return standingOf(about, await pagesOf(intent, pager, signal));
}

async function noteStanding(
  intent: Entry,
  pager: Pages,
  signal: AbortSignal,
): Promise<PageStanding | null> {
  const [page] = await pagesOf(intent, pager, signal);
  if (page === undefined) return null;
  const there = (await pager.notes(page.id, signal)).includes(textOf(intent.note));
  return there
    ? { state: 'done', detail: `the note is on #${page.number}` }
    : { state: 'not-done', detail: `the note is not on #${page.number}` };
}

/** All of them, or none where one is not found. */
async function pagesOf(
  { pages }: Entry,
  pager: Pages,
  signal: AbortSignal,
): Promise<readonly PagedIncident[]> {
  const named: readonly unknown[] = Array.isArray(pages) ? pages : [];
  const ids = named.map((page) => textOf((page as { readonly id?: unknown } | null)?.id, 40));
  if (ids.includes('')) return [];
  const found = await Promise.all(ids.map((id) => pager.incident(id, signal)));
  const there = found.filter((page) => page !== null);
  return there.length === ids.length ? there : [];
}

/** False where somebody drives it this moment: then it is theirs to write. */
async function writtenDown(
  { journal }: Needs,
  id: string,
  standing: PageStanding,
): Promise<boolean> {
  try {
    const record = await journal.reopen(id);
    try {
      await record.append('outcome', { ...standing, by: 'pages' });
    } finally {
      await record.close();
    }
    return true;
  } catch (thrown) {
    if (thrown instanceof TsopsError) return false;
    throw thrown;
  }
}
