/*
 * The very same write, begun by another process of this state folder: it is followed, and nothing is sent a
 * second time.
 */

import type { Action, Plan, Reconciled } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { factsOfAction, isActionName } from '../../domain/incident/action-facts.ts';
import { isStartedSince } from '../../domain/incident/record-age.ts';
import { recordedText } from '../../domain/incident/recorded-text.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { JournalEntry, JournalReading } from '../../ports/journal.ts';
import { nounOf } from './noun.ts';

/** A write that is under way, or has ended since we looked first. */
export interface SameWrite<Receipt> {
  readonly record: string;
  /** Whose it is: `minji@desk`. */
  readonly by: string;
  /** Null where it is not known what the vendor answered. */
  readonly receipt: Receipt | null;
  readonly state: Reconciled['state'];
  readonly detail: Text;
}

/** More of a kind are not begun at one moment; what was started before is history, or settled. */
const looked = 12;
/** Nothing of it runs any more after that long. Milliseconds. */
const runsAtMost = 3_600_000;
/** What a vendor took it lists well within this. Milliseconds. */
const settlesWithin = 180_000;

/**
 * Null where there is none, or where it was not done. `known` are the records that were there before we
 * planned: of those only what is still under way counts, since whoever repeats what has ended means it.
 * Throws `refused` where one was killed a moment ago and nobody can know yet whether it was sent.
 */
export async function findSameWrite<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  context: Context,
  known: ReadonlySet<string>,
): Promise<SameWrite<Receipt> | null> {
  for (const id of await recordsOfKind(action.name, context)) {
    const reading = await context.journal.read(id).catch(() => null);
    const intent = reading === null ? undefined : sameIntent(action, plan, reading);
    if (reading === null || intent === undefined) continue;
    const old = known.has(id);
    if (old && !mayBeUnderWay(reading, intent, action, context.clock.now())) continue;
    const found = await standingOf<Receipt>(context, reading, old);
    if (found === null || found.state === 'not-done' || (old && found.state === 'done')) continue;
    if (found.state !== 'unknown') return { record: id, by: intent.actor, ...found };
    if (!old) return { record: id, by: intent.actor, ...found };
    // With a receipt it is known that it was sent; what became of it is for the guards, which ask the world.
    if (found.receipt === null) refuseWhereItMayRun(action, intent, id, context.clock.now());
  }
  return null;
}

/** Whether a living process is about to make the very same write, and has no answer yet. */
export async function isOnItsWay<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  context: Context,
  known: ReadonlySet<string>,
): Promise<boolean> {
  for (const id of await recordsOfKind(action.name, context)) {
    if (known.has(id)) continue;
    const reading = await context.journal.read(id).catch(() => null);
    if (reading === null || reading.driver === null) continue;
    if (sameIntent(action, plan, reading) !== undefined && !isAnswered(reading)) return true;
  }
  return false;
}

function hasIntent({ entries }: JournalReading): boolean {
  return entries.some(({ kind }) => kind === 'intent');
}

function isAnswered({ entries }: JournalReading): boolean {
  return entries.some(({ kind }) => kind === 'receipt' || kind === 'outcome');
}

/**
 * The records there are, but for those of this kind that may still become a write: that a living process
 * drives, or that say nothing yet. A record is there for a moment before its driver is.
 */
export async function endedRecords(name: string, context: Context): Promise<readonly string[]> {
  const { journal } = context;
  // A journal that cannot be read is said when the record is begun.
  const ids = await journal.list().catch(() => []);
  const begun = new Set<string>();
  for (const id of ofKind(name, ids, context.clock.now())) {
    const reading = await journal.read(id).catch(() => null);
    if (reading === null || reading.driver !== null || !hasIntent(reading)) begun.add(id);
  }
  return begun.size === 0 ? ids : ids.filter((id) => !begun.has(id));
}

/** Those that were started within the hour, by their names. */
function ofKind(name: string, ids: readonly string[], now: number): readonly string[] {
  return ids
    .filter((id) => id.includes(`-${name}-`) && isStartedSince(id, now - runsAtMost))
    .slice(0, looked);
}

async function recordsOfKind(
  name: string,
  { journal, clock }: Context,
): Promise<readonly string[]> {
  return ofKind(name, await journal.list().catch(() => []), clock.now());
}

function sameIntent<P extends Plan, R, V>(
  action: Action<P, R, V>,
  plan: P,
  { entries }: JournalReading,
): JournalEntry | undefined {
  const intent = entries.find(({ kind }) => kind === 'intent');
  if (intent?.action !== action.name || intent.environment !== plan.environment) return undefined;
  return isSameIntent(action, plan, intent) ? intent : undefined;
}

/** Whether an intent asks for the very thing that a plan would do. */
export function isSameIntent<P extends Plan, R, V>(
  action: Action<P, R, V>,
  plan: P,
  intent: Readonly<Record<string, unknown>>,
): boolean {
  return action.isSame?.(plan, intent) ?? intent.key === plan.key;
}

function mayBeUnderWay<P extends Plan, R, V>(
  { entries }: JournalReading,
  intent: JournalEntry,
  { joins = 'left-running' }: Action<P, R, V>,
  now: number,
): boolean {
  if (now - Date.parse(intent.at) > runsAtMost) return false;
  const outcome = entries.findLast(({ kind }) => kind === 'outcome');
  if (outcome === undefined) return true;
  const left = outcome.state === 'in-progress' || outcome.state === 'stopped-waiting';
  return left && joins === 'left-running';
}

type SameWriteState<Receipt> = Omit<SameWrite<Receipt>, 'record' | 'by'>;

/** What its record tells; where that is left open and nobody drives it, what the world shows. */
async function standingOf<Receipt>(
  context: Context,
  reading: JournalReading,
  old: boolean,
): Promise<SameWriteState<Receipt> | null> {
  const { entries, driver } = reading;
  const receipt = (entries.find(({ kind }) => kind === 'receipt')?.receipt ??
    null) as Receipt | null;
  const outcome = entries.findLast(({ kind }) => kind === 'outcome');
  const detail = recordedText(outcome?.said, outcome?.detail);
  const state = outcome?.state;
  if (state === 'done' || state === 'not-done') return { state, detail, receipt };
  if (!old && state === 'unknown') return { state, detail, receipt };
  // Before its receipt it holds the lock, which is waited for.
  if (driver !== null) return receipt === null ? null : { state: 'in-progress', detail, receipt };
  if (!old && receipt !== null) return { state: 'in-progress', detail, receipt };
  const found = await lookUp(context, reading);
  return { ...found, receipt: receipt ?? ((found.receipt ?? null) as Receipt | null) };
}

async function lookUp(context: Context, reading: JournalReading): Promise<Reconciled> {
  const name = String(reading.entries.find(({ kind }) => kind === 'intent')?.action);
  if (!isActionName(name)) return { state: 'unknown', detail: say('', '') };
  const { actionRow } = await import('../table.ts');
  const reconcile = await actionRow(name).reconcile();
  try {
    return await reconcile(context, reading, null);
  } catch (thrown) {
    context.signal.throwIfAborted();
    if (!(thrown instanceof TsopsError)) throw thrown;
    return { state: 'unknown', detail: say(thrown.message, thrown.message) };
  }
}

/** Where a repeat could do it twice, and the vendor may still show the first one. */
function refuseWhereItMayRun<P extends Plan, R, V>(
  action: Action<P, R, V>,
  intent: JournalEntry,
  record: string,
  now: number,
): void {
  const { name, danger, repeatable = false } = action;
  if (danger !== 'production' || repeatable) return;
  if (now - Date.parse(intent.at) > settlesWithin) return;
  const noun = nounOf(action);
  throw new TsopsError({
    kind: 'refused',
    message: say(
      `The same ${noun.en} was started a moment ago by ${intent.actor} and ended without a word: whether it was sent is not known yet (${record}).`,
      `조금 전 ${intent.actor}이(가) 시작한 같은 ${noun.ko}이(가) 결과 없이 끝났습니다. 전송되었는지 아직 알 수 없습니다(${record}).`,
    ),
    why: say(
      'Nothing was done: it could be done twice.',
      '두 번 실행될 수 있어 실행하지 않았습니다.',
    ),
    next: [factsOfAction(name)?.status(String(intent.environment)) ?? 'tsops incident status'],
  });
}
