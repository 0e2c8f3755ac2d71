/* What became of the sharing of an incident that was left open: its comments are written in order, the last one tells. */
import type { Reconcile } from '../../contract/action.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { issueMarker, sharedIn } from '../../domain/incident/shared-entry.ts';
import { listedAfter } from './reconcile-issue.ts';

const next = ['tsops incident share'];

export const reconcileSharing: Reconcile = async (context, { entries }) => {
  const intent = entries.find(({ kind }) => kind === 'intent');
  const [incident, last] = [lineTextOf(intent?.incident, 120), lineTextOf(intent?.last, 160)];
  if (intent === undefined || incident === '') {
    return { state: 'unknown', detail: 'its record does not tell which incident was shared', next };
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
          detail: 'GitHub has no issue of the incident: it was never taken',
          next,
        }
      : { state: 'unknown', detail: 'GitHub does not list an issue of it, and may still do', next };
  }
  const there = sharedIn((await issues.comments(issue, { signal })).map(({ body }) => body));
  if (last !== '' && there.has(last)) {
    return { state: 'done', detail: `Its entries are in issue ${issue}, to the last one.` };
  }
  return last !== '' && listed
    ? { state: 'not-done', detail: `Issue ${issue} does not hold the last of its entries.`, next }
    : {
        state: 'unknown',
        detail: `Whether all of its entries are in issue ${issue} is not known.`,
        next,
      };
};

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
