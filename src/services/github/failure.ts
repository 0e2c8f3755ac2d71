import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import type { Setback } from '../http/patience.ts';
import { askedWait } from '../http/retry-after.ts';
import { httpFailureIn } from './octokit-fetch.ts';

/** What is known of a request that GitHub did not answer with 2xx. */
export interface GitHubFailure {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads what Octokit threw; undefined where it is none of its request errors. */
export function gitHubFailureOf(thrown: unknown): GitHubFailure | undefined {
  const http = httpFailureIn(thrown);
  if (http !== undefined) return { status: 0, message: http.message, headers: {} };
  if (!(thrown instanceof Error) || thrown.name !== 'HttpError') return undefined;
  const error = thrown as Error & {
    status: number;
    response?: { headers?: Record<string, string>; data?: unknown };
  };
  return {
    status: error.status,
    message: messageOf(error.response?.data) ?? `HTTP ${error.status}`,
    headers: error.response?.headers ?? {},
  };
}

function messageOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { message } = data as { message?: unknown };
  return typeof message === 'string' ? cleanText(message, 200) : undefined;
}

/**
 * Milliseconds until GitHub may be asked again, when it was a rate limit; undefined when it was not.
 * `retry-after` first, else the reset of an exhausted primary limit, else a minute (GitHub's own advice
 * for secondary limits).
 */
export function rateLimitWait({ status, headers, message }: GitHubFailure, now: number) {
  if (status !== 403 && status !== 429) return undefined;
  const after = askedWait(headers, now);
  if (after !== null) return after;
  if (headers['x-ratelimit-remaining'] === '0' && headers['x-ratelimit-reset'] !== undefined) {
    // The reset is told in whole seconds.
    return (askedWait(headers, now, { reset: 'x-ratelimit-reset' }) ?? 0) + 1000;
  }
  return status === 429 || /rate limit|abuse/i.test(message) ? 60_000 : undefined;
}

/** Why a failed read may be asked again: a limit, no answer, or a 5xx. */
export function gitHubSetbackOf(failure: GitHubFailure, now: number): Setback | undefined {
  const { status, message } = failure;
  const reason = status === 0 ? message : `HTTP ${status}`;
  const wait = rateLimitWait(failure, now);
  if (wait !== undefined) return { kind: 'limited', reason, wait };
  return status === 0 || status >= 500 ? { kind: 'trouble', reason, wait: null } : undefined;
}

/** The error of a failed request; `doing` completes “GitHub could not be asked …”: “for the tags”. */
export function githubError(failure: GitHubFailure, doing: string, now: number, cause: unknown) {
  const { status, message } = failure;
  const wait = rateLimitWait(failure, now);
  if (wait !== undefined) {
    return new TsopsError({
      kind: 'unreachable',
      message: `GitHub's rate limit is used up (${doing}): ${message}`,
      next: [`wait ${formatDuration(Math.ceil(wait / 1000) * 1000)}, then run it again`],
      cause,
    });
  }
  if (status === 401) {
    return new TsopsError({
      kind: 'credentials',
      message: `GitHub rejects the token (${doing}): ${message}`,
      next: ['gh auth login', 'or set GH_TOKEN to a token that is still valid'],
      cause,
    });
  }
  if (status === 404) {
    return new TsopsError({
      kind: 'credentials',
      message: `GitHub has no such thing, or hides it from this token (${doing}): ${message}`,
      next: ['tsops doctor', 'check github.owner, github.repo and github.workflow in the config'],
      cause,
    });
  }
  if (status === 403) return forbidden(failure, doing, cause);
  return new TsopsError({
    kind: 'unreachable',
    message: `GitHub did not answer (${doing}): ${status === 0 ? message : `HTTP ${status}, ${message}`}`,
    next:
      status === 0 ? ['tsops doctor'] : ['look at https://www.githubstatus.com, then try again'],
    cause,
  });
}

function forbidden(failure: GitHubFailure, doing: string, cause: unknown): TsopsError {
  const accepted = failure.headers['x-accepted-oauth-scopes'];
  const sso = failure.headers['x-github-sso'];
  const wanted = accepted
    ? `a token with the scope ${cleanText(accepted, 80)}`
    : 'a token with the scope repo, or Actions: read and write';
  return new TsopsError({
    kind: 'credentials',
    message: `GitHub does not allow this token to do it (${doing}): ${failure.message}`,
    next: sso
      ? ['authorise the token for the organisation (SAML single sign-on) on github.com']
      : [`set GH_TOKEN to ${wanted}`, 'gh auth refresh --scopes repo'],
    cause,
  });
}

/**
 * Why a write may have been taken although no answer says so; undefined where GitHub said no, or never got
 * it.
 */
export function lostAnswer(thrown: unknown, { status }: GitHubFailure): string | undefined {
  const http = httpFailureIn(thrown);
  if (http?.sent === true) return http.message;
  const silent = status >= 500 || status === 408 || (status >= 300 && status < 400);
  return silent ? `HTTP ${status}` : undefined;
}

/** GitHub's own redirect of a repository that was renamed or transferred: a write to it is not carried out. */
export function wasMoved(status: number, location: unknown): boolean {
  if (![301, 307, 308].includes(status)) return false;
  return /^(?:https?:\/\/[^/]+)?(?:\/api\/v3)?\/repositories\/\d+\//.test(String(location ?? ''));
}
