/* `tsops rollback approve`: lets our run go on where it waits for a review that we may give. */

import type { Action, Applied, Verified } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { say } from '../../domain/text/language.ts';
import type { DeployRun, Deploys } from '../../ports/deploys.ts';
import { readBack } from '../protocol/read-back.ts';
import {
  type ApprovalParts,
  type ApprovalPlan,
  idsOf,
  planApproval,
  showApprovalPlan,
} from './approval-plan.ts';

export interface ApprovalReceipt {
  readonly runId: number;
  /** Names of the environments that were approved. */
  readonly environments: readonly string[];
}

/** The run as it is seen afterwards. */
export type ApprovalProof = Pick<DeployRun, 'id' | 'status' | 'conclusion' | 'url'>;

type Approval = Action<ApprovalPlan, ApprovalReceipt, ApprovalProof>;

const timeout = 60_000;
/** Milliseconds that an approval whose answer was lost is looked for. */
const lookedFor = 5000;

export function approvalAction(parts: ApprovalParts): Approval {
  const { context, deploys } = parts;
  return {
    name: 'approve',
    noun: 'approval',
    danger: 'production',
    timeout,
    plan: () => planApproval(parts),
    lock: ({ run }) => `approve-${run.id}`,
    nothingToDo: ({ nothingSaid, run }) =>
      nothingSaid === null
        ? null
        : { detail: nothingSaid, next: [`tsops rollback status ${run.id}`] },
    showPlan: showApprovalPlan,
    intent: ({ run, version, approvals, comment }) => ({
      runId: run.id,
      url: run.url,
      to: version,
      environmentIds: idsOf(approvals),
      comment,
    }),
    apply: (plan) => approve(context, deploys, plan),
    verify: (plan, _receipt, record, wait) =>
      verify(context, deploys, plan, wait.timeout).then(async (verified) => {
        if (verified.proof !== null) await record?.append('observed', { ...verified.proof });
        return verified;
      }),
    stillRunning: ({ run }, receipt) => ({
      detail:
        receipt === null
          ? say(
              'Whether the approval was taken is not known.',
              '승인이 접수되었는지 알 수 없습니다.',
            )
          : say(
              `It was approved; the run goes on: ${run.url}`,
              `승인되었고 실행이 계속됩니다: ${run.url}`,
            ),
      next: [`tsops rollback status ${run.id}`],
    }),
    undo: () => null,
  };
}

async function approve(
  context: Context,
  deploys: Deploys,
  { run, approvals, comment }: ApprovalPlan,
): Promise<Applied<ApprovalReceipt>> {
  const environmentIds = idsOf(approvals);
  const given = approvals.filter(({ environmentId }) => environmentIds.includes(environmentId));
  const receipt = { runId: run.id, environments: given.map(({ environment }) => environment) };
  const approved = await deploys.approve({ runId: run.id, environmentIds, comment });
  if (approved.outcome === 'approved') return { applied: 'yes', receipt };
  // Approved by us or by another: either way it is what was wanted.
  const { found } = await readBack(context, lookedFor, () =>
    goesOn(deploys, run.id, environmentIds),
  );
  if (found !== null) return { applied: 'yes', receipt };
  const message = `no answer to the approval (${approved.reason}), and the run still waits`;
  const next = [`tsops rollback status ${run.id}`, `tsops rollback approve ${run.id}`];
  return { applied: 'unknown', problem: { kind: 'unreachable', message, next } };
}

/** The run, once none of these environments is waited for; null until then. Throws what the port throws. */
export async function goesOn(
  deploys: Pick<Deploys, 'run' | 'pendingApprovals'>,
  runId: number,
  environmentIds: readonly number[],
): Promise<ApprovalProof | null> {
  const run = await deploys.run(runId, { patience: 0 });
  if (run === null) throw gone(runId);
  const { id, status, conclusion, url } = run;
  const proof = { id, status, conclusion, url };
  if (status !== 'waiting') return proof;
  const pending = await deploys.pendingApprovals(runId, { patience: 0 });
  return pending.some(({ environmentId }) => environmentIds.includes(environmentId)) ? null : proof;
}

function gone(runId: number): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `there is no run ${runId} any more, or it is hidden from this token`,
    next: ['tsops doctor github'],
  });
}

async function verify(
  context: Context,
  deploys: Deploys,
  { run, approvals }: ApprovalPlan,
  budget: number,
): Promise<Verified<ApprovalProof>> {
  const next = [`tsops rollback status ${run.id} --follow`];
  const look = () => goesOn(deploys, run.id, idsOf(approvals));
  const { found, problem } = await readBack(context, budget, look);
  if (found === null) {
    const detail =
      problem === null
        ? say(
            `GitHub accepted the approval, and the run still waits: ${run.url}`,
            `GitHub가 승인을 접수했으나 실행이 아직 대기 중입니다: ${run.url}`,
          )
        : say(
            `GitHub accepted the approval, and the run could not be read: ${problem.message}`,
            `GitHub가 승인을 접수했으나 실행을 읽지 못했습니다: ${problem.message}`,
          );
    const problems = problem === null ? [] : [problemOf(problem)];
    const state = problem === null ? 'stopped-waiting' : 'unknown';
    return { state, verdict: 'unknown', proof: null, detail, next, problems };
  }
  const { status, conclusion } = found;
  if (status === 'completed' && conclusion !== 'success') {
    const detail = say(
      `It was approved, and the run ended in ${conclusion}: ${run.url}`,
      `승인되었으나 실행 결과는 ${runWord(conclusion ?? '').ko}: ${run.url}`,
    );
    return { state: 'done', verdict: 'bad', proof: found, detail, next };
  }
  const detail = say(
    `Approved: the run goes on (${conclusion ?? status.replaceAll('_', ' ')}).`,
    `승인됨: 실행이 계속됩니다(${runWord(conclusion ?? status).ko}).`,
  );
  return { state: 'done', verdict: 'ok', proof: found, detail, next };
}
