import type { Action, Applied } from '../../contract/action.ts';
import { say } from '../../domain/text/language.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import {
  type InvalidateParts,
  type InvalidatePlan,
  planInvalidate,
  statusCommand,
} from './plan.ts';
import { showInvalidatePlan } from './plan-view.ts';
import { hashOfRequest } from './reference.ts';
import { type InvalidateProof, type InvalidateReceipt, verifyInvalidate } from './verify.ts';

/** More paths than this are told in the journal by their hash alone. */
const recordedPaths = 100;

/**
 * Invalidates paths of an environment's CDN. Repeats are safe under the plan's key (the CallerReference);
 * nothing undoes an invalidation, the caches fill up again by themselves.
 */
export function invalidateAction(
  parts: InvalidateParts,
): Action<InvalidatePlan, InvalidateReceipt, InvalidateProof> {
  return {
    name: 'invalidate',
    noun: 'invalidation',
    danger: 'production',
    timeout: parts.config.timeout,
    plan: (wait) => planInvalidate(parts, wait?.wait !== false),
    lock: ({ distribution }) => `cdn-${distribution.id}`,
    isSame: (plan, { pathsHash }) => pathsHash === requestHash(plan),
    // What was changed since one that was left running (`--no-wait`) is not covered by it.
    joins: 'unended',
    repeatable: true,
    showPlan: showInvalidatePlan,
    intent: ({ distribution, paths, before }) => ({
      distributionId: distribution.id,
      paths: paths.slice(0, recordedPaths),
      pathCount: paths.length,
      pathsHash: requestHash({ distribution, paths }),
      before,
    }),
    apply: (plan) => apply(parts, plan),
    verify: (plan, receipt, record, { timeout }) => verify(parts, plan, receipt, record, timeout),
    stillRunning: (plan, receipt) => ({
      detail:
        receipt === null
          ? say(
              'Whether CloudFront accepted the invalidation is not known.',
              'CloudFront가 무효화를 접수했는지 알 수 없습니다.',
            )
          : say(
              `CloudFront is working on ${receipt.id}; it cannot be cancelled.`,
              `CloudFront가 ${receipt.id}을(를) 처리 중이며 취소할 수 없습니다.`,
            ),
      next: [statusCommand(plan.environment, receipt?.id)],
    }),
    undo: () => null,
  };
}

function requestHash({ distribution, paths }: Pick<InvalidatePlan, 'distribution' | 'paths'>) {
  return hashOfRequest({ cdnId: distribution.id, paths });
}

async function apply(
  { cdn, context }: InvalidateParts,
  plan: InvalidatePlan,
): Promise<Applied<InvalidateReceipt>> {
  // A copy fetched since the first try is fresh too: CloudFront may have taken that one.
  const submittedAt = plan.repeats?.sentAt ?? context.clock.now();
  const submitted = await cdn.invalidate({
    cdnId: plan.distribution.id,
    paths: plan.paths,
    reference: plan.key,
  });
  if (submitted.taken === 'unknown') return { applied: 'unknown', problem: submitted.problem };
  const { id, status, createdAt } = submitted.invalidation;
  return { applied: 'yes', receipt: { id, status, createdAt, submittedAt } };
}

async function verify(
  parts: InvalidateParts,
  plan: InvalidatePlan,
  receipt: InvalidateReceipt,
  record: OpenRecord | null,
  timeout: number,
) {
  const verified = await verifyInvalidate(parts, plan, receipt, timeout);
  if (verified.proof !== null) await record?.append('observed', { proof: verified.proof });
  return verified;
}
