/* Sentry as a vendor, and one read of its API version 0: what is asked, and what its refusals mean. */
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { ErrorsRead } from '../../ports/errors.ts';
import { joinSignals } from '../http/joined-signal.ts';
import {
  createVendorClient,
  secretError,
  type Vendor,
  type VendorAnswer,
  type VendorClient,
  type VendorParts,
} from '../http/vendor-client.ts';

/** Source: Sentry's docs, "Authentication" and "Rate limits". */
export const sentry: Vendor = {
  title: 'Sentry',
  secret: {
    variable: 'SENTRY_AUTH_TOKEN',
    howToGet: 'a token of Sentry with org:read, project:read and event:read',
  },
  headers: (token) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
  limit: { reset: 'x-sentry-rate-limit-reset' },
  unsaidWait: 1000,
  pauses: [500],
  errorText: [['detail']],
  maxBody: 8 * 1024 * 1024,
  next: ['tsops doctor sentry'],
};

export interface SentryParts extends VendorParts {
  readonly signal: AbortSignal;
  readonly config: {
    readonly url: string;
    readonly org?: string | undefined;
    readonly project?: string | undefined;
    readonly environment: string;
  };
}

/** Sentry, and which of its projects is ours. */
export interface SentryProject {
  readonly client: VendorClient;
  readonly signal: AbortSignal;
  readonly config: SentryParts['config'];
}

export function openSentry({ config, signal, ...parts }: SentryParts): SentryProject {
  return { client: createVendorClient(sentry, config.url, parts), signal, config };
}

export interface SentryAnswer {
  readonly json: unknown;
  /** Where the next page begins; undefined at the end. */
  readonly cursor: string | undefined;
}

/** Pages of one list: 2,000 issues. What is beyond them is told as `more`. */
export const mostPages = 20;

type Scope = 'event:read' | 'org:read';
const readTimeout = 10_000;

export interface SentryQuery {
  /** Below the organization: `issues/`. */
  readonly path: string;
  /** What the path asks for. Source: Sentry's API schema, `security`. */
  readonly scope: Scope;
  readonly query?: readonly (readonly [string, string])[];
  /** It may not be there (404): then the answer is null. */
  readonly perhaps?: true;
}

/** Throws what `SentryEvents` says. Project and environment are added to the query. */
export async function askSentry(
  sentryProject: SentryProject,
  asked: SentryQuery,
  read: ErrorsRead = {},
): Promise<SentryAnswer> {
  const { client } = sentryProject;
  const path = pathOf(sentryProject, asked, read.environment);
  const { signal, release } = joinSignals(sentryProject.signal, read.signal);
  signal.throwIfAborted();
  const budget = { timeout: read.timeout ?? readTimeout, signal };
  const { answer, reason } = await client.read({ path }, budget).finally(release);
  signal.throwIfAborted();
  if (answer === undefined) {
    // A failed connection names the host alone.
    const named = reason.startsWith(sentry.title);
    throw client.unreachable(named ? reason : `Sentry was not read: ${reason}`);
  }
  return answerOf(sentryProject, answer, asked);
}

function pathOf({ client, config }: SentryProject, { path, query }: SentryQuery, named?: string) {
  if (client.secret.problem) throw secretError(client.secret.problem);
  const { org, project, environment } = config;
  if (org === undefined || project === undefined) {
    throw new TsopsError({
      kind: 'config',
      message:
        'sentry.org and sentry.project are not set: tsops cannot tell which errors are yours',
      next: ['tsops init'],
    });
  }
  const below = `/api/0/organizations/${encodeURIComponent(org)}/${path}`;
  if (query === undefined) return below;
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
  search.append('project', project);
  search.append('environment', named ?? environment);
  return `${below}?${search}`;
}

function answerOf(
  { client, config }: SentryProject,
  answer: VendorAnswer,
  { scope, path, perhaps }: SentryQuery,
): SentryAnswer {
  const { status, meaning, headers, json } = answer;
  if (meaning === 'rejected') throw client.notLetIn('Sentry rejects SENTRY_AUTH_TOKEN (401)');
  if (meaning === 'forbidden') {
    const grant = [`grant ${scope} to the token`, ...sentry.next];
    throw client.notLetIn(`SENTRY_AUTH_TOKEN lacks the scope ${scope}`, ...grant);
  }
  if (meaning === 'missing' && perhaps) return { json: null, cursor: undefined };
  if (meaning === 'missing') {
    const what = cleanText(path.split('/')[0], 40);
    throw new TsopsError({
      kind: 'config',
      message: `Sentry has no ${what} of ${config.org}/${config.project} that this token may see (404)`,
      next: ['check sentry.org and sentry.project in tsops.config.yaml', 'tsops doctor sentry'],
    });
  }
  if (status !== 200) {
    const said = client.said(answer);
    throw client.unreachable(`Sentry answered ${status}${said === '' ? '' : `: ${said}`}`);
  }
  return { json, cursor: nextCursor(headers.link) };
}

/** Both directions always stand in the header; `results` tells whether there is anything. */
function nextCursor(link: string | undefined): string | undefined {
  const next = link?.split(/,\s*(?=<)/).find((part) => /rel="next"/.test(part));
  if (next === undefined || !/results="true"/.test(next)) return undefined;
  return /cursor="([\w:.-]{1,100})"/.exec(next)?.[1];
}

/** An answer of Sentry's that is not what its API promises. */
export function unreadableSentryAnswer(what: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `Sentry's answer cannot be read: ${what}`,
    next: sentry.next,
  });
}
