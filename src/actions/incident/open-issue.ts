/* Opens one GitHub issue, or comments on one. Sent once; a repeat is recognised by a hidden mark. */

import type { Action, Applied, Plan } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { guard } from '../../domain/incident/guard.ts';
import { withoutMentions } from '../../domain/incident/markdown.ts';
import { textHash } from '../../domain/incident/text-hash.ts';
import { say } from '../../domain/text/language.ts';
import { day, minute } from '../../domain/time/units.ts';
import type { IssueTracker, TrackedIssue } from '../../ports/issues.ts';
import { issuePlanText } from './issue-plan-text.ts';

export interface OpenIssueParts {
  readonly context: Pick<Context, 'clock' | 'terminal'>;
  readonly issues: IssueTracker;
  readonly environment: string;
  readonly title: string;
  /** Markdown. Nobody is mentioned by it. */
  readonly body: string;
  readonly labels?: readonly string[];
  /** Comment on this issue rather than open one. */
  readonly commentOn?: number;
  /** The incident's record, for the journal. */
  readonly incident?: string;
  /**
   * Hidden in the body, and looked for before anything is written: `<!-- tsops:… -->`. By default it is made
   * of title and body.
   */
  readonly marker?: string;
  /** Where any issue with this in its body will do, whatever else its mark says. */
  readonly lookFor?: string;
}

export interface OpenIssuePlan extends Plan {
  readonly title: string;
  /** What is there already with our mark: then nothing is written. */
  readonly there: Pick<TrackedIssue, 'number' | 'url'> | null;
  readonly commentOn: number | null;
  readonly repository: string;
  readonly isPublic: boolean;
  readonly length: number;
}

export interface OpenIssueReceipt {
  readonly issue: number;
  readonly url: string;
  /** False where it was there already. */
  readonly written: boolean;
}

/** How far back an issue with our mark is looked for. */
const lookBack = 30 * day;
const timeout = minute;

export function openIssueAction(
  parts: OpenIssueParts,
): Action<OpenIssuePlan, OpenIssueReceipt, { readonly url: string }> {
  const { issues, incident } = parts;
  const noun = parts.commentOn === undefined ? 'issue' : 'comment';
  return {
    name: 'open-issue',
    noun,
    danger: 'remote',
    timeout,
    plan: () => plan(parts),
    lock: ({ repository }) => `issues-${repository}`,
    showPlan,
    intent: ({ title, commentOn, repository }) => ({
      title,
      repository,
      commentOn,
      ...(incident === undefined ? {} : { incident }),
    }),
    apply: (planned) => apply(parts, planned),
    verify: async (_plan, receipt) => {
      const found = await issues.issue(receipt.issue);
      const url = receipt.url || (found?.url ?? '');
      const detail = receipt.written
        ? say(`Written: ${url}`, `작성됨: ${url}`)
        : say(`It already exists: ${url}`, `이미 있음: ${url}`);
      return found === null
        ? {
            state: 'unknown',
            verdict: 'unknown',
            proof: null,
            detail: say(
              `GitHub accepted it as issue ${receipt.issue}, and does not show it now.`,
              `GitHub가 이슈 ${receipt.issue}(으)로 접수했으나 지금은 보이지 않습니다.`,
            ),
          }
        : { state: 'done', verdict: 'ok', proof: { url }, detail };
    },
    stillRunning: (_plan, receipt) => ({
      detail:
        receipt === null
          ? say(
              `Whether GitHub accepted the ${noun} is not known; run it again, and it is looked for first.`,
              'GitHub가 접수했는지 알 수 없습니다. 다시 실행하면 먼저 찾아봅니다.',
            )
          : say(`Written: ${receipt.url}`, `작성됨: ${receipt.url}`),
      next: [],
    }),
    undo: () => null,
  };
}

async function plan(parts: OpenIssueParts): Promise<OpenIssuePlan> {
  const { issues, environment, title, body, commentOn = null } = parts;
  const [there, isPublic] = await Promise.all([find(parts), issues.isPublic()]);
  const known = commentOn === null || there !== 'no such issue';
  return {
    environment,
    guards: [
      known
        ? guard('issue', 'pass', say('you can write to it', '쓸 수 있습니다'))
        : guard(
            'issue',
            'refuse',
            say(`there is no issue ${commentOn}`, `이슈 ${commentOn}이(가) 없습니다`),
          ),
    ],
    key: markerOf(parts),
    title,
    there: there === 'no such issue' ? null : there,
    commentOn,
    repository: `${issues.owner}/${issues.repo}`,
    isPublic,
    length: body.length,
  };
}

function markerOf({ marker, title, body }: OpenIssueParts): string {
  return marker ?? `<!-- tsops:issue ${textHash(`${title}\n${body}`)} -->`;
}

type KnownIssue = Pick<TrackedIssue, 'number' | 'url'> | null | 'no such issue';

async function find(parts: OpenIssueParts): Promise<KnownIssue> {
  const { context, issues, commentOn } = parts;
  const marker = markerOf(parts);
  const lookFor = parts.lookFor ?? marker;
  if (commentOn === undefined) return issues.issueWith(lookFor, context.clock.now() - lookBack);
  const issue = await issues.issue(commentOn);
  if (issue === null) return 'no such issue';
  if (issue.body.includes(marker)) return issue;
  const comments = await issues.comments(commentOn);
  const ours = comments.find(({ body }) => body.includes(marker));
  return ours === undefined ? null : { number: commentOn, url: ours.url };
}

function showPlan(planned: OpenIssuePlan, screen: Screen): string {
  const { there, commentOn, repository, length } = planned;
  if (there !== null) {
    return screen.say(say(`It already exists: ${there.url}`, `이미 있음: ${there.url}`));
  }
  const what =
    commentOn === null
      ? say('opens an issue', '이슈 생성')
      : say(`comments on issue ${commentOn}`, `이슈 ${commentOn}에 댓글`);
  const text = say(
    `${what.en} in ${repository}, ${length} characters`,
    `${repository}: ${what.ko}, ${length}자`,
  );
  return issuePlanText(text, planned, screen);
}

async function apply(
  { issues, title, body, labels = [], commentOn }: OpenIssueParts,
  { there, key: marker }: OpenIssuePlan,
): Promise<Applied<OpenIssueReceipt>> {
  if (there !== null) {
    return { applied: 'yes', receipt: { issue: there.number, url: there.url, written: false } };
  }
  const text = `${marker}\n${withoutMentions(body)}`;
  const written =
    commentOn === undefined
      ? await issues.open({ title, body: text, labels })
      : await issues.comment(commentOn, text);
  if (written.outcome === 'unknown') {
    const message = `GitHub did not say whether it accepted it: ${written.reason}`;
    const next = ['run it again: what is there already is found first'];
    return { applied: 'unknown', problem: { kind: 'unreachable', message, next } };
  }
  const { made } = written;
  const issue = 'number' in made ? made.number : (commentOn ?? 0);
  return { applied: 'yes', receipt: { issue, url: made.url, written: true } };
}
