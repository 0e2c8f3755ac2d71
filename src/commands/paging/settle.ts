/* Closes what the journal left open of pages: a crash, or an answer that was lost. */

import { actionOf, closedState, settleRecord } from '../../actions/settle.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { isPageAction } from '../../domain/incident/action-facts.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import type { Text } from '../../domain/text/language.ts';

export interface SettledPage {
  readonly record: string;
  readonly action: string;
  readonly state: 'done' | 'not-done';
  readonly detail: string;
  /** The detail in every language. */
  readonly said: Text;
}

/** What was open before these is history. */
const looked = 20;

/** Looks each of them up in PagerDuty, and writes down how it ended where that shows. */
export async function settlePages(context: Context): Promise<SettledPage[]> {
  const settled: SettledPage[] = [];
  for (const id of (await context.journal.list()).slice(0, looked)) {
    const reading = await context.journal.read(id).catch(() => null);
    const action = reading === null ? undefined : actionOf(reading);
    if (reading === null || action === undefined || !isPageAction(action)) continue;
    if (reading.driver !== null || closedState(reading) !== null) continue;
    const found = await settledOrNull(context, id);
    if (found?.state !== 'done' && found?.state !== 'not-done') continue;
    settled.push({ record: id, action, state: found.state, ...recorded(found.detail) });
  }
  return settled;
}

/** What cannot be asked now stays open. */
async function settledOrNull(context: Context, id: string) {
  try {
    return await settleRecord(context, id, { by: 'pages' });
  } catch (thrown) {
    context.signal.throwIfAborted();
    if (thrown instanceof TsopsError) return null;
    throw thrown;
  }
}
