import type { PlannedJob, PlannedStep } from './run-plan.ts';
import { endOf, type SandboxRun } from './runs.ts';

export type Status = 'queued' | 'pending' | 'waiting' | 'in_progress' | 'completed';
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | null;

export interface State {
  status: Status;
  conclusion: Conclusion;
  /** Epoch milliseconds; null where it has not come to that. */
  startedAt: number | null;
  completedAt: number | null;
}

const WAITING: State = { status: 'queued', conclusion: null, startedAt: null, completedAt: null };

function within(part: { from: number; to: number }, now: number): State | undefined {
  if (now < part.from) return WAITING;
  const startedAt = part.from;
  if (now < part.to)
    return { status: 'in_progress', conclusion: null, startedAt, completedAt: null };
  return undefined;
}

function ended(conclusion: Conclusion, from: number, to: number): State {
  const startedAt = Number.isFinite(from) ? from : to;
  return { status: 'completed', conclusion, startedAt, completedAt: to };
}

export function runState(run: SandboxRun, now: number): State {
  const end = endOf(run);
  if (now >= end) {
    const failed = run.plan.jobs.some((job) => job.steps.some((step) => step.fails));
    return ended(run.cutAs ?? (failed ? 'failure' : 'success'), run.plan.from, end);
  }
  const { from, waitsFrom, jobs } = run.plan;
  const deploy = jobs.at(-1);
  if (waitsFrom !== undefined && now >= waitsFrom && deploy && now < deploy.from) {
    return { status: 'waiting', conclusion: null, startedAt: from, completedAt: null };
  }
  if (now >= from)
    return { status: 'in_progress', conclusion: null, startedAt: from, completedAt: null };
  // GitHub calls a run `pending` while its concurrency group is taken, `queued` while it needs a runner.
  return { ...WAITING, status: run.blocked ? 'pending' : 'queued' };
}

/** The state of a step or of a job without regard to failures inside it. */
function partState(run: SandboxRun, part: PlannedStep | PlannedJob, now: number): State {
  const end = endOf(run);
  const over = now >= end;
  // At pace 0 everything happens in the moment in which the run ends.
  const cut = run.cutAt !== undefined && part.from >= end;
  if (over && (cut || !Number.isFinite(part.from))) return ended('skipped', end, end);
  if (over && part.to > end) return ended(run.cutAs ?? 'cancelled', part.from, end);
  return within(part, now) ?? ended('success', part.from, part.to);
}

export function stepState(run: SandboxRun, step: PlannedStep, now: number): State {
  const state = partState(run, step, now);
  return state.conclusion === 'success' && step.fails ? { ...state, conclusion: 'failure' } : state;
}

export function jobState(run: SandboxRun, job: PlannedJob, now: number): State {
  const state = partState(run, job, now);
  const failed = job.steps.some((step) => step.fails);
  if (state.conclusion === 'success' && failed) return { ...state, conclusion: 'failure' };
  const waits = state.status === 'queued' && runState(run, now).status === 'waiting';
  return waits ? { ...state, status: 'waiting' } : state;
}
