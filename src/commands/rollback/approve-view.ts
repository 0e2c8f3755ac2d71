import { verdictOfActionState } from '../../actions/protocol/result.ts';
import { type ApprovalPlan, showApprovalPlan } from '../../actions/rollback/approval-plan.ts';
import type { ApprovalProof, ApprovalReceipt } from '../../actions/rollback/approve.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { say } from '../../domain/text/language.ts';

/** The end of an approval; the plan itself for a dry run, which has shown nothing before. */
export function showApproval(
  data: Performed<ApprovalPlan, ApprovalReceipt, ApprovalProof>,
  screen: Screen,
): string {
  const { state, plan, proof, said, receipt, record } = data;
  const detail = screen.say(said);
  if (state === 'planned') return `${showApprovalPlan(plan, screen)}\n\n${detail}`;
  const failed = proof?.status === 'completed' && proof.conclusion !== 'success';
  const rows = [
    [say('run', '실행'), plan.run.url],
    [say('approved', '승인함'), receipt?.environments.join(', ') ?? ''],
    [say('record', '기록'), record ?? ''],
  ] as const;
  const shown = rows.filter(([, value]) => value !== '');
  return [
    `${screen.sign(failed ? 'bad' : verdictOfActionState[state])} ${detail}`,
    screen.table(shown.map(([label, value]) => [screen.paint.dim(screen.say(label)), value])),
  ].join('\n');
}
