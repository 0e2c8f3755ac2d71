/* What became of the sharing of an incident that was left open: its comments are written in order, the last one tells. */

import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { issueMarker, sharedIn } from '../../domain/incident/shared-entry.ts';
import { say } from '../../domain/text/language.ts';
import { listedAfter } from './reconcile-issue.ts';

const next = ['tsops incident share'];

export const reconcileSharing: Reconcile = async (context, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const [incident, last] = [lineTextOf(intent?.incident, 120), lineTextOf(intent?.last, 160)];
  if (intent === undefined || incident === '') {
    const detail = say(
      'its record does not tell which incident was shared',
      '어떤 인시던트를 공유했는지 기록에 없습니다',
    );
    return { state: 'unknown', detail, next };
  }
  const { clock, signal } = context;
  const sentAt = Date.parse(intent.at);
  const issues = await context.services.issues();
  const issue =
    numberOf(intent.issue) ??
    numberOf(entries.find(({ kind }) => kind === 'issue-opened')?.issue) ??
    (await issues.issueWith(issueMarker(incident), sentAt - listedAfter, { signal }))?.number;
  const listed = clock.now() - sentAt > listedAfter;
  if (issue === undefined) {
    return listed
      ? {
          state: 'not-done',
          detail: say(
            'GitHub has no issue of the incident: it was never accepted',
            '인시던트 이슈가 GitHub에 없습니다: 접수되지 않았습니다',
          ),
          next,
        }
      : {
          state: 'unknown',
          detail: say(
            'GitHub does not list an issue of it yet',
            '아직 GitHub 목록에 없으나 곧 나타날 수 있습니다',
          ),
          next,
        };
  }
  const there = sharedIn((await issues.comments(issue, { signal })).map(({ body }) => body));
  if (last !== '' && there.has(last)) {
    const detail = say(
      `Its entries are in issue ${issue}, to the last one.`,
      `이슈 ${issue}에 마지막 항목까지 있습니다.`,
    );
    return { state: 'done', detail };
  }
  return last !== '' && listed
    ? {
        state: 'not-done',
        detail: say(
          `Issue ${issue} does not hold the last of its entries.`,
          `이슈 ${issue}에 마지막 항목이 없습니다.`,
        ),
        next,
      }
    : {
        state: 'unknown',
        detail: say(
          `Whether all of its entries are in issue ${issue} is not known.`,
          `모든 항목이 이슈 ${issue}에 있는지 알 수 없습니다.`,
        ),
        next,
      };
};

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
