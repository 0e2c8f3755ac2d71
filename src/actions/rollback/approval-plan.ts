import type { Config } from '../../config/schema.ts';
import type { Plan } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import { deployOf } from '../../domain/deploys/history.ts';
import { tagFormatOf } from '../../domain/deploys/version-tag.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { guardTitle } from '../../domain/incident/guard.ts';
import { approvalGuards, nothingToApprove } from '../../domain/rollback/approval.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { findRollback, searchRun } from '../../evidence/rollback/state.ts';
import type { DeployRun, Deploys, PendingApproval } from '../../ports/deploys.ts';

export interface ApprovalParts {
  readonly context: Context;
  readonly deploys: Deploys;
  readonly config: Config;
  /** Null: that of the newest rollback. */
  readonly runId: number | null;
  readonly reason: string | null;
}

export interface ApprovalPlan extends Plan {
  readonly run: Pick<DeployRun, 'id' | 'title' | 'status' | 'actor' | 'url'>;
  /** What it deploys; null where neither the journal nor its title tells. */
  readonly version: string | null;
  /** All that the run waits for. */
  readonly approvals: readonly PendingApproval[];
  readonly comment: string;
  /** Why there is nothing to do; null where there is. */
  readonly nothing: string | null;
  /** The same in every language. */
  readonly nothingSaid: Text | null;
}

/** Reads the run, what it waits for, and whether our token may give it. Throws `usage` where no run is known. */
export async function planApproval(parts: ApprovalParts): Promise<ApprovalPlan> {
  const { deploys, config, reason } = parts;
  const { run, found } = await runMeant(parts);
  const [approvals, isDeploy, login] = await Promise.all([
    run.status === 'waiting' ? deploys.pendingApprovals(run.id) : [],
    isRunOfPipeline(deploys, run, found?.record.run?.id ?? null),
    deploys.login({ patience: 0 }).catch(() => null),
  ]);
  const known = { tags: null, format: tagFormatOf(deploys.tagFormat) };
  const deploy = deployOf(run, Object.keys(config.environments), null, known);
  const environment =
    found?.record.environment ?? deploy.environment ?? (await parts.context.environment());
  const facts = { run, isDeploy, pipelineName: deploys.pipeline, approvals, login };
  const { id, title, status, actor, url } = run;
  const nothing = nothingToApprove(facts);
  return {
    environment,
    key: `approve-${id}-${idsOf(approvals).join('-')}`,
    guards: approvalGuards(facts),
    run: { id, title, status, actor, url },
    version: found?.record.to ?? deploy.version,
    approvals,
    comment: reason ?? 'Approved with tsops',
    nothing: nothing?.en ?? null,
    nothingSaid: nothing,
  };
}

/** The environments that our token may approve. */
export function idsOf(approvals: readonly PendingApproval[]): number[] {
  return approvals
    .filter(({ youCanApprove, environmentId }) => youCanApprove && environmentId > 0)
    .map(({ environmentId }) => environmentId);
}

async function runMeant({ context, deploys, runId }: ApprovalParts) {
  const found = await findRollback(context, runId);
  if (found === null && runId === null) throw noRun('There is no rollback in the journal');
  const search = await searchRun(context, { value: deploys }, found?.record ?? null, runId);
  if (search.found === 'one') return { run: search.run as DeployRun, found };
  if (search.found === 'not-asked') {
    throw new TsopsError({ kind: 'unreachable', message: search.trouble, next: ['tsops doctor'] });
  }
  throw noRun(
    runId === null ? 'The run of the newest rollback is not known' : `There is no run ${runId}`,
  );
}

function noRun(what: string): TsopsError {
  return new TsopsError({
    kind: 'usage',
    message: `${what}; name the run that is meant.`,
    next: ['tsops rollback status', 'tsops rollback approve <run>'],
  });
}

/** Any run may be asked for by its number; only one that deploys is ours to approve. */
async function isRunOfPipeline(
  deploys: Deploys,
  { id, status }: DeployRun,
  ours: number | null,
): Promise<boolean> {
  if (ours === id) return true;
  const filter = status === 'waiting' ? { status } : {};
  const runs = await deploys.runs({ ...filter, limit: 100 }).catch((thrown: unknown) => {
    throw asTsopsError(thrown);
  });
  return runs.some((run) => run.id === id);
}

/** What is approved, as people read it before they consent. */
export function showApprovalPlan(plan: ApprovalPlan, screen: Screen): string {
  const { run, version, approvals, environment, guards, comment } = plan;
  const { bold } = screen.paint;
  const by = run.actor === '' ? ['', ''] : [` by ${run.actor}`, ` (${run.actor})`];
  const rows = [
    [
      say('run', '실행'),
      say(
        `“${run.title}”${by[0]}: ${run.status.replaceAll('_', ' ')}`,
        `“${run.title}”${by[1]}: ${runWord(run.status).ko}`,
      ),
    ],
    [say('', ''), say(run.url, run.url)],
    ...approvals.map(({ environment: name, reviewers, waitMinutes }) => [
      say('waits for', '대기'),
      waitsText(name, reviewers.slice(0, 6), waitMinutes),
    ]),
    [say('comment', '의견'), say(comment, comment)],
  ]
    .map((row) => row.map((text) => screen.say(text)))
    .map(([label = '', value = '']) => [screen.paint.dim(label), value]);
  const judged = guards.map(({ name, state, said }) => [
    screen.sign(state === 'pass' ? 'ok' : 'bad'),
    screen.paint.dim(screen.say(guardTitle(name))),
    screen.say(said),
  ]);
  return [
    screen.say(
      say(
        `Approve the deploy of ${bold(version ?? 'a version that is not named')} to ${bold(environment)}`,
        `${bold(environment)}에 ${bold(version ?? '버전 미상')} 배포 승인`,
      ),
    ),
    screen.table(rows, { flexible: 1 }),
    '',
    screen.table(judged, { flexible: 2 }),
  ].join('\n');
}

function waitsText(name: string, reviewers: readonly string[], minutes: number): Text {
  const [by, byKo] = [reviewers.join(' or '), reviewers.join(', ')];
  const timer =
    minutes === 0
      ? say('', '')
      : say(`, after a timer of ${minutes} min`, `, ${minutes}분 대기 후`);
  return say(
    `${name}, by ${by || 'nobody in particular'}${timer.en}`,
    `${name}, 승인자 ${byKo || '지정 없음'}${timer.ko}`,
  );
}
