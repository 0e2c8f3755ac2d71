/* What an action comes to, as a command prints it and its exit code follows from it. */

import type { Action, ActionState, Performed, Plan, Verified } from '../../contract/action.ts';
import type { ExitCode } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import type { Text } from '../../domain/text/language.ts';

export interface PerformResult<P extends Plan, Receipt, Proof> {
  readonly verdict: Verdict;
  readonly data: Performed<P, Receipt, Proof>;
  readonly next: readonly string[];
  readonly problems: readonly Problem[];
  readonly exitCode?: ExitCode;
}

/** What is known of a write beyond its state. */
export interface ActionOutcome<Receipt, Proof> {
  readonly detail: Text;
  readonly receipt?: Receipt | null;
  readonly proof?: Proof | null;
  readonly record?: string;
  readonly verdict?: Verdict;
  readonly next?: readonly string[];
  readonly problems?: readonly Problem[];
}

/** A write as its command prints it. */
export function performed<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  state: ActionState,
  outcome: ActionOutcome<Receipt, Proof>,
): Performed<P, Receipt, Proof> {
  return {
    action: action.name,
    state,
    plan,
    receipt: outcome.receipt ?? null,
    proof: outcome.proof ?? null,
    ...recorded(outcome.detail),
    record: outcome.record ?? null,
    undo: outcome.record === undefined ? null : action.undo(plan, outcome.receipt),
  };
}

/** What a state says where the proof does not say more. */
export const verdictOfActionState: Readonly<Record<ActionState, Verdict>> = {
  planned: 'ok',
  'in-progress': 'ok',
  done: 'ok',
  'not-done': 'bad',
  unknown: 'unknown',
  'stopped-waiting': 'unknown',
};

/** Where a write has come to, with the verdict that its state stands for. */
export function result<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  state: ActionState,
  outcome: ActionOutcome<Receipt, Proof>,
): PerformResult<P, Receipt, Proof> {
  return {
    verdict: outcome.verdict ?? verdictOfActionState[state],
    data: performed(action, plan, state, outcome),
    next: outcome.next ?? [],
    problems: outcome.problems ?? [],
    ...(state === 'stopped-waiting' ? { exitCode: 6 as const } : {}),
  };
}

/** What is said where nobody waits (`--no-wait`). */
export function leftRunning<P extends Plan, Receipt, Proof>(
  action: Action<P, Receipt, Proof>,
  plan: P,
  receipt: Receipt,
): Verified<Proof> {
  const { detail, next } = action.stillRunning(plan, receipt);
  return { state: 'in-progress', verdict: 'ok', proof: null, detail, next };
}
