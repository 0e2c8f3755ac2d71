import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { ApprovalRequest, Approved } from '../../ports/deploys.ts';
import type { GitHubAnswer, GitHubClient } from './client.ts';
import { gitHubFailureOf, githubError, lostAnswer, wasMoved } from './failure.ts';

/** One POST: repeated it would be answered with a refusal that tells nothing of the first. */
export async function approveRun(
  client: GitHubClient,
  clock: Clock,
  { runId, environmentIds, comment }: ApprovalRequest,
): Promise<Approved> {
  const route = '/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments';
  const what = { run_id: runId, environment_ids: environmentIds, state: 'approved', comment };
  let answer: GitHubAnswer;
  try {
    answer = await client.post(route, { ...what, request: { retries: 0 } });
  } catch (thrown) {
    return afterFailure(thrown, clock.now());
  }
  const { status, headers, data } = answer;
  // GitHub answers with the deployments; anything else leaves open who answered.
  if (status < 300 && Array.isArray(data)) return { outcome: 'approved' };
  if (status < 300) return { outcome: 'unknown', reason: `HTTP ${status} without deployments` };
  if (wasMoved(status, headers.location)) throw refused('the repository was moved', null);
  return { outcome: 'unknown', reason: `HTTP ${status}, a redirect` };
}

function afterFailure(thrown: unknown, now: number): Approved {
  const failure = gitHubFailureOf(thrown);
  if (failure === undefined) throw thrown;
  const reason = lostAnswer(thrown, failure);
  if (reason !== undefined) return { outcome: 'unknown', reason };
  const { status, message } = failure;
  if (status === 422) throw refused(message, thrown);
  const error = githubError(failure, 'to approve the run', now, thrown);
  const { kind, next } = error;
  throw new TsopsError({ kind, message: `nothing was approved: ${error.message}`, next });
}

function refused(why: string, cause: unknown): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `GitHub refused the approval, and nothing was approved: ${why}`,
    next: ['tsops rollback status', 'tsops doctor github'],
    cause,
  });
}
