import type { Context } from '../../contract/context.ts';
import { minute } from '../../domain/time/units.ts';
import type { IssueTracker } from '../../ports/issues.ts';

/** GitHub lists an issue that it took well within this, milliseconds. */
const listedAfter = minute;

export interface IssueStanding {
  readonly state: 'done' | 'not-done' | 'unknown';
  /** One sentence. */
  readonly detail: string;
}

/**
 * What became of an issue whose record ends in the middle: it is looked for by the hidden mark that its
 * intent holds. Throws what the port throws.
 */
export async function issueStanding(
  { journal, clock, signal }: Pick<Context, 'journal' | 'clock' | 'signal'>,
  issues: Pick<IssueTracker, 'issueWith'>,
  record: string,
): Promise<IssueStanding> {
  const { entries } = await journal.read(record);
  const intent = entries.find(({ kind }) => kind === 'intent');
  if (intent === undefined || typeof intent.key !== 'string') {
    return { state: 'not-done', detail: 'no intent was written, so nothing was sent' };
  }
  const sentAt = Date.parse(intent.at);
  const found = await issues.issueWith(intent.key, sentAt - listedAfter, { signal });
  if (found !== null) return { state: 'done', detail: `It is written: ${found.url}` };
  return clock.now() - sentAt > listedAfter
    ? { state: 'not-done', detail: 'GitHub has no issue with its mark: it was never taken' }
    : { state: 'unknown', detail: 'GitHub does not list it, and may still do' };
}
