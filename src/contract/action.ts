/*
 * The contract of a write. `perform.ts` takes every action through one protocol: plan → consent →
 * intent in the journal → apply → verify → outcome in the journal → how to undo.
 */

import type { Problem } from '../domain/evidence/result.ts';
import type { Verdict } from '../domain/evidence/verdict.ts';
import type { ActionName } from '../domain/incident/action-facts.ts';
import type { Guard } from '../domain/incident/guard.ts';
import type { Text } from '../domain/text/language.ts';
import type { JournalReading, OpenRecord } from '../ports/journal.ts';
import type { Context, Screen } from './context.ts';

export type { Guard };

export interface Plan {
  readonly environment: string;
  readonly guards: readonly Guard[];
  /** Identifies this write to the vendor or to ourselves, so that a repeat can be recognised. */
  readonly key: string;
}

/** `no`, where the vendor refused it, is a thrown TsopsError. */
export type Applied<Receipt> =
  | { readonly applied: 'yes'; readonly receipt: Receipt }
  /** Sent, and no answer tells whether it was taken. Never sent again by itself. */
  | { readonly applied: 'unknown'; readonly problem: Problem };

/** Where a write stands, read from the world. */
export type ActionState =
  | 'planned'
  | 'in-progress'
  | 'done'
  | 'not-done'
  | 'unknown'
  /** We stopped waiting; the remote work may go on. */
  | 'stopped-waiting';

/** What became of an earlier write, as the world shows it. The one vocabulary of every look-up. */
export interface Reconciled {
  readonly state: Extract<ActionState, 'done' | 'not-done' | 'in-progress' | 'unknown'>;
  /** One sentence, for people and for the journal. */
  readonly detail: Text;
  readonly next?: readonly string[];
  /** The receipt of the write, where the vendor shows it and the record does not hold it. */
  readonly receipt?: unknown;
}

/**
 * Decides after a crash, or a lost answer, whether the write of a record was done. Sends nothing new. With
 * `record` (driven by the caller) what is under way is followed to its end and proved, and its lines are
 * written there; the outcome itself is the caller's to write. Throws what the ports throw.
 */
export type Reconcile = (
  context: Context,
  reading: JournalReading,
  record: OpenRecord | null,
) => Promise<Reconciled>;

export interface Verified<Proof> {
  readonly state: Exclude<ActionState, 'planned'>;
  readonly verdict: Verdict;
  readonly proof: Proof | null;
  /** One sentence for the journal and the last line of the screen. */
  readonly detail: Text;
  readonly next?: readonly string[];
  readonly problems?: readonly Problem[];
}

export interface WaitOptions {
  /** False with `--no-wait`: `verify` is not called. */
  readonly wait: boolean;
  /** Milliseconds, from `--timeout`. */
  readonly timeout: number;
}

/** What an action command prints, whatever became of it. */
export interface Performed<P extends Plan = Plan, Receipt = unknown, Proof = unknown> {
  readonly action: string;
  readonly state: ActionState;
  readonly plan: P;
  readonly receipt: Receipt | null;
  readonly proof: Proof | null;
  readonly detail: string;
  /** The detail in every language. */
  readonly said: Text;
  /** The journal record that holds it; null where nothing was written. */
  readonly record: string | null;
  /** The command that undoes it, once there is something to undo. */
  readonly undo: string | null;
}

export interface Action<P extends Plan, Receipt, Proof> {
  /** One word: `rollback`, `invalidate`. Its row in `actions/table.ts` tells how it is looked up after a crash. */
  readonly name: ActionName;
  /** What a sentence calls it: the `rollback`, the `invalidation`. */
  readonly noun: string;
  readonly danger: 'remote' | 'production';
  /** The default of `--timeout`, milliseconds. */
  readonly timeout: number;
  /**
   * Reads only. Every guard is asked, so that all refusals are shown at once. What only `verify` would use
   * need not be read where `wait` says that it is not called.
   */
  plan(wait?: WaitOptions): Promise<P>;
  /**
   * What it changes, environment and kind: `deploy-production`. Between consent and receipt one process of a
   * state folder at a time holds it.
   */
  lock(plan: P): string;
  /** Whether the intent of a record asks for this very write; without it, the keys are compared. */
  isSame?(plan: P, intent: Readonly<Record<string, unknown>>): boolean;
  /**
   * What of the same write, begun before, is followed rather than done again: also one that was left running
   * (the default), or only one whose process was killed or goes on.
   */
  readonly joins?: 'left-running' | 'unended';
  /** The vendor takes a repeat of it as the same: it need not be known what became of the first. */
  readonly repeatable?: boolean;
  /**
   * Why there is nothing to do; null where there is. Then nobody is asked, nothing is written, and the
   * action is done.
   */
  nothingToDo?(plan: P): { readonly detail: Text; readonly next: readonly string[] } | null;
  /** What will change, as people read it before they consent. */
  showPlan(plan: P, screen: Screen): string;
  /** The part of the plan that is needed to recognise this write later; goes into the journal. */
  intent(plan: P): Readonly<Record<string, unknown>>;
  /** The one write. Throws where the vendor refused it, and nothing was done. */
  apply(plan: P, record: OpenRecord, wait: WaitOptions): Promise<Applied<Receipt>>;
  /** Looks right after the write whether somebody else does the like, and says so, be it waited for or not. */
  lookAround?(plan: P, receipt: Receipt, wait: WaitOptions): Promise<unknown>;
  /** What was seen of that, in all. */
  seenAround?(): readonly Problem[];
  /**
   * Reads the world back until it shows the target, or time runs out. `record` is null where the write is
   * another process's that writes its record itself: then nothing but reading is done.
   */
  verify(
    plan: P,
    receipt: Receipt,
    record: OpenRecord | null,
    wait: WaitOptions,
  ): Promise<Verified<Proof>>;
  /** What goes on remotely and how to come back, for Ctrl-C and `--no-wait`. */
  stillRunning(
    plan: P,
    receipt: Receipt | null,
  ): { readonly detail: Text; readonly next: readonly string[] };
  /** The command that undoes it; null where nothing can. The receipt may be that of another process that is followed. */
  undo(plan: P, receipt?: Receipt | null): string | null;
}
