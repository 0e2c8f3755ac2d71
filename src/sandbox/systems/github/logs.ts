import { type Ask, type Reply, type Route, route, text } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import type { PlannedJob, PlannedStep } from '../../world/run-plan.ts';
import { stepState } from '../../world/run-state.ts';
import type { SandboxRun } from '../../world/runs.ts';
import { jobNamed } from './jobs.ts';
import { missing, runNamed } from './shape.ts';
import { zip } from './zip.ts';

function said(world: World, run: SandboxRun, step: PlannedStep): string[] {
  if (step.name === 'Checkout') {
    return [`##[error]A branch or tag with the name '${run.version}' could not be found`];
  }
  const { log } = world.scenario.workflow;
  return log.length > 0 ? log : ['The step failed.'];
}

/** The lines of a step, as the runner writes them: a time stamp before each. Empty where it did not run. */
function stepLines(world: World, run: SandboxRun, step: PlannedStep): string[] {
  const state = stepState(run, step, world.now());
  if (state.startedAt === null || state.conclusion === 'skipped') return [];
  const stamp = new Date(state.startedAt).toISOString().replace('Z', '0000Z');
  const failed = [...said(world, run, step), '##[error]Process completed with exit code 1.'];
  const lines = [`##[group]${step.name}`, '##[endgroup]'];
  if (state.conclusion === 'failure') lines.push(...failed);
  return lines.map((line) => `${stamp} ${line}`);
}

function jobLog(world: World, run: SandboxRun, job: PlannedJob): string {
  const lines = job.steps.flatMap((step) => stepLines(world, run, step));
  return `${lines.join('\n')}\n`;
}

/** The logs of a whole run, a file per step: `build/1_Set up job.txt`. */
function runLogs(world: World, run: SandboxRun): Buffer {
  const files: Record<string, string> = {};
  for (const job of run.plan.jobs) {
    job.steps.forEach((step, i) => {
      const lines = stepLines(world, run, step);
      if (lines.length > 0)
        files[`${job.name}/${i + 1}_${step.name}.txt`] = `${lines.join('\n')}\n`;
    });
  }
  return zip(files);
}

/** The short-lived address of a log, which wants no token. */
function moved(ask: Ask, path: string): Reply {
  return { status: 302, headers: { location: `${ask.origin}/_logs/${path}?token=short-lived` } };
}

export function logRoutes(world: World): Route[] {
  const actions = '/repos/:owner/:repo/actions';
  const ofJob = (ask: Ask) =>
    jobNamed(world, ask.params.id) ? moved(ask, `jobs/${ask.params.id}`) : missing();
  const ofRun = (ask: Ask) =>
    runNamed(world, ask.params.id) ? moved(ask, `runs/${ask.params.id}`) : missing();
  return [
    route('GET', `${actions}/jobs/:id/logs`, ofJob),
    route('GET', `${actions}/runs/:id/logs`, ofRun),
    route('GET', `${actions}/runs/:id/attempts/:n/logs`, ofRun),
  ];
}

/** What the short-lived addresses answer. */
export function storedLogRoutes(world: World): Route[] {
  return [
    route('GET', '/_logs/jobs/:id', (ask) => {
      const found = jobNamed(world, ask.params.id);
      return found ? text(jobLog(world, found.run, found.job)) : missing();
    }),
    route('GET', '/_logs/runs/:id', (ask) => {
      const run = runNamed(world, ask.params.id);
      const headers = { 'content-type': 'application/zip' };
      return run ? { status: 200, headers, body: runLogs(world, run) } : missing();
    }),
  ];
}
