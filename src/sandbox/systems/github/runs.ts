import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import type { World } from '../../world/model.ts';
import { type Conclusion, runState } from '../../world/run-state.ts';
import { runsOf, type SandboxRun } from '../../world/runs.ts';
import { commitsAt, type SandboxCommit } from '../../world/versions.ts';
import { page } from './gateway.ts';
import {
  attemptOf,
  fullName,
  iso,
  missing,
  repositoryJson,
  runNamed,
  runPage,
  user,
  WORKFLOW_FILE,
  WORKFLOW_ID,
  WORKFLOW_NAME,
  WORKFLOW_PATH,
} from './shape.ts';

function titleOf(run: SandboxRun): string {
  return `Deploy ${run.version} to ${run.environment} by @${run.actor}`;
}

function headCommit(run: SandboxRun, head: SandboxCommit | undefined) {
  const author = { name: head?.author ?? run.actor, email: 'dev@talkstudio.example' };
  const id = head?.sha ?? hexOf('head', 40);
  return {
    id,
    tree_id: hexOf(`tree/${id}`, 40),
    message: head?.title ?? 'release',
    timestamp: iso(head?.at ?? run.createdAt),
    author,
    committer: author,
  };
}

function runJson(world: World, ask: Ask, run: SandboxRun) {
  const attempt = run.firstAttempt ? 2 : 1;
  const state = runState(run, world.now());
  const url = `${ask.origin}/repos/${fullName(world)}/actions/runs/${run.id}`;
  const head = commitsAt(world, run.createdAt)[0];
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
    run_attempt: attempt,
    run_started_at: iso(state.startedAt ?? run.createdAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    check_suite_url: `${ask.origin}/repos/${fullName(world)}/check-suites/${run.id + 1}`,
    previous_attempt_url: run.firstAttempt ? `${url}/attempts/1` : null,
    workflow_url: `${ask.origin}/repos/${fullName(world)}/actions/workflows/${WORKFLOW_ID}`,
    head_commit: headCommit(run, head),
    repository: repositoryJson(world),
    head_repository: repositoryJson(world),
  };
}

/** GitHub's `status` filter takes both statuses and conclusions. */
function selected(ask: Ask, run: SandboxRun, now: number): boolean {
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

export function runRoutes(world: World): Route[] {
  const actions = '/repos/:owner/:repo/actions';
  const one = (ask: Ask) => {
    const run = runNamed(world, ask.params.id);
    return run ? json(runJson(world, ask, run)) : missing();
  };
  const known = [WORKFLOW_FILE, String(WORKFLOW_ID)];
  return [
    route('GET', `${actions}/workflows/:workflow/runs`, (ask) =>
      known.includes(ask.params.workflow ?? '') ? list(world, ask) : missing(),
    ),
    route('GET', `${actions}/runs`, (ask) => list(world, ask)),
    route('GET', `${actions}/runs/:id`, one),
    route('GET', `${actions}/runs/:id/attempts/:n`, (ask) => {
      const run = attemptOf(world, ask);
      return run ? json(runJson(world, ask, run)) : missing();
    }),
    route('GET', `${actions}/runs/:id/artifacts`, () => json({ total_count: 0, artifacts: [] })),
  ];
}
