/*
 * The one protocol of every write: plan → consent → the lock of what it changes → plan again → intent in the
 * journal → apply → receipt → verify → outcome in the journal. No action writes outside it.
 */

import type { Action, Plan, WaitOptions } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import { say } from '../../domain/text/language.ts';
import type { Holder, OpenRecord } from '../../ports/journal.ts';
import { belongingTo } from './belonging.ts';
import { askConsent, type Consent, type ConsentFlags } from './consent.ts';
import type { followSameWrite } from './follow.ts';
import { nounOf } from './noun.ts';
import { refuseWhereAGuardDoes } from './refusal.ts';
import { leftRunning, type PerformResult, performed, result } from './result.ts';
import {
  endedRecords,
  findSameWrite,
  isOnItsWay,
  isSameIntent,
  type SameWrite,
} from './same-write.ts';
import {
  beforeTheWrite,
  isRefusal,
  nothingWasDone,
  thrownAfterIntent,
  unlessGivenUp,
} from './stopped.ts';
import { lockName, waitingText } from './waiting-text.ts';

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
 * how far it came. Where another process of this state folder does the very same, that one is followed.
 */
export async function perform<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  context: Context,
  options: PerformOptions,
): Promise<PerformResult<P, Receipt, Proof>> {
  const known = await endedRecords(action.name, context);
  const plannedAt = context.clock.now();
  const plan = await beforeTheWrite(action.plan(options));
  const nothing = action.nothingToDo?.(plan) ?? null;
  if (nothing !== null) return result(action, plan, 'done', nothing);
  if (options.dryRun) {
    return result(action, plan, 'planned', { detail: nothingDone });
  }
  context.terminal.warn(`${action.showPlan(plan, context.terminal.screen)}\n`);
  const earlier = await findSameWrite(action, plan, context, new Set(known));
  if (earlier !== null) return followOther(action, plan, earlier, options, context);
  const isAgainst = plan.guards.some(({ state }) => state !== 'pass');
  // While the same write is on its way its turn is waited for: then it is followed, or the guards are asked anew.
  if (isAgainst && !(await isOnItsWay(action, plan, context, new Set(known)))) {
    refuseWhereAGuardDoes(action, plan);
  }
  const consent = await beforeTheWrite(consentTo(action, plan, context, options));
  context.signal.throwIfAborted();
  const agreed = { action, plan, plannedAt, consent, known, options, context };
  const written = await inTurn(agreed, (waited) => writeOnce(agreed, waited));
  if ('same' in written) return followOther(action, plan, written.same, options, context);
  return 'ended' in written ? written.ended : verifyWritten(agreed, written);
}

/** Few writes meet another: only these load how it is followed. */
const followOther: typeof followSameWrite = async (...given) =>
  (await import('./follow.ts')).followSameWrite(...given);

function consentTo<P extends Plan, R, V>(
  action: Action<P, R, V>,
  { environment }: P,
  { terminal }: Context,
  options: PerformOptions,
): Promise<Consent> {
  const { danger } = action;
  const { typed } = options;
  const asked = { action: nounOf(action), danger, environment, flags: options, typed };
  return askConsent(asked, terminal);
}

/** What was consented to. */
interface Agreed<P extends Plan, Receipt, Proof> {
  readonly action: Action<P, Receipt, Proof>;
  readonly plan: P;
  /** Epoch milliseconds before the plan's first read. */
  readonly plannedAt: number;
  readonly consent: Consent;
  /** The records that were there before the plan. */
  readonly known: readonly string[];
  readonly options: PerformOptions;
  readonly context: Context;
}

type Written<P extends Plan, Receipt, Proof> =
  | { readonly same: SameWrite<Receipt> }
  | { readonly ended: PerformResult<P, Receipt, Proof> }
  | {
      readonly plan: P;
      readonly record: OpenRecord;
      readonly receipt: Receipt;
    };

/** Holds the lock of what is changed, from the second plan to the receipt; waits for it visibly. */
async function inTurn<P extends Plan, R, V, T>(
  { action, plan, options, context }: Agreed<P, R, V>,
  work: (waited: boolean) => Promise<T>,
): Promise<T> {
  const { journal, terminal, signal } = context;
  let begun = false;
  const turn = {
    patience: options.timeout,
    signal,
    onWait: (holder: Holder) => {
      terminal.warn(terminal.screen.say(waitingText(holder, action.lock(plan))));
    },
  };
  const locked = journal.exclusively(
    lockName(action.lock(plan)),
    (waited) => {
      begun = true;
      return work(waited);
    },
    turn,
  );
  return locked.catch((thrown: unknown) => {
    // Until its turn has come nothing was written.
    if (begun) throw thrown;
    return beforeTheWrite(Promise.reject(thrown));
  });
}

const nothingDone = say('nothing was done (--dry-run)', '실행하지 않았습니다(--dry-run)');

/** Milliseconds for which a plan holds where nobody else has begun anything. */
const planIsFresh = 3000;

async function writeOnce<P extends Plan, Receipt, Proof>(
  agreed: Agreed<P, Receipt, Proof>,
  waited: boolean,
): Promise<Written<P, Receipt, Proof>> {
  const { action, context, known, plannedAt, options } = agreed;
  const same = await findSameWrite(action, agreed.plan, context, new Set(known));
  if (same !== null) return { same };
  const ids = await context.journal.list().catch(() => known);
  const others = ids.some((id) => !known.includes(id) && id.includes(`-${action.name}-`));
  const old = context.clock.now() - plannedAt >= planIsFresh;
  const plan = waited || others || old ? await planAgain(agreed) : agreed.plan;
  const nothing = action.nothingToDo?.(plan) ?? null;
  if (nothing !== null) return { ended: result(action, plan, 'done', nothing) };
  const incident = await belongingTo(options, context, plan.environment, ids);
  const record = await context.journal.start(`${action.name}-${plan.environment}`);
  return orClosed(record, async () => {
    await record.append('intent', {
      action: action.name,
      environment: plan.environment,
      key: plan.key,
      consent: agreed.consent.by,
      ...incident,
      ...action.intent(plan),
    });
    return applyIt(action, plan, record, options, context);
  });
}

/** Refuses where it would do something else than what was consented to. */
async function planAgain<P extends Plan, R, V>({
  action,
  plan,
  context,
  options,
}: Agreed<P, R, V>): Promise<P> {
  const now = await beforeTheWrite(action.plan(options));
  refuseWhereAGuardDoes(action, now);
  const before = { key: plan.key, ...action.intent(plan) };
  const same = now.key === plan.key || isSameIntent(action, now, before);
  if (same || action.nothingToDo?.(now)) return now;
  context.terminal.warn(`${action.showPlan(now, context.terminal.screen)}\n`);
  throw new TsopsError({
    kind: 'refused',
    message: say(
      `The ${action.noun} would be another one now: something has changed since the plan was shown.`,
      '계획을 표시한 뒤 상황이 바뀌어, 지금 실행하면 계획과 달라집니다.',
    ),
    why: nothingWasDone,
    next: [options.typed],
    data: performed(action, now, 'not-done', {
      detail: say('the plan has changed', '계획이 바뀌었습니다'),
    }),
  });
}

/** Leaves the record open only where its write is still to be verified. */
async function orClosed<P extends Plan, R, V>(
  record: OpenRecord,
  work: () => Promise<Written<P, R, V>>,
): Promise<Written<P, R, V>> {
  let open = false;
  try {
    const written = await work();
    open = 'record' in written;
    return written;
  } finally {
    if (!open) await record.close();
  }
}

async function applyIt<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  record: OpenRecord,
  wait: WaitOptions,
  { signal, clock }: Context,
): Promise<Written<P, Receipt, Proof>> {
  let receipt: Receipt | null = null;
  try {
    const applying = applyOrRecordRefusal(action, plan, record, wait);
    const applied = await unlessGivenUp(applying, signal, clock);
    if (applied.applied === 'unknown') {
      const { problem } = applied;
      const detail = say(problem.message, `결과를 알 수 없습니다: ${problem.message}`);
      await record.append('outcome', { state: 'unknown', ...recorded(detail) });
      const { next } = action.stillRunning(plan, null);
      const more = { detail, record: record.id, next, problems: [problem] };
      return { ended: result(action, plan, 'unknown', more) };
    }
    receipt = applied.receipt;
    await record.append('receipt', { receipt });
    return { plan, record, receipt };
  } catch (thrown) {
    throw await thrownAfterIntent(thrown, action, plan, receipt, record, signal);
  }
}

/** An apply that throws was refused by the vendor (or never left), so that nothing was done. */
async function applyOrRecordRefusal<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  record: OpenRecord,
  wait: WaitOptions,
): ReturnType<Action<P, Receipt, Proof>['apply']> {
  try {
    return await action.apply(plan, record, wait);
  } catch (thrown) {
    if (isRefusal(thrown)) {
      await record.append('outcome', { state: 'not-done', detail: thrown.message });
    }
    throw thrown;
  }
}

async function verifyWritten<P extends Plan, Receipt, Proof>(
  { action, options, context }: Agreed<P, Receipt, Proof>,
  { plan, record, receipt }: Extract<Written<P, Receipt, Proof>, { record: OpenRecord }>,
): Promise<PerformResult<P, Receipt, Proof>> {
  try {
    await action.lookAround?.(plan, receipt, options);
    const verified = options.wait
      ? await action.verify(plan, receipt, record, options)
      : leftRunning(action, plan, receipt);
    const { state, detail } = verified;
    await record.append('outcome', { state, ...recorded(detail) });
    const problems = [...(action.seenAround?.() ?? []), ...(verified.problems ?? [])];
    return result(action, plan, state, { ...verified, problems, receipt, record: record.id });
  } catch (thrown) {
    throw await thrownAfterIntent(thrown, action, plan, receipt, record, context.signal);
  } finally {
    await record.close();
  }
}
