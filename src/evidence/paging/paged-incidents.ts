/* Which pages are open, and which one is meant. */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type ListedPage, listed } from '../../domain/paging/page-change.ts';
import type { PagedIncident, PagedLevel } from '../../domain/paging/paged-incident.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Pages } from '../../ports/pages.ts';

/** Throws a credentials error where PAGERDUTY_API_TOKEN is not set. */
export async function pagerOrThrow({ services }: Pick<Context, 'services'>): Promise<Pages> {
  const pager = await services.pages();
  if (pager !== null) return pager;
  throw new TsopsError({
    kind: 'credentials',
    message: 'PagerDuty cannot be asked: PAGERDUTY_API_TOKEN is not set',
    next: [
      'export PAGERDUTY_API_TOKEN=…  (a REST API key of PagerDuty that may write)',
      'tsops alerts ack RULE  (for a page of our own watch the routing key is enough)',
    ],
  });
}

/** By ids or numbers, in any state. Throws a usage error for what PagerDuty does not have. */
export async function pagesNamed(
  pager: Pages,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly PagedIncident[]> {
  const pages = await Promise.all(
    names.map(async (name) => {
      const page = await pager.incident(name.replace(/^#/, ''), signal);
      if (page !== null) return page;
      throw new TsopsError({
        kind: 'usage',
        message: `PagerDuty has no incident ${cleanText(name, 40)}.`,
        next: ['tsops pages'],
      });
    }),
  );
  return pages.filter(({ id }, index) => pages.findIndex((each) => each.id === id) === index);
}

/** The one that is meant where none is named: the only triggered one, else the only open one. */
export async function pageMeant(
  pager: Pages,
  named: string | undefined,
  typed: string,
  signal: AbortSignal,
): Promise<PagedIncident> {
  if (named !== undefined) {
    const [page] = await pagesNamed(pager, [named], signal);
    if (page !== undefined) return page;
  }
  const open = await pager.open(signal);
  const triggered = open.filter(({ status }) => status === 'triggered');
  const [first, second] = triggered.length > 0 ? triggered : open;
  if (first === undefined) {
    throw new TsopsError({ kind: 'usage', message: 'No page is open.', next: ['tsops pages'] });
  }
  if (second !== undefined) throw severalOpen(triggered.length > 0 ? triggered : open, typed);
  return first;
}

/** How many commands are suggested. */
const most = 5;

export function severalOpen(open: readonly PagedIncident[], typed: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `${open.length} pages are open; say which is meant.`,
    meant: {
      argument: 'id',
      question: 'Which page?',
      choices: open.map(({ number, title }) => ({ value: String(number), hint: title })),
    },
    next: open.slice(0, most).map(({ number, title }) => `${typed} ${number}  (${title})`),
  });
}

/** With whom each goes to next, where that can be asked. */
export async function listedPages(
  pager: Pages,
  pages: readonly PagedIncident[],
  signal: AbortSignal,
): Promise<readonly ListedPage[]> {
  const policies = [...new Set(pages.map(({ policy }) => policy))];
  const levels = new Map<string | null, readonly PagedLevel[]>();
  for (const policy of policies) levels.set(policy, await levelsOrNone(pager, policy, signal));
  return pages.map((page) => listed(page, levels.get(page.policy) ?? []));
}

async function levelsOrNone(
  pager: Pages,
  policy: string | null,
  signal: AbortSignal,
): Promise<readonly PagedLevel[]> {
  return pager.levels(policy, signal).catch((thrown: unknown) => {
    signal.throwIfAborted();
    if (thrown instanceof TsopsError) return [];
    throw thrown;
  });
}
