import { type AccessReport, access, worstAccess } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { listAt } from '../http/json.ts';
import { createVendorClient, type VendorAnswer, type VendorParts } from '../http/vendor-client.ts';
import { type SentryParts, sentry } from './client.ts';

interface SentryCheckParts extends VendorParts {
  readonly sentry: Pick<SentryParts['config'], 'url' | 'org' | 'project'>;
}

/**
 * Reads one release (scope `project:read`), one issue (`event:read`), one row of events and their number over the last
 * hour (`org:read`), which are what the diagnosis of an incident, the digest and the alerts read. Source: Sentry's API schema, `security` per path.
 */
export async function checkSentry(
  parts: SentryCheckParts,
  reach: AccessBudget,
): Promise<AccessReport> {
  const { org, project, url } = parts.sentry;
  const client = createVendorClient(sentry, url, parts);
  if (client.secret.problem) return client.secret.problem;
  if (org === undefined || project === undefined) {
    return access(
      'limited',
      'SENTRY_AUTH_TOKEN is set, but not which organization and project to ask',
      'set sentry.org and sentry.project in tsops.config.yaml',
    );
  }
  const token = client.secret.value ?? '';
  const elsewhere = otherRegion(token, url);
  if (elsewhere !== null) return elsewhere;
  const checked = await Promise.all(
    readsOf(encodeURIComponent(org), encodeURIComponent(project)).map(
      async ([scope, path, what]) => {
        const request = { path: `/api/0${path}` };
        const { answer, reason } = await client.read(request, { ...reach, patience: 0 });
        if (answer === undefined) return access('unknown', reason);
        return judge(answer, { scope, what, org, project, token });
      },
    ),
  );
  return worstAccess(checked as [AccessReport, ...AccessReport[]]);
}

function readsOf(org: string, project: string) {
  const events = 'dataset=errors&field=count()&per_page=1&statsPeriod=1h';
  const series = 'dataset=errors&yAxis=count()&interval=5m&statsPeriod=1h';
  return [
    ['project:read', `/projects/${org}/${project}/releases/?per_page=1`, 'list'],
    ['event:read', `/organizations/${org}/issues/?limit=1&query=`, 'list'],
    ['org:read', `/organizations/${org}/events/?${events}`, 'events'],
    ['org:read', `/organizations/${org}/events-timeseries/?${series}`, 'series'],
  ] as const;
}

/** Issues and releases come as a list, events as `{ data: [] }`. */
function isList(json: unknown): boolean {
  return (listAt(json) ?? listAt(json, 'data')) !== undefined;
}

interface Read {
  readonly scope: string;
  readonly what: 'list' | 'events' | 'series';
  readonly org: string;
  readonly project: string;
  readonly token: string;
}

function judge(
  { status, meaning, json }: VendorAnswer,
  { scope, what, org, project, token }: Read,
): AccessReport {
  if (meaning === 'done') {
    return what === 'series' || isList(json)
      ? access('works', `${org}/${project}: releases, issues and events readable`)
      : access('unknown', `Sentry answered ${status} without a list`);
  }
  if (meaning === 'rejected') {
    const set = `set ${sentry.secret.howToGet}`;
    return access('rejected', 'Sentry rejects SENTRY_AUTH_TOKEN (401)', set);
  }
  if (meaning === 'forbidden') {
    const detail = `SENTRY_AUTH_TOKEN lacks the scope ${scope}`;
    if (!isOfOrganization(token)) return access('limited', detail, `grant ${scope} to the token`);
    // Source: Sentry's docs, "Auth Tokens": its scopes are fixed, for releases and source maps.
    const kind = `${detail}: it is an organization's token, which cannot have it`;
    return access(
      'limited',
      kind,
      `set ${sentry.secret.howToGet} (a personal one, or an internal integration's)`,
    );
  }
  // An organization whose plan has no event queries answers 404 there alone.
  if (meaning === 'missing' && what === 'series') {
    const detail =
      'this Sentry has no events-timeseries (404): the digest, alerts and diagnosis cannot count errors over time';
    return access('limited', detail, 'upgrade the self-hosted Sentry to a version that has it');
  }
  if (meaning === 'missing' && what === 'events') {
    const detail = `Sentry offers ${org} no event queries (404): releases and browsers cannot be told apart`;
    return access('limited', detail, 'check the plan of the Sentry organization');
  }
  if (meaning === 'missing') {
    const detail = `Sentry has no project ${org}/${project} that this token may see`;
    return access('rejected', detail, 'check sentry.org and sentry.project in tsops.config.yaml');
  }
  return access('unknown', `Sentry answered ${status}`);
}

function isOfOrganization(token: string): boolean {
  return token.startsWith('sntrys_');
}

/** An organization's token says where its organization lives: `sntrys_<base64 of JSON>_<secret>`. */
function otherRegion(token: string, url: string): AccessReport | null {
  if (!isOfOrganization(token)) return null;
  const { region_url: region, url: home } = payloadOf(token);
  const known = [region, home].filter((each) => typeof each === 'string' && URL.canParse(each));
  const hosts = known.map((each) => new URL(each as string).host);
  const { host } = new URL(url);
  if (hosts.length === 0 || hosts.includes(host)) return null;
  const detail = `the token is of ${cleanText(hosts[0], 100)}, and sentry.url is ${host}`;
  const origin = new URL(known[0] as string).origin;
  return access(
    'limited',
    detail,
    `set sentry.url to ${cleanText(origin, 100)} in tsops.config.yaml`,
  );
}

function payloadOf(token: string): { readonly region_url?: unknown; readonly url?: unknown } {
  try {
    const text = Buffer.from(token.split('_')[1] ?? '', 'base64').toString('utf8');
    const payload: unknown = JSON.parse(text);
    return typeof payload === 'object' && payload !== null ? payload : {};
  } catch {
    return {};
  }
}
