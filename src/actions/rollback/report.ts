import type { Clock, ProgressSink, Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import type { DeployRun, DeployStep, Deploys, Job, PendingApproval } from '../../ports/deploys.ts';

interface ReporterParts {
  readonly clock: Clock;
  readonly deploys: Pick<Deploys, 'pendingApprovals' | 'runs'>;
  readonly progress: ProgressSink;
  readonly screen: Screen;
}

/** Tells what became of a run since the last look: a line for each step that ended, and what it is at. */
export function createReporter({ clock, deploys, progress, screen }: ReporterParts) {
  const told = new Set<string>();
  const once = (key: string, line: string): void => {
    if (told.has(key)) return;
    told.add(key);
    progress.note(line);
  };
  let standing = 'waiting for the run';
  let since = clock.now();
  return {
    /** Shows the time that passes between two looks. */
    tick(): void {
      progress.update(`${standing}  ${duration(clock.now() - since)}`);
    },

    async report(run: DeployRun, jobs: readonly Job[]): Promise<void> {
      for (const job of jobs) {
        for (const step of job.steps) {
          if (step.status !== 'completed' || step.conclusion === 'skipped') continue;
          once(`${job.id}/${step.number}`, `  ${stepLine(job, step, screen)}`);
        }
      }
      since = run.createdAt;
      standing = await whereItStands(run, jobs);
      this.tick();
    },
  };

  async function whereItStands(run: DeployRun, jobs: readonly Job[]): Promise<string> {
    if (run.status === 'waiting') {
      const line = approvalText(await approvals(run));
      once(`waiting/${line}`, `  ${screen.sign('warn')} ${line}  ${run.url}`);
      return line;
    }
    if (run.status === 'in_progress') return currentStep(jobs);
    if (run.status === 'completed') return run.conclusion ?? 'completed';
    const ahead = await runAhead(run);
    if (ahead === undefined) return run.status;
    const line = `queued behind “${ahead.title}” (${ahead.status})`;
    once(`behind/${ahead.id}`, `  ${screen.sign('warn')} ${line}  ${ahead.url}`);
    return line;
  }

  /** Nobody is kept from following by a detail that cannot be read. */
  async function approvals(run: DeployRun): Promise<readonly PendingApproval[]> {
    return deploys.pendingApprovals(run.id, { patience: 0 }).catch(() => []);
  }

  async function runAhead(run: DeployRun): Promise<DeployRun | undefined> {
    const runs = await deploys.runs({ limit: 30 }, { patience: 0 }).catch(() => []);
    return runs.find(({ id, status }) => id < run.id && status !== 'completed');
  }
}

function stepLine(job: Job, step: DeployStep, screen: Screen): string {
  const took =
    step.startedAt === null || step.completedAt === null
      ? ''
      : `  ${screen.paint.dim(duration(step.completedAt - step.startedAt))}`;
  return `${screen.sign(verdictOf(step.conclusion))} ${job.name} › ${step.name}${took}`;
}

export function verdictOf(conclusion: string | null): Verdict {
  if (conclusion === 'success' || conclusion === 'neutral') return 'ok';
  return conclusion === null || conclusion === 'skipped' ? 'no-data' : 'bad';
}

function currentStep(jobs: readonly Job[]): string {
  for (const job of jobs) {
    const step = job.steps.find(({ status }) => status === 'in_progress');
    if (step !== undefined) return `${job.name} › ${step.name}`;
  }
  return jobs.find(({ status }) => status === 'in_progress')?.name ?? 'running';
}

/** `waiting for approval of production by @a or team ops (you can give it)`. */
export function approvalText(pending: readonly PendingApproval[]): string {
  if (pending.length === 0) return 'waiting for an approval';
  const texts = pending.map(({ environment, reviewers, waitMinutes, youCanApprove }) => {
    const by = reviewers.length === 0 ? '' : ` by ${reviewers.slice(0, 6).join(' or ')}`;
    const timer = waitMinutes === 0 ? '' : `, wait timer ${waitMinutes} min`;
    return `${environment}${by}${timer}${youCanApprove ? ' (you can give it)' : ''}`;
  });
  return `waiting for approval of ${texts.join('; ')}`;
}

function duration(milliseconds: number): string {
  return formatDuration(Math.max(0, Math.round(milliseconds / 1000) * 1000));
}
