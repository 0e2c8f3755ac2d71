/* What became of an issue, or a comment, whose record was left open: it is looked for by its hidden mark. */

import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { say } from '../../domain/text/language.ts';
import type { IssueTracker } from '../../ports/issues.ts';

/** GitHub lists what it took well within this, milliseconds. */
export const listedAfter = 60_000;

export const reconcileIssue: Reconcile = async (context, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const mark = lineTextOf(intent?.key);
  if (intent === undefined || mark === '') {
    return {
      state: 'unknown',
      detail: say('its record does not hold the mark to look for', '기록에 찾을 표식이 없습니다'),
    };
  }
  const { clock, signal } = context;
  const sentAt = Date.parse(intent.at);
  const issues = await context.services.issues();
  const { commentOn } = intent;
  const url =
    typeof commentOn === 'number'
      ? await commentWith(issues, commentOn, mark, signal)
      : (await issues.issueWith(mark, sentAt - listedAfter, { signal }))?.url;
  if (url !== undefined) return { state: 'done', detail: say(`Written: ${url}`, `작성됨: ${url}`) };
  return clock.now() - sentAt > listedAfter
    ? {
        state: 'not-done',
        detail: say(
          `GitHub has ${commentOn == null ? 'no issue' : 'no comment'} with its mark: it was never accepted`,
          `표식이 있는 ${commentOn == null ? '이슈' : '댓글'}가 GitHub에 없습니다: 접수되지 않았습니다`,
        ),
      }
    : {
        state: 'unknown',
        detail: say(
          'GitHub does not list it yet',
          '아직 GitHub 목록에 없으나 곧 나타날 수 있습니다',
        ),
      };
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
