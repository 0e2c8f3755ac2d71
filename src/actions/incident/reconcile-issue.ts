/* What became of an issue, or a comment, whose record was left open: it is looked for by its hidden mark. */
import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import type { IssueTracker } from '../../ports/issues.ts';

/** GitHub lists what it took well within this, milliseconds. */
export const listedAfter = 60_000;

export const reconcileIssue: Reconcile = async (context, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const mark = lineTextOf(intent?.key);
  if (intent === undefined || mark === '') {
    return { state: 'unknown', detail: 'its record does not hold the mark to look for' };
  }
  const { clock, signal } = context;
  const sentAt = Date.parse(intent.at);
  const issues = await context.services.issues();
  const { commentOn } = intent;
  const url =
    typeof commentOn === 'number'
      ? await commentWith(issues, commentOn, mark, signal)
      : (await issues.issueWith(mark, sentAt - listedAfter, { signal }))?.url;
  if (url !== undefined) return { state: 'done', detail: `It is written: ${url}` };
  return clock.now() - sentAt > listedAfter
    ? {
        state: 'not-done',
        detail: `GitHub has ${commentOn == null ? 'no issue' : 'no comment'} with its mark: it was never taken`,
      }
    : { state: 'unknown', detail: 'GitHub does not list it, and may still do' };
};

async function commentWith(
  issues: Pick<IssueTracker, 'comments'>,
  issue: number,
  mark: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const comments = await issues.comments(issue, { signal });
  return comments.find(({ body }) => body.includes(mark))?.url;
}
