import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import type { PlannedJob } from '../../world/run-plan.ts';
import {
  type Conclusion,
  jobState,
  runState,
  type State,
  stepState,
} from '../../world/run-state.ts';
import { type Run, runsOf } from '../../world/runs.ts';
import { commitsAt } from '../../world/versions.ts';
import type { World } from '../../world/world.ts';
import { page } from './gateway.ts';
import {
  fullName,
  iso,
  problem,
  runPage,
  user,
  WORKFLOW_FILE,
  WORKFLOW_ID,
  WORKFLOW_NAME,
  WORKFLOW_PATH,
} from './shape.ts';

function times(state: State) {
  const { status, conclusion } = state;
  return {
    status,
    conclusion,
    started_at: iso(state.startedAt),
    completed_at: iso(state.completedAt),
  };
}

export function titleOf(run: Run): string {
  return `Deploy ${run.version} to ${run.environment} by @${run.actor}`;
}

function runJson(world: World, ask: Ask, run: Run) {
  const state = runState(run, world.now());
  const url = `${ask.origin}/repos/${fullName(world)}/actions/runs/${run.id}`;
  const head = commitsAt(world, run.createdAt)[0];
  const { owner, name } = world.scenario.repository;
  return {
    id: run.id,
    name: WORKFLOW_NAME,
    node_id: `WFR_${run.id}`,
    head_branch: run.ref,
    head_sha: head?.sha ?? hexOf('head', 40),
    path: WORKFLOW_PATH,
    display_title: titleOf(run),
    run_number: run.number,
    event: 'workflow_dispatch',
    status: state.status,
    conclusion: state.conclusion,
    workflow_id: WORKFLOW_ID,
    check_suite_id: run.id + 1,
    url,
    html_url: runPage(world, run),
    pull_requests: [],
    created_at: iso(run.createdAt),
    updated_at: iso(state.completedAt ?? state.startedAt ?? run.createdAt),
    actor: user(run.actor),
    triggering_actor: user(run.actor),
    run_attempt: 1,
    run_started_at: iso(state.startedAt ?? run.createdAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    cancel_url: `${url}/cancel`,
    workflow_url: `${ask.origin}/repos/${fullName(world)}/actions/workflows/${WORKFLOW_ID}`,
    head_commit: {
      id: head?.sha ?? hexOf('head', 40),
      message: head?.title ?? 'release',
      timestamp: iso(head?.at ?? run.createdAt),
      author: { name: head?.author ?? run.actor, email: 'dev@talkstudio.example' },
    },
    repository: { name, full_name: fullName(world), owner: user(owner) },
    head_repository: { name, full_name: fullName(world), owner: user(owner) },
  };
}

function jobId(run: Run, index: number): number {
  return run.id * 2 + index;
}

function jobJson(world: World, ask: Ask, run: Run, job: PlannedJob, index: number) {
  const now = world.now();
  const id = jobId(run, index);
  const state = jobState(run, job, now);
  return {
    id,
    run_id: run.id,
    run_attempt: 1,
    workflow_name: WORKFLOW_NAME,
    head_branch: run.ref,
    head_sha: commitsAt(world, run.createdAt)[0]?.sha,
    url: `${ask.origin}/repos/${fullName(world)}/actions/jobs/${id}`,
    html_url: `${runPage(world, run)}/job/${id}`,
    name: job.name,
    created_at: iso(run.createdAt),
    ...times(state),
    runner_name:
      state.startedAt === null || state.conclusion === 'skipped' ? null : 'GitHub Actions 4',
    labels: ['ubuntu-latest'],
    check_run_url: `${ask.origin}/repos/${fullName(world)}/check-runs/${id}`,
    steps:
      state.startedAt === null || state.conclusion === 'skipped'
        ? []
        : job.steps.map((step, i) => ({
            number: i + 1,
            name: step.name,
            ...times(stepState(run, step, now)),
          })),
  };
}

/** GitHub's `status` filter takes both statuses and conclusions. */
function selected(ask: Ask, run: Run, now: number): boolean {
  const { query } = ask;
  const { status, conclusion } = runState(run, now);
  const wanted = query.get('status');
  if (wanted && wanted !== status && wanted !== (conclusion as Conclusion)) return false;
  if (query.get('event') && query.get('event') !== 'workflow_dispatch') return false;
  if (query.get('branch') && query.get('branch') !== run.ref) return false;
  if (query.get('actor') && query.get('actor') !== run.actor) return false;
  return within(query.get('created') ?? '', run.createdAt);
}

/** `created` as GitHub's search syntax has it: `>=T`, `>T`, `<=T`, `<T`, `A..B`; T to the second. */
function within(created: string, at: number): boolean {
  const second = Math.floor(at / 1_000) * 1_000;
  const range = /^(.+)\.\.(.+)$/.exec(created);
  if (range) {
    const from = range[1] === '*' ? 0 : Date.parse(range[1] ?? '');
    const to = range[2] === '*' ? Number.POSITIVE_INFINITY : Date.parse(range[2] ?? '');
    return second >= from && second <= to;
  }
  const match = /^(>=|<=|>|<)?(.+)$/.exec(created);
  const bound = Date.parse(match?.[2] ?? '');
  if (!match || Number.isNaN(bound)) return true;
  if (match[1] === '>=') return second >= bound;
  if (match[1] === '>') return second > bound;
  if (match[1] === '<=') return second <= bound;
  if (match[1] === '<') return second < bound;
  return iso(at).startsWith(created);
}

function list(world: World, ask: Ask): Reply {
  const all = runsOf(world)
    .filter((run) => selected(ask, run, world.now()))
    .reverse();
  return page(ask, all, (runs) => ({
    total_count: all.length,
    workflow_runs: runs.map((run) => runJson(world, ask, run)),
  }));
}

export function runNamed(world: World, id: string | undefined): Run | undefined {
  return runsOf(world).find((run) => String(run.id) === id);
}

export const missing = () => json(problem('Not Found', 404), 404);

function jobNamed(world: World, id: string | undefined) {
  for (const run of runsOf(world)) {
    const index = run.plan.jobs.findIndex((_, i) => String(jobId(run, i)) === id);
    const job = run.plan.jobs[index];
    if (job) return { run, job, index };
  }
  return undefined;
}

function jobs(world: World, ask: Ask): Reply {
  const run = runNamed(world, ask.params.id);
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

/** The log of a job, as the runner writes it: a timestamp before every line. */
export function jobLog(world: World, id: string | undefined): string | undefined {
  const found = jobNamed(world, id);
  if (!found) return undefined;
  const { run, job } = found;
  const lines: string[] = [];
  for (const step of job.steps) {
    const state = stepState(run, step, world.now());
    if (state.startedAt === null || state.conclusion === 'skipped') continue;
    const stamp = new Date(state.startedAt).toISOString().replace('Z', '0000Z');
    lines.push(`${stamp} ##[group]${step.name}`, `${stamp} ##[endgroup]`);
    if (state.conclusion !== 'failure') continue;
    const said = step.name === 'Checkout' ? [noTag(run.version)] : world.scenario.workflow.log;
    for (const line of said.length > 0 ? said : ['The step failed.'])
      lines.push(`${stamp} ${line}`);
    lines.push(`${stamp} ##[error]Process completed with exit code 1.`);
  }
  return `${lines.join('\n')}\n`;
}

function noTag(version: string): string {
  return `##[error]A branch or tag with the name '${version}' could not be found`;
}

function log(world: World, ask: Ask): Reply {
  if (!jobNamed(world, ask.params.id)) return missing();
  return {
    status: 302,
    headers: { location: `${ask.origin}/_logs/${ask.params.id}?token=short-lived` },
  };
}

export function runRoutes(world: World): Route[] {
  const one = (ask: Ask) => {
    const run = runNamed(world, ask.params.id);
    return run ? json(runJson(world, ask, run)) : missing();
  };
  return [
    route('GET', '/repos/:owner/:repo/actions/workflows/:workflow/runs', (ask) =>
      [WORKFLOW_FILE, String(WORKFLOW_ID)].includes(ask.params.workflow ?? '')
        ? list(world, ask)
        : missing(),
    ),
    route('GET', '/repos/:owner/:repo/actions/runs', (ask) => list(world, ask)),
    route('GET', '/repos/:owner/:repo/actions/runs/:id', one),
    route('GET', '/repos/:owner/:repo/actions/runs/:id/attempts/:n', one),
    route('GET', '/repos/:owner/:repo/actions/runs/:id/jobs', (ask) => jobs(world, ask)),
    route('GET', '/repos/:owner/:repo/actions/runs/:id/attempts/:n/jobs', (ask) =>
      jobs(world, ask),
    ),
    route('GET', '/repos/:owner/:repo/actions/runs/:id/artifacts', () =>
      json({ total_count: 0, artifacts: [] }),
    ),
    route('GET', '/repos/:owner/:repo/actions/jobs/:id', (ask) => oneJob(world, ask)),
    route('GET', '/repos/:owner/:repo/actions/jobs/:id/logs', (ask) => log(world, ask)),
    route('GET', '/repos/:owner/:repo/check-runs/:id/annotations', () => json([])),
  ];
}
