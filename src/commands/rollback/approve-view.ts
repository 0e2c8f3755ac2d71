import { verdictOfActionState } from '../../actions/protocol/result.ts';
import { type ApprovalPlan, showApprovalPlan } from '../../actions/rollback/approval-plan.ts';
import type { ApprovalProof, ApprovalReceipt } from '../../actions/rollback/approve.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';

/** The end of an approval; the plan itself for a dry run, which has shown nothing before. */
export function showApproval(
  data: Performed<ApprovalPlan, ApprovalReceipt, ApprovalProof>,
  screen: Screen,
): string {
  const { state, plan, proof, detail, receipt, record } = data;
  if (state === 'planned') return `${showApprovalPlan(plan, screen)}\n\n${detail}`;
  const failed = proof?.status === 'completed' && proof.conclusion !== 'success';
  const rows = [
    ['run', plan.run.url],
    ['approved', receipt?.environments.join(', ') ?? ''],
    ['record', record ?? ''],
  ].filter(([, value]) => value !== '');
  return [
    `${screen.sign(failed ? 'bad' : verdictOfActionState[state])} ${detail}`,
    screen.table(rows.map(([label = '', value = '']) => [screen.paint.dim(label), value])),
  ].join('\n');
}
