/* Finds out what became of a write that the journal left open, by the table of actions, and closes its record. */

import type { Reconciled } from '../contract/action.ts';
import type { Context } from '../contract/context.ts';
import { TsopsError } from '../contract/errors.ts';
import { type ActionName, isActionName } from '../domain/incident/action-facts.ts';
import { lineTextOf } from '../domain/incident/merged-lines.ts';
import { recorded, recordedText } from '../domain/incident/recorded-text.ts';
import { say } from '../domain/text/language.ts';
import type { JournalEntry, JournalReading } from '../ports/journal.ts';
import { actionRow } from './table.ts';

/** The action that a record begins with; undefined where it holds none, or one that this tsops does not know. */
export function actionOf({ entries }: Pick<JournalReading, 'entries'>): ActionName | undefined {
  const name = lineTextOf(intentOf(entries)?.action, 40);
  return isActionName(name) ? name : undefined;
}

function intentOf(entries: readonly JournalEntry[]): JournalEntry | undefined {
  return entries.find(({ kind }) => kind === 'intent');
}

/** What a record itself tells of its end; null where it was left open. */
export function closedState({ entries }: Pick<JournalReading, 'entries'>): Reconciled | null {
  const outcome = entries.findLast(({ kind }) => kind === 'outcome');
  const state = outcome?.state;
  if (state !== 'done' && state !== 'not-done') return null;
  return { state, detail: recordedText(outcome?.said, outcome?.detail) };
}

interface Settling {
  /** Who writes the outcome down: `runbook resume`. */
  readonly by: string;
  /** Follow what is under way to its end, and prove it; else it is one look. */
  readonly follow?: boolean;
}

/**
 * What became of the write of a record. Sends nothing again. What is known now and was not written down is,
 * once. Throws what the action's ports throw.
 */
export async function settleRecord(
  context: Context,
  id: string,
  { by, follow = false }: Settling,
): Promise<Reconciled> {
  const reading = await context.journal.read(id);
  const known = closedState(reading) ?? withoutLooking(reading);
  if (known !== null) return known;
  const name = actionOf(reading);
  if (name === undefined)
    return {
      state: 'unknown',
      detail: say('this tsops does not know its action', '이 버전이 모르는 조치입니다'),
    };
  const reconcile = await actionRow(name).reconcile();
  if (!follow) {
    const found = await reconcile(context, reading, null);
    await closeRecord(context, id, found, by);
    return found;
  }
  const record = await context.journal.reopen(id);
  try {
    const found = await reconcile(context, reading, record);
    if (isEnd(found)) await record.append('outcome', outcomeLine(found, by));
    return found;
  } finally {
    await record.close();
  }
}

/** What the record alone decides, without a question to anybody. */
function withoutLooking({ entries, driver }: JournalReading): Reconciled | null {
  if (intentOf(entries) === undefined) {
    return {
      state: 'not-done',
      detail: say(
        'no intent was written, so nothing was sent',
        '시작 기록이 없어 아무것도 보내지 않았습니다',
      ),
    };
  }
  if (driver === null) return null;
  return {
    state: 'in-progress',
    detail: say(
      `Process ${driver.pid} on ${driver.host} is driving it.`,
      `${driver.host}의 프로세스 ${driver.pid}이(가) 진행 중입니다.`,
    ),
  };
}

function isEnd({ state }: Reconciled): boolean {
  return state === 'done' || state === 'not-done';
}

function outcomeLine({ state, detail }: Reconciled, by: string) {
  return { state, ...recorded(detail), by };
}

/**
 * Writes down how it ended, where that is known and the record does not tell it yet; false where nothing was
 * written. Where another process drives the record this moment, the word is that one's.
 */
export async function closeRecord(
  { journal }: Pick<Context, 'journal'>,
  id: string,
  found: Reconciled,
  by: string,
): Promise<boolean> {
  if (!isEnd(found) || closedState(await journal.read(id)) !== null) return false;
  try {
    const record = await journal.reopen(id);
    try {
      // Somebody may have closed it since it was looked at.
      if (closedState(await journal.read(id)) !== null) return false;
      await record.append('outcome', outcomeLine(found, by));
      return true;
    } finally {
      await record.close();
    }
  } catch (thrown) {
    if (thrown instanceof TsopsError) return false;
    throw thrown;
  }
}
