/* What became of a rollback whose record was left open. */

import type { Reconcile } from '../../contract/action.ts';
import { say } from '../../domain/text/language.ts';
import { rollbackIn } from '../../evidence/rollback/state.ts';
import { healthOf } from './health.ts';
import { followRollback, lookAtRollback } from './look.ts';

export const reconcileRollback: Reconcile = async (context, reading, record) => {
  const { config } = await context.config();
  const found = rollbackIn({ ...reading, driver: null });
  if (found === null)
    return {
      state: 'unknown',
      detail: say(
        `${reading.id} does not tell what was rolled back`,
        `${reading.id}에 무엇을 롤백했는지 기록되어 있지 않습니다`,
      ),
    };
  const looked = await lookAtRollback(context, config, found, null);
  const { state, detail } = looked.status;
  if (record === null || looked.run === null || state === 'unknown') return { state, detail };
  // Also a run that has ended: what it serves is proved as if nobody had stopped.
  const health = healthOf(context, config, looked.data.environment);
  const followed = await followRollback(context, config, looked, {
    record,
    health,
    timeout: config.rollback.timeout,
  });
  if (followed === null) return { state, detail };
  const waited = followed.state === 'stopped-waiting' ? 'in-progress' : followed.state;
  return { state: waited, detail: followed.detail, next: followed.next ?? [] };
};
