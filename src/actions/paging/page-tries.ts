import type { Context } from '../../contract/context.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { isStartedSince } from '../../domain/incident/record-age.ts';
import { type PageAbout, pageKey } from '../../domain/paging/page-key.ts';
import { hour, minute } from '../../domain/time/units.ts';

type Journal = Context['journal'];

/** A page is tried again within minutes. */
const looked = 20;
/** So long may lie between the start of a record, which its name tells, and the intent: people are asked between. Milliseconds. */
const consentTakes = 15 * minute;

/** When each page under a key was started from here since then, epoch milliseconds. */
export async function triesUnder(
  journal: Journal,
  key: string,
  since: number,
): Promise<readonly number[]> {
  const ids = (await journal.list())
    .filter((id) => id.includes('-page-') && isStartedSince(id, since - consentTakes))
    .slice(0, looked);
  const readings = await Promise.all(ids.map((id) => journal.read(id).catch(() => null)));
  return readings.flatMap((reading) => {
    const intent = reading?.entries.find(({ kind }) => kind === 'intent');
    const isIts = intent?.action === 'page' && lineTextOf(intent.key) === key;
    return isIts ? [Date.parse(intent.at)] : [];
  });
}

export interface PageKeys {
  readonly key: string;
  /** Another one, of which a page that was opened within the hour is the same; null where there is none. */
  readonly before: string | null;
}

/**
 * The key of a page now. That of a clock's hour ends with it: who tries again within an hour, after the clock has
 * struck, goes on under the key of the first try.
 */
export async function keysOfPage(journal: Journal, about: PageAbout): Promise<PageKeys> {
  const key = pageKey(about);
  if (about.incident !== null) return { key, before: null };
  const since = about.now - hour;
  const before = pageKey({ ...about, now: since });
  const tries = await triesUnder(journal, before, since);
  return { key: tries.some((at) => at > since) ? before : key, before };
}
