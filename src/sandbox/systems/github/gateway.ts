import { hour } from '../../../domain/time/units.ts';
import { credentials, lesserCredentials } from '../../credentials.ts';
import type { Ask, Reply } from '../../http/reply.ts';
import { json } from '../../http/reply.ts';
import { hash32 } from '../../noise.ts';
import type { World } from '../../world/model.ts';
import { gitHubProblem } from './shape.ts';

/** Who may approve a deploy to production. */
export const REVIEWER = 'seungho-park';

/** The id of the environment that wants a review. */
export const PRODUCTION_ENVIRONMENT = 161_088_068;

/** What the tokens of the sandbox may do. Any other token is refused as GitHub refuses a bad one. */
const TOKENS: Readonly<Record<string, { login: string; scopes: string; write: boolean }>> = {
  [credentials.GH_TOKEN]: { login: 'on-call', scopes: 'read:org, repo, workflow', write: true },
  [lesserCredentials.githubReviewer]: { login: REVIEWER, scopes: 'repo', write: true },
  [lesserCredentials.githubReader]: { login: 'reader', scopes: 'public_repo', write: false },
};

export type Caller = (typeof TOKENS)[string];

/** The caller, or the 401 that GitHub answers. */
export function callerOf(ask: Ask): Caller | Reply {
  const token = /^(?:bearer|token)\s+(.+)$/i.exec(ask.headers.authorization ?? '')?.[1];
  if (!token) return json(gitHubProblem('Requires authentication', 401), 401);
  return TOKENS[token] ?? json(gitHubProblem('Bad credentials', 401), 401);
}

const LIMIT = 5_000;

/** The primary rate limit, by the hour. */
export function rateLimit(world: World, used: number) {
  const reset = Math.ceil((world.now() + 1) / hour) * 3_600;
  return { limit: LIMIT, used, remaining: Math.max(0, LIMIT - used), reset };
}

/** Headers that every answer carries; a repeated read with its ETag is answered 304. */
export function dressed(world: World, ask: Ask, caller: Caller, reply: Reply, used: number): Reply {
  const { limit, remaining, reset } = rateLimit(world, used);
  const etag = `W/"${hash32(String(reply.body ?? ''))
    .toString(16)
    .padStart(8, '0')}"`;
  const headers: Record<string, string> = {
    'x-github-request-id': hash32(`${used}`).toString(16).toUpperCase(),
    'x-github-media-type': 'github.v3; format=json',
    'x-oauth-scopes': caller.scopes,
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
    ...reply.headers,
  };
  if (ask.method !== 'GET' || reply.status !== 200) return { ...reply, headers };
  const unchanged = ask.headers['if-none-match'] === etag;
  return unchanged
    ? { status: 304, headers: { ...headers, etag } }
    : { ...reply, headers: { ...headers, etag } };
}

/** One page of a list, with the Link header that leads to the others. */
export function page<T>(ask: Ask, all: readonly T[], wrap: (items: T[]) => unknown): Reply {
  const per = Math.min(100, Math.max(1, Number(ask.query.get('per_page') ?? 30) || 30));
  const at = Math.max(1, Number(ask.query.get('page') ?? 1) || 1);
  const last = Math.max(1, Math.ceil(all.length / per));
  const link = (n: number, rel: string) => {
    const query = new URLSearchParams(ask.query);
    query.set('page', String(n));
    return `<${ask.origin}${ask.path}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(at < last ? [link(at + 1, 'next'), link(last, 'last')] : []),
    ...(at > 1 ? [link(1, 'first'), link(at - 1, 'prev')] : []),
  ];
  const items = all.slice((at - 1) * per, at * per);
  return json(wrap(items), 200, links.length > 0 ? { link: links.join(', ') } : {});
}
