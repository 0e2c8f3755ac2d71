import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import type { PlannedJob } from '../../world/run-plan.ts';
import { jobState, type State, stepState } from '../../world/run-state.ts';
import { runsOf, type SandboxRun } from '../../world/runs.ts';
import { commitsAt } from '../../world/versions.ts';
import { page } from './gateway.ts';
import { attemptOf, fullName, iso, missing, runPage, WORKFLOW_NAME } from './shape.ts';

function times(state: State) {
  const { status, conclusion } = state;
  return {
    status,
    conclusion,
    started_at: iso(state.startedAt),
    completed_at: iso(state.completedAt),
  };
}

function jobId(run: SandboxRun, index: number): number {
  return run.id * 2 + index;
}

function jobJson(world: World, ask: Ask, run: SandboxRun, job: PlannedJob, index: number) {
  const now = world.now();
  const id = jobId(run, index);
  const state = jobState(run, job, now);
  const ran = state.startedAt !== null && state.conclusion !== 'skipped';
  const repository = `${ask.origin}/repos/${fullName(world)}`;
  const steps = job.steps.map((step, i) => {
    return { number: i + 1, name: step.name, ...times(stepState(run, step, now)) };
  });
  return {
    id,
    node_id: `CR_${id}`,
    run_id: run.id,
    run_url: `${repository}/actions/runs/${run.id}`,
    run_attempt: run.firstAttempt ? 2 : 1,
    workflow_name: WORKFLOW_NAME,
    head_branch: run.ref,
    head_sha: commitsAt(world, run.createdAt)[0]?.sha ?? '',
    url: `${repository}/actions/jobs/${id}`,
    html_url: `${runPage(world, run)}/job/${id}`,
    name: job.name,
    created_at: iso(run.createdAt),
    ...times(state),
    // A job that waits shows when it was made.
    started_at: iso(state.startedAt ?? run.createdAt),
    labels: ['ubuntu-latest'],
    runner_id: ran ? 4 : null,
    runner_name: ran ? 'GitHub Actions 4' : null,
    runner_group_id: ran ? 0 : null,
    runner_group_name: ran ? 'GitHub Actions' : null,
    check_run_url: `${repository}/check-runs/${id}`,
    steps: ran ? steps : [],
  };
}

export function jobNamed(world: World, id: string | undefined) {
  for (const run of runsOf(world)) {
    const index = run.plan.jobs.findIndex((_, i) => String(jobId(run, i)) === id);
    const job = run.plan.jobs[index];
    if (job) return { run, job, index };
  }
  return undefined;
}

function jobs(world: World, ask: Ask): Reply {
  const run = attemptOf(world, ask);
  if (!run) return missing();
  return page(ask, run.plan.jobs, (some) => ({
    total_count: run.plan.jobs.length,
    jobs: some.map((job) => jobJson(world, ask, run, job, run.plan.jobs.indexOf(job))),
  }));
}

function oneJob(world: World, ask: Ask): Reply {
  const found = jobNamed(world, ask.params.id);
  return found ? json(jobJson(world, ask, found.run, found.job, found.index)) : missing();
}

export function jobRoutes(world: World): Route[] {
  const actions = '/repos/:owner/:repo/actions';
  return [
    route('GET', `${actions}/runs/:id/jobs`, (ask) => jobs(world, ask)),
    route('GET', `${actions}/runs/:id/attempts/:n/jobs`, (ask) => jobs(world, ask)),
    route('GET', `${actions}/jobs/:id`, (ask) => oneJob(world, ask)),
    route('GET', '/repos/:owner/:repo/check-runs/:id/annotations', () => json([])),
  ];
}
