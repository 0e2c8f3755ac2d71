import { type Ask, json, jsonBody, type Reply, type Route, route } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import { runState } from '../../world/run-state.ts';
import { endOf, runsOf, type SandboxRun } from '../../world/runs.ts';
import { tagNamed, tagsAt } from '../../world/versions.ts';
import { type Caller, PRODUCTION_ENVIRONMENT, page, REVIEWER } from './gateway.ts';
import {
  fullName,
  gitHubProblem,
  iso,
  missing,
  runNamed,
  runPage,
  user,
  WORKFLOW_FILE,
  WORKFLOW_ID,
} from './shape.ts';

const NOT_ALLOWED = 'Resource not accessible by personal access token';
const KNOWN_INPUTS = ['version', 'environment'];

interface DispatchBody {
  ref?: unknown;
  inputs?: Record<string, unknown>;
  return_run_details?: unknown;
}

/** Why GitHub would refuse the dispatch with 422; undefined when it would not. */
function refusal(world: World, body: DispatchBody): string | undefined {
  const { ref, inputs = {} } = body;
  if (typeof ref !== 'string') return 'Invalid request.\n\n"ref" wasn\'t supplied.';
  const branch = world.scenario.repository.branch;
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  if (name !== branch && !tagsAt(world, world.now()).some((t) => t.version === name)) {
    return `No ref found for: ${ref}`;
  }
  const unknown = Object.keys(inputs).filter((key) => !KNOWN_INPUTS.includes(key));
  if (unknown.length > 0) return `Unexpected inputs provided: ${JSON.stringify(unknown)}`;
  return inputs.version ? undefined : "Required input 'version' not provided";
}

function dispatch(world: World, ask: Ask, caller: Caller): Reply {
  if (![WORKFLOW_FILE, String(WORKFLOW_ID)].includes(ask.params.workflow ?? '')) return missing();
  if (!caller.write) return json(gitHubProblem(NOT_ALLOWED, 403), 403);
  const body = jsonBody<DispatchBody>(ask);
  if (!body) return json(gitHubProblem('Problems parsing JSON', 400), 400);
  const message = refusal(world, body);
  if (message) return json(gitHubProblem(message, 422), 422);
  const inputs = Object.entries(body.inputs ?? {}).map(([key, value]) => [key, String(value)]);
  const ref = String(body.ref).replace(/^refs\/(heads|tags)\//, '');
  world.record({
    kind: 'dispatch',
    at: world.now(),
    ref,
    inputs: Object.fromEntries(inputs),
    actor: caller.login,
  });
  const run = runsOf(world).at(-1);
  const detailed =
    body.return_run_details === true || ask.headers['x-github-api-version'] === '2026-03-10';
  if (!run || !detailed) return { status: 204 };
  const url = `${ask.origin}/repos/${fullName(world)}/actions/runs/${run.id}`;
  return json({ workflow_run_id: run.id, run_url: url, html_url: runPage(world, run) });
}

function pending(world: World, ask: Ask, caller: Caller): Reply {
  const run = runNamed(world, ask.params.id);
  if (!run) return missing();
  if (runState(run, world.now()).status !== 'waiting') return json([]);
  return json([
    {
      environment: { id: PRODUCTION_ENVIRONMENT, node_id: 'EN_production', name: run.environment },
      wait_timer: 0,
      wait_timer_started_at: null,
      current_user_can_approve: caller.login === REVIEWER,
      reviewers: [{ type: 'User', reviewer: user(REVIEWER) }],
    },
  ]);
}

function review(world: World, ask: Ask, caller: Caller): Reply {
  const run = runNamed(world, ask.params.id);
  if (!run || !caller.write) return missing();
  const body = jsonBody<{ environment_ids?: number[]; state?: string; comment?: string }>(ask);
  const known = body?.environment_ids?.every((id) => id === PRODUCTION_ENVIRONMENT) ?? false;
  if (!body?.environment_ids?.length || !known || body.comment === undefined) {
    return json(gitHubProblem('Invalid request.', 422), 422);
  }
  if (caller.login !== REVIEWER || runState(run, world.now()).status !== 'waiting') {
    return json(gitHubProblem('You cannot approve or reject this deployment', 422), 422);
  }
  const state = body.state === 'approved' ? 'approved' : 'rejected';
  world.record({ kind: 'review', at: world.now(), runId: run.id, state, comment: body.comment });
  return json([deploymentOf(world, ask, run)]);
}

function cancel(world: World, ask: Ask, caller: Caller): Reply {
  const run = runNamed(world, ask.params.id);
  if (!run || !caller.write) return missing();
  if (world.now() >= endOf(run)) {
    return json(gitHubProblem('Cannot cancel a workflow run that is completed.', 409), 409);
  }
  world.record({ kind: 'cancel', at: world.now(), runId: run.id });
  return json({}, 202);
}

function deploymentOf(world: World, ask: Ask, run: SandboxRun) {
  const url = `${ask.origin}/repos/${fullName(world)}/deployments/${run.id + 3}`;
  return {
    id: run.id + 3,
    node_id: `DE_${run.id + 3}`,
    url,
    repository_url: `${ask.origin}/repos/${fullName(world)}`,
    sha: tagNamed(world, run.version)?.sha ?? '',
    ref: run.version,
    task: 'deploy',
    payload: {},
    environment: run.environment,
    original_environment: run.environment,
    description: null,
    creator: user(run.actor),
    created_at: iso(run.createdAt),
    updated_at: iso(run.createdAt),
    statuses_url: `${url}/statuses`,
    transient_environment: false,
    production_environment: run.environment === 'production',
  };
}

function deployments(world: World, ask: Ask): Reply {
  const environment = ask.query.get('environment');
  const all = runsOf(world)
    .filter((run) => !environment || run.environment === environment)
    .reverse();
  return page(ask, all, (runs) => runs.map((run) => deploymentOf(world, ask, run)));
}

const STATES: Record<string, string> = {
  queued: 'queued',
  pending: 'queued',
  waiting: 'queued',
  in_progress: 'in_progress',
};

/** Newest first. A success that a later success replaced is `inactive`. */
function statuses(world: World, ask: Ask): Reply {
  const runs = runsOf(world);
  const run = runs.find((one) => String(one.id + 3) === ask.params.id);
  if (!run) return missing();
  const now = world.now();
  const { status, conclusion } = runState(run, now);
  const ended = conclusion === 'success' ? 'success' : 'failure';
  const at = status === 'completed' ? endOf(run) : run.createdAt;
  const later = runs.find(
    (one) =>
      one.createdAt > run.createdAt &&
      one.environment === run.environment &&
      runState(one, now).conclusion === 'success',
  );
  const made = [
    ...(later && ended === 'success' && status === 'completed'
      ? [{ state: 'inactive', at: endOf(later) }]
      : []),
    { state: status === 'completed' ? ended : (STATES[status] ?? 'pending'), at },
  ];
  const { url, repository_url } = deploymentOf(world, ask, run);
  return json(
    made.map(({ state, at: when }, i) => ({
      id: run.id + 10 - i,
      node_id: `DES_${run.id + 10 - i}`,
      url: `${url}/statuses/${run.id + 10 - i}`,
      deployment_url: url,
      repository_url,
      state,
      creator: user(run.actor),
      description: '',
      environment: run.environment,
      log_url: runPage(world, run),
      target_url: runPage(world, run),
      environment_url: '',
      created_at: iso(when),
      updated_at: iso(when),
    })),
  );
}

export function deployRoutes(world: World, caller: () => Caller): Route[] {
  const actions = '/repos/:owner/:repo/actions';
  return [
    route('POST', `${actions}/workflows/:workflow/dispatches`, (ask) =>
      dispatch(world, ask, caller()),
    ),
    route('GET', `${actions}/runs/:id/pending_deployments`, (ask) => pending(world, ask, caller())),
    route('POST', `${actions}/runs/:id/pending_deployments`, (ask) => review(world, ask, caller())),
    route('POST', `${actions}/runs/:id/cancel`, (ask) => cancel(world, ask, caller())),
    route('POST', `${actions}/runs/:id/force-cancel`, (ask) => cancel(world, ask, caller())),
    route('GET', '/repos/:owner/:repo/deployments', (ask) => deployments(world, ask)),
    route('GET', '/repos/:owner/:repo/deployments/:id/statuses', (ask) => statuses(world, ask)),
  ];
}
