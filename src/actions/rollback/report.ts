import type { Clock, ProgressSink, Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { type Language, say, type Text } from '../../domain/text/language.ts';
import { durationText } from '../../domain/time/span-text.ts';
import type { DeployRun, DeployStep, Deploys, Job, PendingApproval } from '../../ports/deploys.ts';

export const waitingForRun = say('waiting for the run', '실행을 기다리는 중');

interface ReporterParts {
  readonly clock: Clock;
  readonly deploys: Pick<Deploys, 'pendingApprovals' | 'runs'>;
  readonly progress: ProgressSink;
  readonly screen: Screen;
}

/** Tells what became of a run since the last look: a line for each step that ended, and what it is at. */
export function createReporter({ clock, deploys, progress, screen }: ReporterParts) {
  const told = new Set<string>();
  const took = (milliseconds: number) => screen.say(durationText(wholeSeconds(milliseconds)));
  const once = (key: string, line: string): void => {
    if (told.has(key)) return;
    told.add(key);
    progress.note(line);
  };
  let standing = screen.say(waitingForRun);
  let since = clock.now();
  return {
    /** Shows the time that passes between two looks. */
    tick(): void {
      progress.update(`${standing}  ${took(clock.now() - since)}`);
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
      const line = screen.say(approvalText(await approvals(run)));
      once(`waiting/${line}`, `  ${screen.sign('warn')} ${line}  ${run.url}`);
      return line;
    }
    if (run.status === 'in_progress')
      return currentStep(jobs) ?? screen.say(say('running', '실행 중'));
    if (run.status === 'completed') return screen.say(runWord(run.conclusion ?? run.status));
    const ahead = await runAhead(run);
    if (ahead === undefined) return screen.say(runWord(run.status));
    const line = screen.say(
      say(
        `queued behind “${ahead.title}” (${ahead.status})`,
        `“${ahead.title}” 다음 순서로 대기 중(${runWord(ahead.status).ko})`,
      ),
    );
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
      : `  ${screen.paint.dim(screen.say(durationText(wholeSeconds(step.completedAt - step.startedAt))))}`;
  return `${screen.sign(verdictOf(step.conclusion))} ${job.name} › ${step.name}${took}`;
}

export function verdictOf(conclusion: string | null): Verdict {
  if (conclusion === 'success' || conclusion === 'neutral') return 'ok';
  return conclusion === null || conclusion === 'skipped' ? 'no-data' : 'bad';
}

function currentStep(jobs: readonly Job[]): string | undefined {
  for (const job of jobs) {
    const step = job.steps.find(({ status }) => status === 'in_progress');
    if (step !== undefined) return `${job.name} › ${step.name}`;
  }
  return jobs.find(({ status }) => status === 'in_progress')?.name;
}

/** `waiting for approval of production by @a or team ops (you can give it)`. */
export function approvalText(pending: readonly PendingApproval[]): Text {
  if (pending.length === 0) return say('waiting for an approval', '승인 대기 중');
  const texts = pending.map(approvalOf);
  const told = (language: Language) => texts.map((text) => text[language]).join('; ');
  return say(`waiting for approval of ${told('en')}`, `승인 대기 중: ${told('ko')}`);
}

function approvalOf({ environment, reviewers, waitMinutes, youCanApprove }: PendingApproval): Text {
  const shown = reviewers.slice(0, 6);
  const by = shown.length === 0 ? '' : ` by ${shown.join(' or ')}`;
  const byKo = shown.length === 0 ? '' : `, 승인자 ${shown.join(' 또는 ')}`;
  const timer = waitMinutes === 0 ? '' : `, wait timer ${waitMinutes} min`;
  const timerKo = waitMinutes === 0 ? '' : `, 대기 시간 ${waitMinutes}분`;
  return say(
    `${environment}${by}${timer}${youCanApprove ? ' (you can give it)' : ''}`,
    `${environment}${byKo}${timerKo}${youCanApprove ? ' (직접 승인 가능)' : ''}`,
  );
}

function wholeSeconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000) * 1000);
}
