import type { Config } from '../../config/schema.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { DeployRun, Deploys, RunFilter } from '../../ports/deploys.ts';
import type { Http } from '../../ports/http.ts';
import { textOrNull } from '../http/json.ts';
import type { GitHubAnswer, GitHubClient } from './client.ts';
import { deployedTo } from './deployed-to.ts';
import { fields, notGitHub } from './fields.ts';
import { logTail } from './log.ts';
import { dispatchEvent, toApprovals, toJobs, toRun, toRuns } from './runs.ts';
import { parseWorkflow } from './workflow.ts';

type ActionsReads = Pick<
  Deploys,
  | 'pipelineFile'
  | 'pipelineState'
  | 'runs'
  | 'runsInFlight'
  | 'run'
  | 'attempt'
  | 'deployedTo'
  | 'jobs'
  | 'pendingApprovals'
  | 'logTail'
>;

const actions = '/repos/{owner}/{repo}/actions';

/** What is asked of the deploy workflow and its runs. `workflow` is its file name. */
/** What `status` may be asked for; an older server may not know the last three, and a run passes through them. */
const unended = { known: ['in_progress', 'queued'], newer: ['waiting', 'pending', 'requested'] };

export function actionsReads(
  client: GitHubClient,
  http: Http,
  { workflow, ref }: Pick<Config['github'], 'workflow' | 'ref'>,
): ActionsReads {
  const ofWorkflow = { workflow_id: workflow };
  const runs: Deploys['runs'] = async (filter, reading) => {
    const route = `${actions}/workflows/{workflow_id}/runs`;
    const what = { ...ofWorkflow, ...runQuery(filter) };
    return toRuns((await client.get(route, 'for the deploy runs', what, reading)).data);
  };
  return {
    async pipelineFile(reading) {
      const path = `.github/workflows/${workflow}`;
      const route = '/repos/{owner}/{repo}/contents/{+path}';
      const what = { path, ref: ref };
      const answer = await client.find(route, 'for the workflow file', what, reading);
      return answer === null ? null : parseWorkflow(path, sourceOf(answer));
    },
    async pipelineState(reading) {
      const route = `${actions}/workflows/{workflow_id}`;
      const answer = await client.find(route, 'for the workflow', ofWorkflow, reading);
      return answer === null ? null : (textOrNull(fields(answer.data, 'the workflow').state) ?? '');
    },
    runs,
    async runsInFlight(reading) {
      const none = (thrown: unknown): readonly DeployRun[] => {
        reading?.signal?.throwIfAborted();
        if (thrown instanceof TsopsError) return [];
        throw thrown;
      };
      const found = await Promise.all([
        ...unended.known.map((status) => runs({ status }, reading)),
        ...unended.newer.map((status) => runs({ status }, reading).catch(none)),
      ]);
      const byId = new Map(found.flat().map((run) => [run.id, run]));
      return [...byId.values()].filter(({ status }) => status !== 'completed');
    },
    async run(runId, reading) {
      const route = `${actions}/runs/{run_id}`;
      const answer = await client.find(route, 'for the run', { run_id: runId }, reading);
      return answer === null ? null : toRun(answer.data);
    },
    async attempt(runId, number, reading) {
      const route = `${actions}/runs/{run_id}/attempts/{attempt_number}`;
      const what = { run_id: runId, attempt_number: number };
      const answer = await client.find(route, 'for the run', what, reading);
      return answer === null ? null : toRun(answer.data);
    },
    deployedTo: (run, reading) => deployedTo(client, run, reading),
    async jobs(runId, reading) {
      const what = { run_id: runId, filter: 'latest', per_page: 100 };
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
    logTail: (jobId, lines, reading) => logTail(client, http, jobId, lines, reading),
  };
}

function runQuery({ dispatched, actor, status, limit = 30, page }: RunFilter = {}): object {
  const event = dispatched ? dispatchEvent : undefined;
  return { event, actor, status, per_page: limit, page, exclude_pull_requests: true };
}

/** The text of a file that the contents endpoint answers in base64. */
function sourceOf(answer: GitHubAnswer): string {
  const { content, encoding } = fields(answer.data, 'the workflow file');
  if (typeof content === 'string' && encoding === 'base64') {
    return Buffer.from(content, 'base64').toString('utf8');
  }
  throw notGitHub('the workflow file has no content');
}
