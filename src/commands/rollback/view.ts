import { verdictOfActionState } from '../../actions/protocol/result.ts';
import type { RollbackReceipt } from '../../actions/rollback/dispatch.ts';
import type { RollbackPlan } from '../../actions/rollback/parts.ts';
import { showRollbackPlan } from '../../actions/rollback/plan-view.ts';
import type { FailedRun, RollbackProof } from '../../actions/rollback/verify.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { say, type Text } from '../../domain/text/language.ts';

type Rollback = Performed<RollbackPlan, RollbackReceipt, RollbackProof>;

/** The end of a rollback; the plan itself for a dry run, which has shown nothing before. */
export function showRollback(data: Rollback, screen: Screen): string {
  if (data.state === 'planned')
    return `${showRollbackPlan(data.plan, screen)}\n\n${screen.say(data.said)}`;
  const { paint } = screen;
  const rows = [
    [say('run', '실행'), data.receipt?.url ?? ''],
    [say('changed', '변경'), screen.say(changedText(data))],
    [say('undo', '되돌리기'), data.state === 'not-done' ? '' : screen.step(data.undo ?? '')],
    [say('record', '기록'), data.record ?? ''],
  ] as const;
  const shown = rows.filter(([, value]) => value !== '');
  const failed = data.proof?.failed ?? null;
  const bad = failed !== null || data.proof?.health?.verdict === 'bad';
  return [
    ...(failed === null ? [] : failedLines(failed, screen)),
    `${screen.sign(bad ? 'bad' : verdictOfActionState[data.state])} ${screen.say(data.said)}`,
    screen.table(shown.map(([label, value]) => [paint.dim(screen.say(label)), value])),
  ].join('\n');
}

function changedText({ state, plan, proof }: Rollback): Text {
  if (state !== 'done') return say('', '');
  const before = plan.current?.version ?? 'unknown';
  const invalidation = proof?.served.invalidation ?? null;
  const after = plan.target?.version ?? 'unknown';
  const edge =
    invalidation === null
      ? say('', '')
      : say(`; invalidated /* (${invalidation})`, `, /* 무효화(${invalidation})`);
  return say(
    `${plan.environment} ${before} → ${after}${edge.en}`,
    `${plan.environment} ${plan.current?.version ?? '미상'} → ${plan.target?.version ?? '미상'}${edge.ko}`,
  );
}

/** The job and the step that broke, and the end of the log. */
export function failedLines(failed: FailedRun, screen: Screen): string[] {
  const where = [failed.job, failed.step].filter((name) => name !== null).join(' › ');
  const width = screen.terminal ? screen.columns - 4 : Number.POSITIVE_INFINITY;
  const log = failed.log.map((line) => screen.paint.dim(`  │ ${screen.fit(line, width)}`));
  const run = screen.say(say('the run', '실행'));
  const ended = screen.say(runWord(failed.conclusion));
  const head = `${screen.sign('bad')} ${where === '' ? run : where}: ${ended}`;
  return [head, ...log, ''];
}
