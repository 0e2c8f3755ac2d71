import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../contract/context.ts';
import { webHost } from '../../domain/net/web-host.ts';
import type { Deploys } from '../../ports/deploys.ts';
import { actionsReads } from './actions.ts';
import { approveRun } from './approve.ts';
import {
  createClient,
  type GitHubAnswer,
  type GitHubClient,
  type GitHubOptions,
} from './client.ts';
import { acceptedBy, afterFailure, refusesKey } from './dispatch.ts';
import { repositoryReads } from './repository.ts';

/** The GitHub adapter, over Octokit. Throws a config error where owner or repo is not set. */
export function createGitHub(options: GitHubOptions): Deploys {
  const { config, clock, http, token } = options;
  const { apiUrl, ref, tagFormat, versionInput, environmentInput, reasonInput, inputs } = config;
  const client = createClient(options);
  const { owner, repo } = client;
  const workflow = config.workflow.replace(/^.*\//, '');
  const actions = `${webUrl(apiUrl)}/${owner}/${repo}/actions`;
  return {
    owner,
    repo,
    pipeline: workflow,
    ref,
    versionInput,
    tagFormat,
    environmentInput,
    reasonInput,
    fixedInputs: inputs,
    pipelineUrl: `${actions}/workflows/${workflow}`,
    runUrl: (runId) => `${actions}/runs/${runId}`,
    ...repositoryReads(client, token),
    ...actionsReads(client, http, { workflow, ref }),
    dispatch: dispatchOf(client, clock, workflow),
    approve: (request) => approveRun(client, clock, request),
  };
}

/** Where people look at it: https://github.com for https://api.github.com. */
function webUrl(apiUrl: string): string {
  return `${new URL(apiUrl).protocol}//${webHost(apiUrl)}`;
}

/** One POST, whatever is answered; a second one only where the first was refused for a key that is not needed. */
function dispatchOf(
  client: GitHubClient,
  clock: Clock,
  workflow: Config['github']['workflow'],
): Deploys['dispatch'] {
  const route = '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
  // Should a retry plugin ever be added: a dispatch repeated is a second deploy.
  const once = { request: { retries: 0 } };
  return async ({ ref, inputs }) => {
    const send = (body: object) =>
      client.post(route, { workflow_id: workflow, ref, inputs, ...body, ...once });
    let answer: GitHubAnswer;
    try {
      answer = await send({ return_run_details: true }).catch((thrown: unknown) => {
        // GitHub Enterprise Server before 3.21 refuses the key itself: nothing was started.
        if (refusesKey(thrown, 'return_run_details')) return send({});
        throw thrown;
      });
    } catch (thrown) {
      return afterFailure(thrown, workflow, clock.now());
    }
    return acceptedBy(answer);
  };
}
