import { TsopsError } from '../../contract/errors.ts';
import type { Dispatched } from '../../ports/deploys.ts';
import { linkOrNull } from '../http/json.ts';
import type { GitHubAnswer } from './client.ts';
import {
  type GitHubFailure,
  gitHubFailureOf,
  githubError,
  lostAnswer,
  rateLimitWait,
  wasMoved,
} from './failure.ts';

/**
 * What an answer below 400 says. A body that is not GitHub's leaves open who answered, and so does a redirect
 * that is not GitHub's own of a renamed repository: that one is not followed, and nothing was started.
 */
export function acceptedBy({
  status,
  data,
  headers,
}: Pick<GitHubAnswer, 'status' | 'data' | 'headers'>): Dispatched {
  if (wasMoved(status, headers.location)) throw movedError();
  if (status >= 300) return { outcome: 'unknown', reason: `HTTP ${status}, a redirect` };
  if (status === 204) return { outcome: 'accepted', runId: null, url: null };
  const body = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  const { workflow_run_id: runId, html_url: url } = body;
  if (typeof runId === 'number' && Number.isSafeInteger(runId) && runId > 0) {
    return { outcome: 'accepted', runId, url: linkOrNull(url) };
  }
  return { outcome: 'unknown', reason: `HTTP ${status} without a run's id` };
}

/** A 422 that names the key: an older server, which checks the body before it does anything. */
export function refusesKey(thrown: unknown, key: string): boolean {
  if (gitHubFailureOf(thrown)?.status !== 422) return false;
  const { response } = thrown as { response?: { data?: unknown } };
  return JSON.stringify(response?.data ?? '').includes(key);
}

/** The repository was renamed or transferred; GitHub takes no write under the old name. */
function movedError(): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message:
      'GitHub takes no dispatch under this name, and nothing was started: the repository was moved',
    next: [
      'tsops doctor github  (says what it is called now)',
      'set github.owner and github.repo to its new name in tsops.config.yaml',
    ],
  });
}

/** Unknown where the POST may have been taken; a thrown TsopsError where GitHub said no, or never got it. */
export function afterFailure(thrown: unknown, workflow: string, now: number): Dispatched {
  const failure = gitHubFailureOf(thrown);
  if (failure === undefined) throw thrown;
  const reason = lostAnswer(thrown, failure);
  if (reason !== undefined) return { outcome: 'unknown', reason };
  throw refusal(failure, workflow, now, thrown);
}

function refusal(
  failure: GitHubFailure,
  workflow: string,
  now: number,
  cause: unknown,
): TsopsError {
  const { status, message } = failure;
  const said = { 0: message, 404: `it has no ${workflow}, or hides it from this token` }[status];
  if (
    status === 401 ||
    status === 403 ||
    rateLimitWait(failure, now) !== undefined ||
    status === 0
  ) {
    const error = githubError(failure, 'to start the run', now, cause);
    return new TsopsError({
      kind: error.kind,
      message: `nothing was started: ${error.message}`,
      next: error.next,
      cause,
    });
  }
  return new TsopsError({
    kind: 'refused',
    message: `GitHub refused to start ${workflow}, and nothing was started: ${said ?? `${message} (HTTP ${status})`}`,
    next: ['tsops doctor', `compare ${workflow} with docs/deploy-workflow.md`],
    cause,
  });
}
