import type { GitHub, Reading, RunFilter, Tag } from './github.port.ts';
import { toAccess, toComparison, toTags } from './github-answers.ts';
import {
  type Answer,
  createClient,
  type GitHubClient,
  type GitHubOptions,
} from './github-client.ts';
import { acceptedBy, afterFailure } from './github-dispatch.ts';
import { logTail } from './github-log.ts';
import { fields, notGitHub, textOrNull } from './github-read.ts';
import { toApprovals, toJobs, toProtection, toRun, toRuns } from './github-runs.ts';
import { githubHost } from './github-token.ts';
import { parseWorkflow } from './github-workflow.ts';

const pageSize = 100;
const lastPage = 100;

/** The GitHub adapter, over Octokit. Throws a config error where owner or repo is not set. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list of short methods
export function createGitHub(options: GitHubOptions): GitHub {
  const { config, clock } = options;
  const client = createClient(options);
  const { owner, repo } = client;
  const workflow = config.workflow.replace(/^.*\//, '');
  const actions = '/repos/{owner}/{repo}/actions';
  const ofWorkflow = { workflow_id: workflow };
  return {
    owner,
    repo,
    workflow,
    ref: config.ref,
    versionInput: config.versionInput,
    workflowUrl: `${webUrl(config.apiUrl)}/${owner}/${repo}/actions/workflows/${workflow}`,

    login: async (reading) => loginOf(await client.get('/user', 'who you are', {}, reading)),
    async access(reading) {
      const answer = await client.get('/repos/{owner}/{repo}', 'for the repository', {}, reading);
      return toAccess(answer.data, answer.headers['x-oauth-scopes'], options.token);
    },
    tags: (reading) => allTags(client, reading),
    async compare(base, head, reading) {
      const route = '/repos/{owner}/{repo}/compare/{base}...{head}';
      const range = { base, head, per_page: pageSize };
      return toComparison((await client.get(route, 'to compare versions', range, reading)).data);
    },
    async workflowFile(reading) {
      const path = `.github/workflows/${workflow}`;
      const route = '/repos/{owner}/{repo}/contents/{+path}';
      const what = { path, ref: config.ref };
      const answer = await client.find(route, 'for the workflow file', what, reading);
      return answer === null ? null : parseWorkflow(path, sourceOf(answer));
    },
    async workflowState(reading) {
      const route = `${actions}/workflows/{workflow_id}`;
      const answer = await client.find(route, 'for the workflow', ofWorkflow, reading);
      return answer === null ? null : textOrNull(fields(answer.data, 'the workflow').state);
    },
    async protection(environment, reading) {
      const route = '/repos/{owner}/{repo}/environments/{environment_name}';
      const what = { environment_name: environment };
      const answer = await client.find(route, 'for the environment', what, reading);
      return answer === null ? null : toProtection(answer.data);
    },
    async runs(filter, reading) {
      const route = `${actions}/workflows/{workflow_id}/runs`;
      const what = { ...ofWorkflow, ...runQuery(filter) };
      return toRuns((await client.get(route, 'for the deploy runs', what, reading)).data);
    },
    async run(runId, reading) {
      const route = `${actions}/runs/{run_id}`;
      const answer = await client.find(route, 'for the run', { run_id: runId }, reading);
      return answer === null ? null : toRun(answer.data);
    },
    async jobs(runId, reading) {
      const what = { run_id: runId, filter: 'latest', per_page: pageSize };
      const answer = await client.get(
        `${actions}/runs/{run_id}/jobs`,
        'for the jobs',
        what,
        reading,
      );
      return toJobs(answer.data);
    },
    async pendingApprovals(runId, reading) {
      const route = `${actions}/runs/{run_id}/pending_deployments`;
      const what = { run_id: runId };
      return toApprovals((await client.get(route, 'for the approvals', what, reading)).data);
    },
    logTail: (jobId, lines, reading) => logTail(client, options.http, jobId, lines, reading),
    async dispatch({ ref, inputs }) {
      const route = `${actions}/workflows/{workflow_id}/dispatches`;
      // Should a retry plugin ever be added: a dispatch repeated is a second deploy.
      const once = { request: { retries: 0 } };
      const body = { ref, inputs, return_run_details: true };
      let answer: Answer;
      try {
        answer = await client.post(route, { ...ofWorkflow, ...body, ...once });
      } catch (thrown) {
        return afterFailure(thrown, workflow, clock.now());
      }
      return acceptedBy(answer.status, answer.data, workflow);
    },
  };
}

/** Where people look at it: https://github.com for https://api.github.com. */
function webUrl(apiUrl: string): string {
  return `${new URL(apiUrl).protocol}//${githubHost(apiUrl)}`;
}

function runQuery({ event, actor, status, limit = 30 }: RunFilter = {}): object {
  return { event, actor, status, per_page: limit, exclude_pull_requests: true };
}

function loginOf(answer: Answer): string | null {
  return textOrNull(fields(answer.data, 'the user').login);
}

async function allTags(client: GitHubClient, reading?: Reading): Promise<readonly Tag[]> {
  const page = (number: number) =>
    client.get(
      '/repos/{owner}/{repo}/tags',
      'for the tags',
      { per_page: pageSize, page: number },
      reading,
    );
  const first = await page(1);
  const last = Number(/[?&]page=(\d+)[^>]*>; rel="last"/.exec(`${first.headers.link}`)?.[1] ?? 1);
  const others = Array.from({ length: Math.min(last, lastPage) - 1 }, (_, index) => index + 2);
  const rest = await Promise.all(others.map(page));
  return [first, ...rest].flatMap((answer) => toTags(answer.data));
}

/** The text of a file that the contents endpoint answers in base64. */
function sourceOf(answer: Answer): string {
  const { content, encoding } = fields(answer.data, 'the workflow file');
  if (typeof content === 'string' && encoding === 'base64') {
    return Buffer.from(content, 'base64').toString('utf8');
  }
  throw notGitHub('the workflow file has no content');
}
