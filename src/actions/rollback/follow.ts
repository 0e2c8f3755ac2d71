import type { Context, ProgressSink } from '../../contract/context.ts';
import { asTsopsError, problemOf, TsopsError } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { say } from '../../domain/text/language.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import { spanText } from '../../domain/time/span-text.ts';
import type { DeployRun, Deploys, Job } from '../../ports/deploys.ts';
import { createReporter, waitingForRun } from './report.ts';

export type FollowedRun =
  | { readonly end: 'completed'; readonly run: DeployRun; readonly jobs: readonly Job[] }
  /** Time ran out; `run` as it was last seen. */
  | { readonly end: 'stopped-waiting'; readonly run: DeployRun | null }
  /** GitHub will not tell any more: our access ended, or the run was deleted. */
  | { readonly end: 'unknown'; readonly problem: Problem };

interface Follow {
  readonly runId: number;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly pollInterval: number;
  onPoll(): Promise<void>;
}

const tick = 1000;

type Sources = Pick<Context, 'clock' | 'signal' | 'terminal'>;
type Polled = { readonly run: DeployRun; readonly jobs: readonly Job[] };

/**
 * Follows a run to its end. A poll that fails is only a poll less; a rate limit is waited for as long as
 * GitHub says. Rejects only with the signal's reason.
 */
export async function followRun(
  { clock, signal, terminal }: Sources,
  deploys: Deploys,
  follow: Follow,
): Promise<FollowedRun> {
  const progress = terminal.progress(terminal.screen.say(waitingForRun));
  const reporter = createReporter({ clock, deploys, progress, screen: terminal.screen });
  let last: DeployRun | null = null;
  try {
    for (;;) {
      const polled = await poll(deploys, follow, { clock, signal, terminal, progress });
      if (polled !== null && 'end' in polled) return polled;
      // What keeps GitHub from answering stays on the screen until it answers again.
      const reached = polled !== null;
      if (polled !== null) {
        last = polled.run;
        await reporter.report(polled.run, polled.jobs);
        if (polled.run.status === 'completed') return { end: 'completed', ...polled };
        await follow.onPoll();
      }
      if (clock.now() >= follow.deadline) return { end: 'stopped-waiting', run: last };
      const until = Math.min(clock.now() + follow.pollInterval, follow.deadline);
      while (clock.now() < until) {
        await clock.sleep(Math.min(tick, until - clock.now()), signal);
        if (reached) reporter.tick();
      }
    }
  } finally {
    progress.stop();
  }
}

/** Null where GitHub did not answer this time. */
async function poll(
  deploys: Deploys,
  { runId, deadline }: Follow,
  { clock, signal, terminal, progress }: Sources & { progress: ProgressSink },
): Promise<Polled | Extract<FollowedRun, { end: 'unknown' }> | null> {
  const reading = {
    signal,
    patience: Math.max(0, deadline - clock.now()),
    onWait: (wait: number, reason: string) =>
      progress.update(
        terminal.screen.say(
          say(
            `GitHub: ${reason}; asking again in ${formatDuration(wait)}`,
            `GitHub: ${reason}. ${spanText(wait).ko} 뒤 다시 조회합니다`,
          ),
        ),
      ),
  };
  try {
    const [run, jobs] = await Promise.all([
      deploys.run(runId, reading),
      deploys.jobs(runId, reading).catch((thrown: unknown) => noJobs(thrown, signal)),
    ]);
    return run === null ? { end: 'unknown', problem: gone(runId) } : { run, jobs };
  } catch (thrown) {
    signal.throwIfAborted();
    const error = asTsopsError(thrown);
    if (error.kind === 'bug') throw thrown;
    if (error.kind !== 'unreachable') return { end: 'unknown', problem: problemOf(error) };
    progress.update(
      terminal.screen.say(
        say(
          `${error.message}; the run goes on, asking again`,
          `${error.message} 실행은 계속되며 다시 조회합니다`,
        ),
      ),
    );
    return null;
  }
}

/** The run's own state counts; its jobs are told when they can be. */
function noJobs(thrown: unknown, signal: AbortSignal): readonly Job[] {
  signal.throwIfAborted();
  if (thrown instanceof TsopsError) return [];
  throw thrown;
}

function gone(runId: number): Problem {
  return {
    kind: 'unreachable',
    message: `GitHub has no run ${runId} any more: it was deleted, or this token may not see it`,
    next: ['tsops version'],
  };
}
