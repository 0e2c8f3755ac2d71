/* Follows the write of another process: what it sent is read back as if it were ours, and nothing is sent. */

import type { Action, Plan, WaitOptions } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { nounOf } from './noun.ts';
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
  const noun = nounOf(action);
  const whose = say(
    `${by} began the same ${noun.en} (${record}); nothing is sent a second time.`,
    `${by}이(가) 같은 ${noun.ko}을(를) 이미 시작했습니다(${record}). 다시 보내지 않습니다.`,
  );
  context.terminal.warn(context.terminal.screen.say(whose));
  const so = ({ en, ko }: Text): Text =>
    en === '' ? whose : say(`${en} (by ${by})`, `${ko} (${by})`);
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
    await driven?.append('outcome', { state: end, ...recorded(detail) });
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
