/* One read of Sentry's API: token, patience with its rate limit, and what its refusals mean. */
import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { ErrorsRead } from '../../ports/errors.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';
import { joinSignals } from '../http/joined-signal.ts';
import { secretOf } from '../http/secret.ts';
import { join } from '../http/vendor-answer.ts';

export interface SentryParts {
  readonly http: Http;
  readonly env: Env;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly config: {
    readonly url: string;
    readonly org?: string | undefined;
    readonly project?: string | undefined;
    readonly environment: string;
  };
}

export interface SentryAnswer {
  readonly json: unknown;
  /** Where the next page begins; null at the end. */
  readonly cursor: string | null;
}

type Scope = 'event:read' | 'org:read';
const readTimeout = 10_000;
const maxBody = 8 * 1024 * 1024;
const grant = 'a token of Sentry with org:read, project:read and event:read';

export interface SentryQuery {
  /** Below the organization: `issues/`. */
  readonly path: string;
  /** What the path asks for. Source: Sentry's API schema, `security`. */
  readonly scope: Scope;
  readonly query?: readonly (readonly [string, string])[];
}

/** Throws what `SentryEvents` says. Project and environment are added to the query. */
export async function askSentry(
  parts: SentryParts,
  asked: SentryQuery,
  read: ErrorsRead = {},
): Promise<SentryAnswer> {
  const request = requestOf(parts, asked, read.environment);
  const deadline = parts.clock.now() + (read.timeout ?? readTimeout);
  const { signal, release } = joinSignals(parts.signal, read.signal);
  try {
    for (;;) {
      const response = await send(parts, request, deadline, signal);
      if (response.status !== 429) return answerOf(response, asked, parts.config);
      const pause = pauseOf(response, parts.clock.now());
      if (parts.clock.now() + pause >= deadline) throw limited(pause);
      await parts.clock.sleep(pause, signal);
    }
  } finally {
    release();
  }
}

function requestOf({ env, config }: SentryParts, { path, query }: SentryQuery, named?: string) {
  const token = secretOf(env, 'SENTRY_AUTH_TOKEN', grant);
  if (token.problem) {
    const { detail, next = [] } = token.problem;
    throw new TsopsError({ kind: 'credentials', message: detail, next });
  }
  const { org, project, environment, url } = config;
  if (org === undefined || project === undefined) {
    throw new TsopsError({
      kind: 'config',
      message: 'sentry.org and sentry.project are not set: nobody knows which errors are ours',
      next: ['tsops init'],
    });
  }
  const search = new URLSearchParams(
    (query ?? []).map(([name, value]): [string, string] => [name, value]),
  );
  if (query !== undefined) {
    search.append('project', project);
    search.append('environment', named ?? environment);
  }
  const address = join(url, `/api/0/organizations/${encodeURIComponent(org)}/${path}`);
  return {
    url: query === undefined ? address : `${address}?${search}`,
    headers: { accept: 'application/json', authorization: `Bearer ${token.value}` },
  };
}

async function send(
  parts: SentryParts,
  request: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  deadline: number,
  signal: AbortSignal,
): Promise<HttpResponse> {
  signal.throwIfAborted();
  const timeout = Math.max(1, deadline - parts.clock.now());
  try {
    return await parts.http.send({ ...request, timeout, maxBody, signal });
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof HttpFailure)) throw thrown;
    throw unreachable(`Sentry was not read: ${cleanText(thrown.message, 200)}`);
  }
}

/** Milliseconds until Sentry wants to be asked again; `reset` is epoch seconds. Source: docs, rate limits. */
function pauseOf({ headers }: HttpResponse, now: number): number {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  if (seconds >= 0) return Math.max(100, seconds * 1000);
  const reset = Number(headers['x-sentry-rate-limit-reset'] ?? Number.NaN) * 1000;
  return reset > now ? reset - now : 1000;
}

function answerOf(
  response: HttpResponse,
  { scope, path }: SentryQuery,
  { org, project }: SentryParts['config'],
): SentryAnswer {
  const { status, headers, body } = response;
  if (status === 401) {
    throw credentials(
      'Sentry rejects SENTRY_AUTH_TOKEN (401)',
      `export SENTRY_AUTH_TOKEN=…  (${grant})`,
    );
  }
  if (status === 403) {
    throw credentials(`SENTRY_AUTH_TOKEN lacks the scope ${scope}`, `grant ${scope} to the token`);
  }
  if (status === 404) {
    const what = cleanText(path.split('/')[0], 40);
    throw new TsopsError({
      kind: 'config',
      message: `Sentry knows no ${what} of ${org}/${project} that this token may see (404)`,
      next: ['check sentry.org and sentry.project in tsops.config.yaml', 'tsops doctor sentry'],
    });
  }
  if (status >= 500) throw unreachable(`Sentry is in trouble: it answered ${status}`);
  if (status !== 200) throw unreachable(`Sentry answered ${status}${said(body)}`);
  return { json: parse(body), cursor: nextCursor(headers.link) };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw unreadable('it is not JSON');
  }
}

/** What Sentry says of a bad request, in its `detail`. */
function said(body: Uint8Array): string {
  try {
    const { detail } = JSON.parse(new TextDecoder().decode(body)) as { detail?: unknown };
    return typeof detail === 'string' ? `: ${cleanText(detail, 150)}` : '';
  } catch {
    return '';
  }
}

/** Both directions always stand in the header; `results` tells whether there is anything. */
function nextCursor(link: string | undefined): string | null {
  const next = link?.split(/,\s*(?=<)/).find((part) => /rel="next"/.test(part));
  if (next === undefined || !/results="true"/.test(next)) return null;
  return /cursor="([\w:.-]{1,100})"/.exec(next)?.[1] ?? null;
}

/** An answer of Sentry's that is not what its API promises. */
export function unreadable(what: string): TsopsError {
  return unreachable(`Sentry's answer can not be read: ${what}`);
}

function unreachable(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message, next: ['tsops doctor sentry'] });
}

function limited(pause: number): TsopsError {
  return unreachable(
    `Sentry limits our requests (429) and asks to wait ${Math.ceil(pause / 1000)} s`,
  );
}

function credentials(message: string, next: string): TsopsError {
  return new TsopsError({ kind: 'credentials', message, next: [next, 'tsops doctor sentry'] });
}
