import type { Verified } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import { inEnvironment } from '../../domain/deploys/suggested-command.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { recorded } from '../../domain/incident/recorded-text.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import { durationText } from '../../domain/time/span-text.ts';
import type { DeployRun, Deploys, Job } from '../../ports/deploys.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { followRun } from './follow.ts';
import { proveServed, type ServedProof } from './proof.ts';
import { verdictOf } from './report.ts';

/** Where a run broke. */
export interface FailedRun {
  readonly conclusion: string;
  readonly job: string | null;
  readonly step: string | null;
  /** Last lines of the job's log; empty where they could not be read. */
  readonly log: readonly string[];
}

export interface RollbackHealth {
  readonly verdict: Verdict;
  readonly detail: Text;
}

export interface RollbackProof {
  readonly served: ServedProof;
  /** Null where the run succeeded. */
  readonly failed: FailedRun | null;
  /** Null where it was not asked. */
  readonly health: {
    readonly verdict: Verdict;
    readonly detail: string;
    readonly said: Text;
  } | null;
}

/** What is to be proved, and where. */
export interface WatchedRollback {
  readonly environment: string;
  readonly version: string;
  readonly buildInfo: string;
  readonly invalidates: { readonly provider: string; readonly id: string } | null;
  readonly pollInterval: number;
  /** Called after each look at the run. */
  readonly onPoll?: () => Promise<void>;
  /** Probes the environment; null where there is nothing to probe. */
  readonly health: (() => Promise<RollbackHealth>) | null;
}

type Sources = Pick<Context, 'clock' | 'signal' | 'terminal' | 'services'>;

const logLines = 15;

/** Follows the run to its end, then proves what is served. `record` null: only look, invalidate nothing. */
export async function verifyRollback(
  context: Sources,
  deploys: Deploys,
  watched: WatchedRollback,
  receipt: { readonly runId: number; readonly url: string },
  record: OpenRecord | null,
  timeout: number,
): Promise<Verified<RollbackProof>> {
  const deadline = context.clock.now() + timeout;
  const { runId, url } = receipt;
  const { pollInterval, onPoll = async () => {} } = watched;
  const followed = await followRun(context, deploys, { runId, deadline, pollInterval, onPoll });
  const next = [`tsops rollback status ${runId}`];
  if (followed.end === 'stopped-waiting') {
    const last = followed.run?.status;
    const status =
      last === undefined
        ? say('not answered for', '상태 응답 없음')
        : say(last.replace('_', ' '), runWord(last).ko);
    return {
      state: 'stopped-waiting',
      verdict: 'unknown',
      proof: null,
      detail: say(
        `Stopped waiting after ${formatDuration(timeout)}; the run goes on (${status.en}): ${url}`,
        `${durationText(timeout).ko} 후 대기를 멈췄습니다. 실행은 계속됩니다(${status.ko}): ${url}`,
      ),
      next,
    };
  }
  if (followed.end === 'unknown') {
    const detail = say(
      `The run was started and cannot be followed any more: ${url}`,
      `실행은 시작되었으나 더 이상 따라갈 수 없습니다: ${url}`,
    );
    const problems = [followed.problem];
    return { state: 'unknown', verdict: 'unknown', proof: null, detail, next, problems };
  }
  const { run, jobs } = followed;
  await record?.append('observed', { runId, status: run.status, conclusion: run.conclusion });
  return run.conclusion === 'success'
    ? afterSuccess(context, watched, record, deadline)
    : afterFailure(context, deploys, watched, run, jobs);
}

async function afterSuccess(
  context: Sources,
  watched: WatchedRollback,
  record: OpenRecord | null,
  deadline: number,
): Promise<Verified<RollbackProof>> {
  const served = await proveServed(context, { ...watched, deadline }, record);
  if (!served.proved) return notServed(watched, served, null);
  await record?.append('observed', { serving: served.serving, proved: true });
  const health = watched.health === null ? null : await watched.health();
  const { environment, version } = watched;
  const after =
    health === null
      ? say('', '')
      : say(`; health: ${health.detail.en}`, `. 상태 점검: ${health.detail.ko}`);
  return {
    state: 'done',
    verdict: health?.verdict === 'bad' ? 'bad' : 'ok',
    proof: {
      served,
      failed: null,
      health: health === null ? null : { verdict: health.verdict, ...recorded(health.detail) },
    },
    detail: say(
      `${environment} serves ${version}, seen three times in a row${after.en}.`,
      `${environment}에서 ${version}이(가) 제공됩니다(연속 3회 확인)${after.ko}.`,
    ),
    next: health !== null && health.verdict !== 'ok' ? ['tsops health'] : [],
  };
}

/** `NOT rolled back`: another version is served, or nothing that can be read, or time ran out. */
function notServed(
  { environment, version }: WatchedRollback,
  served: ServedProof,
  failed: FailedRun | null,
): Verified<RollbackProof> {
  const proof = { served, failed, health: null };
  const why = failed === null ? say('the run succeeded', '실행은 성공') : failureText(failed);
  const { problems, serving } = served;
  const bad = failed === null ? 'unknown' : 'bad';
  if (serving === null) {
    const detail = say(
      `Not proved: ${why.en}, and what ${environment} serves could not be read.`,
      `증명되지 않음: ${why.ko}, ${environment} 제공 버전을 읽지 못했습니다.`,
    );
    const next = ['tsops health', 'tsops rollback status'];
    return { state: 'unknown', verdict: bad, proof, detail, next, problems };
  }
  if (served.cutShort && failed === null) {
    const detail = say(
      `Stopped waiting: ${why.en}, and ${environment} still serves ${serving}, wanted ${version}.`,
      `대기를 멈췄습니다: ${why.ko}, ${environment}에서 아직 ${serving} 제공 중(목표 ${version}).`,
    );
    const next = ['tsops rollback status'];
    return { state: 'stopped-waiting', verdict: 'unknown', proof, detail, next, problems };
  }
  const next = [
    inEnvironment(
      failed === null ? 'tsops invalidate --all' : `tsops rollback ${version}`,
      environment,
    ),
    `tsops version ${environment} --reads 5`,
  ];
  const detail = say(
    `NOT rolled back: serving ${serving}, wanted ${version} (${why.en}).`,
    `롤백되지 않음: 제공 중 ${serving}, 목표 ${version}(${why.ko}).`,
  );
  return { state: 'not-done', verdict: 'bad', proof, detail, next, problems };
}

function failureText({ conclusion, job, step }: FailedRun): Text {
  const where = [job, step].filter((name) => name !== null).join(' › ');
  const result = `실행 결과 ${runWord(conclusion).ko}`;
  return say(
    `the run ended in ${conclusion}${where === '' ? '' : ` at ${where}`}`,
    where === '' ? result : `${result}, ${where}`,
  );
}

async function afterFailure(
  context: Sources,
  deploys: Deploys,
  watched: WatchedRollback,
  run: DeployRun,
  jobs: readonly Job[],
): Promise<Verified<RollbackProof>> {
  const failed = await failedRun(context, deploys, run, jobs);
  const deadline = context.clock.now();
  const served = await proveServed(context, { ...watched, invalidates: null, deadline }, null);
  if (!served.proved) return notServed(watched, served, failed);
  return {
    state: 'done',
    verdict: 'bad',
    proof: { served, failed, health: null },
    detail: say(
      `${watched.environment} serves ${watched.version}, yet ${failureText(failed).en}: ${run.url}`,
      `${watched.environment}에서 ${watched.version}이(가) 제공되지만 ${failureText(failed).ko}: ${run.url}`,
    ),
    next: ['tsops health', `tsops rollback status ${run.id}`],
  };
}

async function failedRun(
  { signal }: Sources,
  deploys: Deploys,
  run: DeployRun,
  jobs: readonly Job[],
): Promise<FailedRun> {
  const job = jobs.find(({ conclusion }) => verdictOf(conclusion) === 'bad');
  const step = job?.steps.find(({ conclusion }) => verdictOf(conclusion) === 'bad');
  const log =
    job === undefined
      ? []
      : await deploys.logTail(job.id, logLines).catch((thrown: unknown): readonly string[] => {
          signal.throwIfAborted();
          if (asTsopsError(thrown).kind === 'bug') throw thrown;
          return [];
        });
  return {
    conclusion: run.conclusion ?? 'an unknown end',
    job: job?.name ?? null,
    step: step?.name ?? null,
    log,
  };
}
