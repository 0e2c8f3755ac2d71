/* The one way in which we wait for a vendor: as long as it asks where it limits us, a moment where it fails. */
import type { Clock } from '../../contract/context.ts';

/** What one question may cost. Milliseconds. */
export interface RequestBudget {
  /** For the whole answer, waits included; with a `patience` it is that of each exchange. */
  readonly timeout: number;
  /** What may be waited between tries in all, beside the exchanges. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** Told before each wait, with the reason. */
  readonly onWait?: (milliseconds: number, reason: string) => void;
}

/** Why an attempt may be worth another one. */
export interface Setback {
  /** `limited`: the vendor took nothing and wants us later; `trouble`: it failed, or its answer was lost. */
  readonly kind: 'limited' | 'trouble';
  readonly reason: string;
  /** Milliseconds that it asks to wait; null where it does not say. */
  readonly wait: number | null;
}

export interface PatientAttempt<Result> {
  readonly result: Result;
  /** Absent where another try would change nothing, or could repeat a write. */
  readonly setback?: Setback;
}

/** How a vendor is waited for, in milliseconds. */
export interface WaitingHabits {
  /** After a limit that does not say how long. */
  readonly unsaidWait: number;
  /** Before the second, third … try after trouble (0: at once); there are no more tries than these. */
  readonly pauses: readonly number[];
}

export type WaitingClock = Pick<Clock, 'now' | 'sleep'>;

/**
 * Tries until there is no setback, or the next wait does not fit into the budget; resolves to the last
 * result. `attempt` is told the milliseconds that it may take. Rejects as `attempt` does, and with the
 * signal's reason.
 */
export async function patiently<Result>(
  clock: WaitingClock,
  budget: RequestBudget,
  habits: WaitingHabits,
  attempt: (timeout: number) => Promise<PatientAttempt<Result>>,
): Promise<Result> {
  const { timeout, patience, signal, onWait } = budget;
  const deadline = clock.now() + timeout;
  let left = patience ?? timeout;
  for (let tries = 0; ; tries += 1) {
    const remaining = patience === undefined ? deadline - clock.now() : timeout;
    const { result, setback } = await attempt(Math.max(1, remaining));
    const wait = setback && waitAfter(setback, tries, habits);
    if (setback === undefined || wait === undefined || wait > left) return result;
    if (patience === undefined && clock.now() + wait >= deadline) return result;
    if (wait === 0) continue;
    left -= wait;
    onWait?.(wait, setback.reason);
    await clock.sleep(wait, signal);
  }
}

function waitAfter(setback: Setback, tries: number, habits: WaitingHabits): number | undefined {
  if (setback.kind === 'limited') return setback.wait ?? habits.unsaidWait;
  const pause = habits.pauses[tries];
  return pause === undefined ? undefined : Math.max(pause, setback.wait ?? 0);
}
