/* What became of an invalidation whose record was left open. */
import type { Reconcile } from '../../contract/action.ts';
import { checkPaths } from '../../domain/cdn/paths.ts';
import { say } from '../../domain/text/language.ts';
import {
  type InvalidateRecord,
  invalidateIn,
  reconcileInvalidate,
} from '../../evidence/cdn/invalidate-record.ts';
import type { Invalidation } from '../../ports/cdn.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { cdnEnvironment, findInvalidation, openCdn } from './environment.ts';
import { type InvalidateParts, planInvalidate } from './plan.ts';
import { verifyInvalidate } from './verify.ts';

export const reconcileInvalidation: Reconcile = async (context, reading, record) => {
  const told = invalidateIn({ ...reading, driver: null });
  if (told === undefined) {
    return {
      state: 'unknown',
      detail: say(
        `${reading.id} does not tell what was invalidated`,
        `${reading.id}에 무엇을 무효화했는지 기록되어 있지 않습니다`,
      ),
    };
  }
  const cdn = await openCdn(context, await cdnEnvironment(context, told.environment));
  const { clock, signal } = context;
  const { state, detail, invalidation } = await reconcileInvalidate(told, cdn, clock.now(), {
    signal,
  });
  const paths = checkPaths([...told.paths]);
  if (record === null || invalidation === null || !paths.ok) return { state, detail };
  return prove(
    await findInvalidation(context, told.environment, paths.value),
    told,
    invalidation,
    record,
  );
};

/** Followed to its end, with the same proof from outside as if nobody had stopped. */
async function prove(
  parts: InvalidateParts,
  { before, sentAt }: InvalidateRecord,
  { id, status, createdAt }: Invalidation,
  record: OpenRecord,
) {
  const plan = { ...(await planInvalidate(parts, true)), before };
  const receipt = { id, status, createdAt, submittedAt: sentAt };
  const verified = await verifyInvalidate(parts, plan, receipt, parts.config.timeout);
  const { proof, state, detail } = verified;
  if (proof !== null) await record.append('observed', { proof });
  return { state: state === 'stopped-waiting' ? 'in-progress' : state, detail } as const;
}
