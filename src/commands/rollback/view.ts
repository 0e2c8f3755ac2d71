import { verdictOfActionState } from '../../actions/protocol/result.ts';
import type { RollbackReceipt } from '../../actions/rollback/dispatch.ts';
import type { RollbackPlan } from '../../actions/rollback/parts.ts';
import { showRollbackPlan } from '../../actions/rollback/plan-view.ts';
import type { FailedRun, RollbackProof } from '../../actions/rollback/verify.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';

type Rollback = Performed<RollbackPlan, RollbackReceipt, RollbackProof>;

/** The end of a rollback; the plan itself for a dry run, which has shown nothing before. */
export function showRollback(data: Rollback, screen: Screen): string {
  if (data.state === 'planned') return `${showRollbackPlan(data.plan, screen)}\n\n${data.detail}`;
  const { paint } = screen;
  const rows = [
    ['run', data.receipt?.url ?? ''],
    ['changed', changedText(data)],
    ['undo', data.state === 'not-done' ? '' : (data.undo ?? '')],
    ['record', data.record ?? ''],
  ].filter(([, value]) => value !== '');
  const failed = data.proof?.failed ?? null;
  const bad = failed !== null || data.proof?.health?.verdict === 'bad';
  return [
    ...(failed === null ? [] : failedLines(failed, screen)),
    `${screen.sign(bad ? 'bad' : verdictOfActionState[data.state])} ${data.detail}`,
    screen.table(rows.map(([label = '', value = '']) => [paint.dim(label), value])),
  ].join('\n');
}

function changedText({ state, plan, proof }: Rollback): string {
  if (state !== 'done') return '';
  const before = plan.current?.version ?? 'unknown';
  const invalidation = proof?.served.invalidation ?? null;
  const edge = invalidation === null ? '' : `; invalidated /* (${invalidation})`;
  return `${plan.environment} ${before} → ${plan.target?.version ?? 'unknown'}${edge}`;
}

/** The job and the step that broke, and the end of the log. */
export function failedLines(failed: FailedRun, screen: Screen): string[] {
  const where = [failed.job, failed.step].filter((name) => name !== null).join(' › ');
  const width = screen.terminal ? screen.columns - 4 : Number.POSITIVE_INFINITY;
  const log = failed.log.map((line) => screen.paint.dim(`  │ ${screen.fit(line, width)}`));
  const head = `${screen.sign('bad')} ${where === '' ? 'the run' : where}: ${failed.conclusion}`;
  return [head, ...log, ''];
}
