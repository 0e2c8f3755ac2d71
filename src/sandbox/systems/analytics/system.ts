import { hour } from '../../../domain/time/units.ts';
import { lesserCredentials } from '../../credentials.ts';
import type { System } from '../../http/exchange.ts';
import { type Ask, dispatch, json, jsonBody, type Reply, route } from '../../http/reply.ts';
import { faultOfAssertion } from '../../service-account.ts';
import type { World } from '../../world/model.ts';
import { vendorOutage } from '../vendor.ts';
import { dimensionsOf, faultOf, liveReportFor, type ReportAsk, reportFor } from './report.ts';

/** The Google Analytics 4 property of the sandbox. */
export const PROPERTY = '412300001';

/** What a standard property may use; a scenario says how much of it is left. */
const QUOTAS = {
  tokensPerDay: 200_000,
  tokensPerHour: 40_000,
  tokensPerProjectPerHour: 14_000,
  concurrentRequests: 10,
  serverErrorsPerProjectPerHour: 10,
  potentiallyThresholdedRequestsPerHour: 120,
};

function problem(code: number, status: string, message: string, details: object[] = []): Reply {
  const more = details.length === 0 ? {} : { details };
  return json({ error: { code, status, message, ...more } }, code);
}

const badRequest = (message: string) => problem(400, 'INVALID_ARGUMENT', message);

/** Tokens that were given out, and until when each counts. */
type Sessions = Map<string, number>;

function quotaOf({ scenario }: World) {
  const quotas = Object.entries(QUOTAS).map(([name, most]) => {
    const isTokens = name.startsWith('tokens');
    const left = isTokens ? Math.floor(most * scenario.analytics.quota) : most;
    return [name, { consumed: isTokens ? 4 : 0, remaining: left }] as const;
  });
  return { propertyQuota: Object.fromEntries(quotas) };
}

/** The answer to one of the property's methods. */
function methodOf(world: World, method: string, ask: Ask): Reply | undefined {
  if (world.scenario.analytics.quota <= 0) {
    return problem(429, 'RESOURCE_EXHAUSTED', 'Exhausted property tokens for a project per hour.');
  }
  const withQuota = (asked: ReportAsk) => (asked.returnPropertyQuota ? quotaOf(world) : {});
  if (method === 'runReport') {
    const asked = jsonBody<ReportAsk>(ask) ?? {};
    const fault = faultOf(world, asked);
    if (fault !== undefined) return badRequest(fault);
    return json({ ...reportFor(world, asked), ...withQuota(asked) });
  }
  if (method === 'batchRunReports') {
    const { requests = [] } = jsonBody<{ requests: ReportAsk[] }>(ask) ?? {};
    if (requests.length === 0 || requests.length > 5) {
      return badRequest('A batch holds from one to five requests.');
    }
    const fault = requests.map((asked) => faultOf(world, asked)).find((each) => each !== undefined);
    if (fault !== undefined) return badRequest(fault);
    const reports = requests.map((asked) => ({ ...reportFor(world, asked), ...withQuota(asked) }));
    return json({ reports, kind: 'analyticsData#batchRunReports' });
  }
  if (method === 'runRealtimeReport') {
    const asked = jsonBody<ReportAsk>(ask) ?? {};
    const report = liveReportFor(world, asked);
    if (report === undefined) return badRequest('The realtime report does not know that field.');
    return json({ ...report, ...withQuota(asked) });
  }
  return undefined;
}

function metadata(world: World): Reply {
  const dimensions = dimensionsOf(world).map((apiName) => ({
    apiName,
    uiName: apiName,
    category: apiName.startsWith('customEvent:') ? 'Custom' : 'General',
    ...(apiName.startsWith('customEvent:') && { customDefinition: true }),
  }));
  return json({ name: `properties/${PROPERTY}/metadata`, dimensions, metrics: [] });
}

/** Access tokens for assertions that the service account signed. */
function token(world: World, sessions: Sessions, ask: Ask): Reply {
  const form = new URLSearchParams(ask.body);
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
    return json({ error: 'unsupported_grant_type', error_description: 'Invalid grant_type' }, 400);
  }
  const now = world.now();
  const fault = faultOfAssertion(form.get('assertion') ?? '', `${ask.origin}/token`, now);
  if (fault !== undefined) return json(fault, 400);
  const given = `sandbox-access-token-${sessions.size + 1}`;
  sessions.set(given, now + hour);
  return json({ access_token: given, expires_in: 3599, token_type: 'Bearer' });
}

/** What Google's APIs say before they look at the request; undefined where it may go on. */
function refusalOf(world: World, sessions: Sessions, ask: Ask): Reply | undefined {
  const given = /^Bearer (\S+)$/.exec(ask.headers.authorization ?? '')?.[1] ?? '';
  const lives = (sessions.get(given) ?? 0) > world.now();
  if (!lives && given !== lesserCredentials.analyticsToken) {
    return problem(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  }
  if (world.scenario.analytics.api) return undefined;
  const link =
    'https://console.developers.google.com/apis/api/analyticsdata.googleapis.com/overview?project=100000000001';
  return problem(
    403,
    'PERMISSION_DENIED',
    `Google Analytics Data API has not been used in project 100000000001 before or it is disabled. Enable it by visiting ${link} then retry.`,
    [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'SERVICE_DISABLED',
        domain: 'googleapis.com',
        metadata: { service: 'analyticsdata.googleapis.com', activationUrl: link },
      },
    ],
  );
}

const foreign = () =>
  problem(403, 'PERMISSION_DENIED', 'User does not have sufficient permissions for this property.');

/** The Data API of Google Analytics, and where Google gives out access tokens. */
export function analytics(world: World): System {
  const sessions: Sessions = new Map();
  const routes = [
    route('GET', '/v1beta/properties/:property/metadata', ({ params }) =>
      params.property === PROPERTY ? metadata(world) : foreign(),
    ),
    route('POST', '/v1beta/properties/:report', (ask) => {
      const [property, method = ''] = (ask.params.report ?? '').split(':');
      if (property !== PROPERTY) return foreign();
      return methodOf(world, method, ask) ?? problem(404, 'NOT_FOUND', 'No such method.');
    }),
  ];
  const handle = (ask: Ask): Reply | undefined => {
    if (ask.method === 'POST' && ask.path === '/token') return token(world, sessions, ask);
    return refusalOf(world, sessions, ask) ?? dispatch(routes, ask);
  };
  return { name: 'analytics', handle, outage: () => vendorOutage(world, 'analytics') };
}
