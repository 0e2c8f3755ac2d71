import { credentials, lesserCredentials } from '../../credentials.ts';
import type { System } from '../../http/exchange.ts';
import { type Ask, dispatch, json, type Reply, route } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import { vendorOutage } from '../vendor.ts';
import { sentryEventRoutes } from './events.ts';
import { sentryIssueRoutes } from './issues.ts';
import { outcomeRoutes } from './outcomes.ts';
import { releaseRoutes } from './releases.ts';
import { sessionRoutes } from './sessions.ts';
import { sentryProblem } from './window.ts';

const ORG = 'talkstudio';
const PROJECT = 'talkstudio-web';
/** Tokens and their scopes. */
const TOKENS: Record<string, readonly string[]> = {
  [credentials.SENTRY_AUTH_TOKEN]: ['event:read', 'org:read', 'project:read', 'project:releases'],
  [lesserCredentials.sentryEvents]: ['event:read'],
};

/** The scope that an address asks for. */
function scopeOf(path: string): string {
  if (/\/issues\//.test(path)) return 'event:read';
  return /^\/api\/0\/projects\//.test(path) ? 'project:read' : 'org:read';
}

function refusal(ask: Ask): Reply | undefined {
  const token = /^Bearer (.+)$/i.exec(ask.headers.authorization ?? '')?.[1];
  if (!token) return sentryProblem('Authentication credentials were not provided.', 401);
  const scopes = TOKENS[token];
  if (!scopes) return sentryProblem('Invalid token', 401);
  if (!scopes.includes(scopeOf(ask.path))) {
    return sentryProblem('You do not have permission to perform this action.', 403);
  }
  const [, kind, org, project] =
    /^\/api\/0\/(organizations|projects)\/([^/]+)(?:\/([^/]+))?/.exec(ask.path) ?? [];
  if (org !== undefined && org !== ORG)
    return sentryProblem('The requested resource does not exist', 404);
  const foreign = kind === 'projects' && project !== undefined && project !== PROJECT;
  return foreign ? sentryProblem('The requested resource does not exist', 404) : undefined;
}

/** The part of Sentry's API that tells errors, who meets them, and since when. */
export function sentrySystem(world: World): System {
  const routes = [
    ...sentryIssueRoutes(world),
    ...sentryEventRoutes(world),
    ...sessionRoutes(world),
    ...releaseRoutes(world),
    ...outcomeRoutes(world),
    route('GET', '/api/0/organizations/:org/', () =>
      json({ id: '4507', slug: ORG, name: 'TalkStudio' }),
    ),
    route('GET', '/api/0/projects/:org/:project/', () =>
      json({
        id: '4509',
        slug: PROJECT,
        name: PROJECT,
        platform: 'javascript-react',
        organization: { slug: ORG },
      }),
    ),
  ];
  const limits = {
    'x-sentry-rate-limit-limit': '40',
    'x-sentry-rate-limit-remaining': '39',
    'x-sentry-rate-limit-concurrentlimit': '25',
    'x-sentry-rate-limit-concurrentremaining': '24',
  };
  const handle = (ask: Ask): Reply | undefined => {
    const reply = refusal(ask) ?? dispatch(routes, ask);
    return reply && { ...reply, headers: { ...limits, ...reply.headers } };
  };
  return { name: 'sentry', handle, outage: () => vendorOutage(world, 'sentry') };
}
