/*
 * The one protocol of every write: plan → consent → intent in the journal → apply → verify → outcome in
 * the journal. No action writes outside it.
 */

import type { Action, Plan, Verified, WaitOptions } from '../../contract/action.ts';
import type { Clock, Context } from '../../contract/context.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { askConsent, type ConsentFlags } from './consent.ts';
import { type PerformResult, performed, result } from './result.ts';

export interface PerformOptions extends ConsentFlags, WaitOptions {
  readonly dryRun: boolean;
  /** The command line as typed, quoted for a shell. */
  readonly typed: string;
  /** The incident that it belongs to, and the runbook's step. Without it the open one is looked for. */
  readonly incident?: { readonly id: string; readonly step: string };
}

/**
 * Takes an action through the protocol. Throws `refused` (exit 5) when a guard or the engineer says no,
 * and whatever the action throws before its write; once the intent is written the journal always tells
 * how far it came.
 */
export async function perform<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  context: Pick<Context, 'clock' | 'journal' | 'terminal' | 'signal'>,
  options: PerformOptions,
): Promise<PerformResult<P, Receipt, Proof>> {
  const plan = await beforeTheWrite(action.plan(options));
  const nothing = action.nothingToDo?.(plan) ?? null;
  if (nothing !== null) return result(action, plan, 'done', nothing);
  if (options.dryRun) {
    return result(action, plan, 'planned', { detail: 'nothing was done (--dry-run)' });
  }
  context.terminal.warn(`${action.showPlan(plan, context.terminal.screen)}\n`);
  refuseWhereAGuardDoes(action, plan);
  const consent = await beforeTheWrite(
    askConsent(
      {
        action: action.noun,
        danger: action.danger,
        environment: plan.environment,
        flags: options,
        typed: options.typed,
      },
      context.terminal,
    ),
  );
  context.signal.throwIfAborted();
  const incident = await belongingTo(options, context, plan.environment);
  const record = await context.journal.start(topic(action.name, plan));
  try {
    await record.append('intent', {
      action: action.name,
      environment: plan.environment,
      key: plan.key,
      consent: consent.by,
      ...incident,
      ...action.intent(plan),
    });
    return await applyAndVerify(action, plan, record, options, context);
  } finally {
    await record.close();
  }
}

/** Whoever stops it here must know that nothing was written. */
async function beforeTheWrite<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const stopped = thrown instanceof TsopsError && thrown.why === undefined;
    if (!stopped || (thrown.kind !== 'interrupted' && thrown.kind !== 'terminated')) throw thrown;
    throw new TsopsError({ kind: thrown.kind, message: thrown.message, why: 'Nothing was done.' });
  }
}

/**
 * What an intent says of the incident that is open: whatever is done meanwhile is recorded in it. Most times
 * none is, and then nothing is loaded or read for it.
 */
async function belongingTo(
  { incident: known }: PerformOptions,
  { journal, clock }: Pick<Context, 'journal' | 'clock'>,
  environment: string,
): Promise<{ readonly incident?: string; readonly step?: string }> {
  if (known !== undefined) return { incident: known.id, step: known.step };
  // A journal that can not be read is said when the record is begun.
  const ids = await journal.list().catch(() => []);
  const some = ids.some((id) => /(?:^|-)incident-/.test(id));
  if (!some) return {};
  const { openIncident } = await import('../../evidence/incident/open.ts');
  const open = await openIncident({ journal, clock }, environment);
  return open === null ? {} : { incident: open.id };
}

function topic(name: string, plan: Plan): string {
  return `${name}-${plan.environment}`;
}

function refuseWhereAGuardDoes<P extends Plan, R, V>(action: Action<P, R, V>, plan: P): void {
  const against = plan.guards.filter((guard) => guard.state !== 'pass');
  if (against.length === 0) return;
  throw new TsopsError({
    kind: 'refused',
    message: `The ${action.noun} was refused: ${against.map((guard) => guard.detail).join('; ')}.`,
    why: 'Nothing was done.',
    next: against.flatMap((guard) => guard.next ?? []),
    data: performed(action, plan, 'not-done', { detail: 'refused by its guards' }),
  });
}

async function applyAndVerify<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  record: OpenRecord,
  wait: WaitOptions,
  { signal, clock }: Pick<Context, 'signal' | 'clock'>,
): Promise<PerformResult<P, Receipt, Proof>> {
  let receipt: Receipt | null = null;
  try {
    const applying = applyOrRecordRefusal(action, plan, record);
    const applied = await unlessGivenUp(applying, signal, clock);
    if (applied.applied === 'unknown') {
      await record.append('outcome', { state: 'unknown', detail: applied.problem.message });
      const { next } = action.stillRunning(plan, null);
      return result(action, plan, 'unknown', {
        detail: applied.problem.message,
        record: record.id,
        next,
        problems: [applied.problem],
      });
    }
    receipt = applied.receipt;
    await record.append('receipt', { receipt });
    const verified = wait.wait
      ? await action.verify(plan, receipt, record, wait)
      : leftRunning(action, plan, receipt);
    await record.append('outcome', { state: verified.state, detail: verified.detail });
    return result(action, plan, verified.state, { ...verified, receipt, record: record.id });
  } catch (thrown) {
    if (receipt === null && isRefusal(thrown)) throw thrown;
    if (signal.aborted) throw await interrupted(action, plan, receipt, record, signal);
    throw receipt === null ? thrown : afterTheWrite(thrown, action, plan, receipt, record);
  }
}

/** Milliseconds that a write on its way has to be answered after Ctrl-C: then its link can be told. */
const lastChance = 2000;

/** A vendor that does not answer must not hold whoever pressed Ctrl-C; what became of it is unknown then. */
async function unlessGivenUp<T>(work: Promise<T>, signal: AbortSignal, clock: Clock): Promise<T> {
  let stop = (): void => {};
  const givenUp = new Promise<never>((_, reject) => {
    stop = () => {
      clock.sleep(lastChance).then(() => reject(signal.reason), reject);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The vendor's No, or a write that never left; being told to stop is neither. */
function isRefusal(thrown: unknown): thrown is TsopsError {
  return (
    thrown instanceof TsopsError && thrown.kind !== 'interrupted' && thrown.kind !== 'terminated'
  );
}

/** An apply that throws was refused by the vendor (or never left), so that nothing was done. */
async function applyOrRecordRefusal<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  record: OpenRecord,
): ReturnType<Action<P, Receipt, Proof>['apply']> {
  try {
    return await action.apply(plan, record);
  } catch (thrown) {
    if (isRefusal(thrown)) {
      await record.append('outcome', { state: 'not-done', detail: thrown.message });
    }
    throw thrown;
  }
}

function leftRunning<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  receipt: Receipt,
): Verified<Proof> {
  const { detail, next } = action.stillRunning(plan, receipt);
  return { state: 'in-progress', verdict: 'ok', proof: null, detail, next };
}

async function interrupted<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  receipt: Receipt | null,
  record: OpenRecord,
  signal: AbortSignal,
): Promise<TsopsError> {
  const { detail, next } = action.stillRunning(plan, receipt);
  await record.append('interrupted', { detail });
  const reason = signal.reason;
  return new TsopsError({
    kind: reason instanceof TsopsError ? reason.kind : 'interrupted',
    message: `Stopped watching the ${action.noun}. ${detail}`,
    next,
    data: performed(action, plan, receipt === null ? 'unknown' : 'in-progress', {
      detail,
      receipt,
      record: record.id,
    }),
  });
}

/** What failed is the proof, not the write: whoever reads the error must know that it was made. */
function afterTheWrite<P extends Plan, Receipt, Proof>(
  thrown: unknown,
  action: Action<P, Receipt, Proof>,
  plan: P,
  receipt: Receipt,
  record: OpenRecord,
): TsopsError {
  const error = asTsopsError(thrown);
  const { detail, next } = action.stillRunning(plan, receipt);
  return new TsopsError({
    kind: error.kind,
    message: error.message,
    why: `The ${action.noun} was sent before this: ${detail}`,
    next: [...next, ...error.next],
    cause: error.cause ?? error,
    data: performed(action, plan, 'in-progress', { detail, receipt, record: record.id }),
  });
}
