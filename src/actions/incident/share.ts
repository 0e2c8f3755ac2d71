/*
 * Mirrors the journal's entries of an incident as comments of its GitHub issue, each once. Survives a kill at
 * any point: what is there already is read from the issue, never from a record of ours.
 */

import type { Action, Applied, Plan, Verified } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import {
  commentsFor,
  issueMarker,
  type SharedEntry,
  sharedEntryKey,
  sharedIn,
} from '../../domain/incident/shared-entry.ts';
import { say } from '../../domain/text/language.ts';
import { day } from '../../domain/time/units.ts';
import type { IssueTracker, TrackedIssue } from '../../ports/issues.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { issuePlanText } from './issue-plan-text.ts';

export interface ShareParts {
  readonly context: Pick<Context, 'clock' | 'signal'>;
  readonly issues: IssueTracker;
  readonly environment: string;
  /** The incident's record. */
  readonly incident: string;
  readonly title: string;
  /** What stands in a new issue. */
  readonly body: string;
  readonly labels: readonly string[];
  /** Everything that is to be there, in order. */
  readonly entries: readonly SharedEntry[];
  /** The issue that mirrors it, where one is known. */
  readonly issue: number | null;
  readonly startedAt: number;
}

export interface SharePlan extends Plan {
  readonly repository: string;
  readonly isPublic: boolean;
  /** Null: one is opened first. */
  readonly issue: Pick<TrackedIssue, 'number' | 'url'> | null;
  readonly title: string;
  readonly there: number;
  readonly missing: number;
  /** The last of them, `record#seq`; null where none is missing. */
  readonly last: string | null;
  readonly comments: number;
}

export interface ShareReceipt {
  readonly issue: number;
  readonly url: string;
  readonly written: number;
}

/** GitHub needs a second between two writes. */
const pause = 1000;
const timeout = 120_000;
const clockTolerance = day;

export function shareIncidentAction(
  parts: ShareParts,
): Action<SharePlan, ShareReceipt, { readonly entries: number }> {
  return {
    name: 'share-incident',
    noun: 'sharing',
    danger: 'remote',
    timeout,
    plan: () => plan(parts),
    lock: ({ key }) => `share-${key}`,
    // What was written down since its plan is for us to share.
    isSame: (planned, { key, last }) => key === planned.key && last === planned.last,
    showPlan,
    intent: ({ issue, repository, missing, last }) => ({
      incident: parts.incident,
      repository,
      issue: issue?.number ?? null,
      missing,
      last,
    }),
    apply: (planned, record) => apply(parts, planned, record),
    verify: (_plan, receipt) => verify(parts, receipt),
    stillRunning: (_plan, receipt) => ({
      detail:
        receipt === null
          ? say(
              'Some entries may not be there yet; what is there is found first.',
              '아직 없는 항목이 있을 수 있습니다. 다시 실행하면 있는 것부터 확인합니다.',
            )
          : say(`It is shared: ${receipt.url}`, `공유됨: ${receipt.url}`),
      next: ['tsops incident share'],
    }),
    undo: () => null,
  };
}

async function plan(parts: ShareParts): Promise<SharePlan> {
  const { issues, environment, incident, entries, title } = parts;
  const [issue, isPublic] = await Promise.all([findIssue(parts), issues.isPublic()]);
  const there = issue === null ? new Set<string>() : await entriesThere(issues, issue.number);
  const missing = entries.filter((entry) => !there.has(sharedEntryKey(entry)));
  return {
    environment,
    guards: [],
    key: incident,
    repository: `${issues.owner}/${issues.repo}`,
    isPublic,
    issue,
    title,
    there: entries.length - missing.length,
    missing: missing.length,
    last: lastKey(missing),
    comments: commentsFor(missing).length,
  };
}

function lastKey(entries: readonly SharedEntry[]): string | null {
  const last = entries.at(-1);
  return last === undefined ? null : sharedEntryKey(last);
}

async function findIssue(parts: ShareParts): Promise<Pick<TrackedIssue, 'number' | 'url'> | null> {
  const { issues, issue, incident, startedAt } = parts;
  if (issue === null) return issues.issueWith(issueMarker(incident), startedAt - clockTolerance);
  const found = await issues.issue(issue);
  if (found !== null) return found;
  throw new TsopsError({
    kind: 'usage',
    message: `${issues.owner}/${issues.repo} has no issue ${issue}.`,
    why: 'Nothing was shared.',
    next: ['tsops incident share --issue NUMBER'],
  });
}

async function entriesThere(issues: IssueTracker, issue: number): Promise<ReadonlySet<string>> {
  const comments = await issues.comments(issue);
  return sharedIn(comments.map(({ body }) => body));
}

function showPlan(planned: SharePlan, screen: Screen): string {
  const { issue, repository, missing, there, comments } = planned;
  const where =
    issue === null
      ? say(`opens an issue in ${repository}`, `${repository}에 이슈 생성`)
      : say(`writes to ${issue.url || issue.number}`, `${issue.url || issue.number}에 기록`);
  const what = say(
    `${where.en}: ${amount(missing, 'entries', 'entry')} in ${amount(comments, 'comments', 'comment')}, ${there} there already`,
    `${where.ko}: 항목 ${missing}개를 댓글 ${comments}개로, ${there}개는 이미 있음`,
  );
  return issuePlanText(what, planned, screen);
}

export function amount(count: number, many: string, one: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

async function apply(
  parts: ShareParts,
  planned: SharePlan,
  record: OpenRecord,
): Promise<Applied<ShareReceipt>> {
  const { context, issues, entries } = parts;
  const issue = planned.issue ?? (await openIssue(parts, record));
  if ('unknown' in issue) return lost(issue.unknown);
  const there = await entriesThere(issues, issue.number);
  const missing = entries.filter((entry) => !there.has(sharedEntryKey(entry)));
  let opened = planned.issue === null;
  for (const body of commentsFor(missing)) {
    // Not the first write of this run: GitHub counts writes that come too fast as abuse.
    if (opened) await context.clock.sleep(pause, context.signal);
    opened = true;
    const written = await issues.comment(issue.number, body);
    if (written.outcome === 'unknown') return lost(written.reason);
  }
  const receipt = { issue: issue.number, url: issue.url, written: missing.length };
  return { applied: 'yes', receipt };
}

async function openIssue(
  { issues, title, body, labels, incident }: ShareParts,
  record: OpenRecord,
): Promise<Pick<TrackedIssue, 'number' | 'url'> | { readonly unknown: string }> {
  const text = `${issueMarker(incident)}\n${body}`;
  const written = await issues.open({ title, body: text, labels });
  if (written.outcome === 'unknown') return { unknown: written.reason };
  const { number, url } = written.made;
  await record.append('issue-opened', { issue: number, url });
  return written.made;
}

function lost(reason: string): Applied<ShareReceipt> {
  return {
    applied: 'unknown',
    problem: {
      kind: 'unreachable',
      message: `GitHub did not say whether it accepted the last write: ${reason}`,
      next: ['tsops incident share  (what is there already is found first)'],
    },
  };
}

async function verify(
  { issues, entries }: ShareParts,
  receipt: ShareReceipt,
): Promise<Verified<{ readonly entries: number }>> {
  const there = await entriesThere(issues, receipt.issue);
  const lacking = entries.filter((entry) => !there.has(sharedEntryKey(entry))).length;
  const proof = { entries: entries.length - lacking };
  return lacking === 0
    ? {
        state: 'done',
        verdict: 'ok',
        proof,
        detail: say(
          `All ${amount(entries.length, 'entries', 'entry')} are there.`,
          `항목 ${entries.length}개가 모두 있습니다.`,
        ),
      }
    : {
        state: 'unknown',
        verdict: 'unknown',
        proof,
        detail: say(
          `GitHub does not show ${lacking} of the entries yet.`,
          `항목 ${lacking}개가 아직 GitHub에 보이지 않습니다.`,
        ),
        next: ['tsops incident share'],
      };
}
