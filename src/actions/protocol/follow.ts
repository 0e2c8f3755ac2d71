/* Follows the write of another process: what it sent is read back as if it were ours, and nothing is sent. */
import type { Action, Plan, WaitOptions } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { leftRunning, type PerformResult, result } from './result.ts';
import type { SameWrite } from './same-write.ts';
import { afterTheWrite } from './stopped.ts';

/** Says whose it is, and ends as the command that follows it would. */
export async function followSameWrite<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  same: SameWrite<Receipt>,
  wait: WaitOptions,
  context: Context,
): Promise<PerformResult<P, Receipt, Proof>> {
  const { by, state, receipt, record } = same;
  const whose = `${by} began the same ${action.noun} (${record}); nothing is sent a second time.`;
  context.terminal.warn(whose);
  const so = (detail: string): string => (detail === '' ? whose : `${detail} (by ${by})`);
  if (state !== 'in-progress' || receipt === null) {
    const { next } = action.stillRunning(plan, receipt);
    const more = state === 'done' ? {} : { next };
    return result(action, plan, state, { detail: so(same.detail), receipt, record, ...more });
  }
  if (!wait.wait) {
    const verified = leftRunning(action, plan, receipt);
    return result(action, plan, verified.state, {
      ...verified,
      detail: so(verified.detail),
      receipt,
      record,
    });
  }
  const driven = await driveOrNull(context, record);
  try {
    const verified = await action.verify(plan, receipt, driven, wait);
    const { state: end, detail } = verified;
    await driven?.append('outcome', { state: end, detail });
    return result(action, plan, end, { ...verified, detail: so(detail), receipt, record });
  } catch (thrown) {
    context.signal.throwIfAborted();
    throw afterTheWrite(thrown, action, plan, receipt, record);
  } finally {
    await driven?.close();
  }
}

/** Of a process that was killed the record is taken up; null where its own process still writes it. */
async function driveOrNull({ journal }: Context, record: string): Promise<OpenRecord | null> {
  try {
    return await journal.reopen(record);
  } catch (thrown) {
    if (thrown instanceof TsopsError && thrown.kind === 'refused') return null;
    throw thrown;
  }
}
