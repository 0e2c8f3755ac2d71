import type { Action } from '../../contract/action.ts';
import { undoCommand } from '../../domain/deploys/suggested-command.ts';
import { tagFormatOf } from '../../domain/deploys/version-tag.ts';
import { say } from '../../domain/text/language.ts';
import { dispatchRollback, type RollbackReceipt } from './dispatch.ts';
import type { RollbackParts, RollbackPlan } from './parts.ts';
import { planRollback } from './plan.ts';
import { showRollbackPlan } from './plan-view.ts';
import { watchForSecondRuns } from './second-run.ts';
import { type RollbackHealth, type RollbackProof, verifyRollback } from './verify.ts';

/** Deploys an earlier version through the deploy workflow, once, and proves that it is served. */
export function rollbackAction(
  parts: RollbackParts,
  health: (() => Promise<RollbackHealth>) | null,
): Action<RollbackPlan, RollbackReceipt, RollbackProof> {
  const { context, deploys, config, environment, site } = parts;
  let sent = false;
  let second: ReturnType<typeof watchForSecondRuns> | undefined;
  return {
    name: 'rollback',
    noun: 'rollback',
    danger: 'production',
    timeout: config.rollback.timeout,
    plan: () => planRollback(parts),
    lock: (plan) => `deploy-${plan.environment}`,
    showPlan: showRollbackPlan,
    intent: (plan) => ({
      from: plan.current?.version ?? null,
      to: plan.target?.version ?? null,
      workflow: plan.workflow.name,
      ref: plan.workflow.ref,
      inputs: plan.inputs,
      reason: plan.reason,
      invalidates: plan.invalidates,
    }),
    apply: (plan, record) =>
      dispatchRollback(context, deploys, plan, record, () => {
        sent = true;
      }),
    lookAround: async (plan, { runId }, { wait }) => {
      second = watchForSecondRuns(context, deploys, runId, plan.newestRun.id);
      await second.look();
      // Nobody follows it, to see what GitHub lists a moment later.
      if (!wait) await second.lookOnceMore();
    },
    seenAround: () => second?.said() ?? [],
    verify: async (plan, receipt, record, { timeout }) => {
      const watched = {
        environment,
        version: plan.target?.version ?? '',
        buildInfo: site.buildInfo,
        invalidates: plan.invalidates === null ? null : (site.cdn ?? null),
        pollInterval: config.rollback.pollInterval,
        health,
      };
      const onPoll = second?.lookAgain;
      const follow = { ...watched, ...(onPoll === undefined ? {} : { onPoll }) };
      return verifyRollback(context, deploys, follow, receipt, record, timeout);
    },
    stillRunning: (_plan, receipt) => {
      if (receipt !== null) {
        const next = [`tsops rollback status ${receipt.runId}`];
        return {
          detail: say(`The run goes on: ${receipt.url}`, `실행이 계속됩니다: ${receipt.url}`),
          next,
        };
      }
      return sent
        ? {
            detail: say(
              'Whether the run was started is not known.',
              '실행이 시작되었는지 알 수 없습니다.',
            ),
            next: ['tsops rollback status'],
          }
        : { detail: say('Nothing was sent.', '아무것도 보내지 않았습니다.'), next: [] };
    },
    undo: ({ current, target, environment: where }) =>
      undoCommand(
        current?.version ?? null,
        where,
        target?.version ?? null,
        tagFormatOf(deploys.tagFormat),
      ),
  };
}
