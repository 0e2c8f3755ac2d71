import { type AccessReport, access, worstAccess } from '../../domain/doctor/access.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { listAt } from '../http/json.ts';
import { createVendorClient, type VendorAnswer, type VendorParts } from '../http/vendor-client.ts';
import { type SentryParts, sentry } from './client.ts';

interface SentryCheckParts extends VendorParts {
  readonly sentry: Pick<SentryParts['config'], 'url' | 'org' | 'project'>;
}

/**
 * Reads one release (scope `project:read`), one issue (`event:read`) and one row of events (`org:read`),
 * which are what the diagnosis of an incident reads. Source: Sentry's API schema, `security` per path.
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
  const checked = await Promise.all(
    readsOf(encodeURIComponent(org), encodeURIComponent(project)).map(async ([scope, path]) => {
      const request = { path: `/api/0${path}` };
      const { answer, reason } = await client.read(request, { ...reach, patience: 0 });
      if (answer === undefined) return access('unknown', reason);
      return judge(answer, scope, org, project);
    }),
  );
  return worstAccess(checked as [AccessReport, ...AccessReport[]]);
}

function readsOf(org: string, project: string) {
  const events = 'dataset=errors&field=count()&per_page=1&statsPeriod=1h';
  return [
    ['project:read', `/projects/${org}/${project}/releases/?per_page=1`],
    ['event:read', `/organizations/${org}/issues/?limit=1&query=`],
    ['org:read', `/organizations/${org}/events/?${events}`],
  ] as const;
}

/** Issues and releases come as a list, events as `{ data: [] }`. */
function isList(json: unknown): boolean {
  return (listAt(json) ?? listAt(json, 'data')) !== undefined;
}

function judge(
  { status, meaning, json }: VendorAnswer,
  scope: string,
  org: string,
  project: string,
): AccessReport {
  if (meaning === 'done') {
    return isList(json)
      ? access('works', `${org}/${project}: releases, issues and events readable`)
      : access('unknown', `Sentry answered ${status} without a list`);
  }
  if (meaning === 'rejected') {
    const set = `set ${sentry.secret.howToGet}`;
    return access('rejected', 'Sentry rejects SENTRY_AUTH_TOKEN (401)', set);
  }
  if (meaning === 'forbidden') {
    const detail = `SENTRY_AUTH_TOKEN lacks the scope ${scope}`;
    return access('limited', detail, `grant ${scope} to the token`);
  }
  // An organization whose plan has no event queries answers 404 there alone.
  if (meaning === 'missing' && scope === 'org:read') {
    const detail = `Sentry offers ${org} no event queries (404): releases and browsers cannot be told apart`;
    return access('limited', detail, 'check the plan of the Sentry organization');
  }
  if (meaning === 'missing') {
    const detail = `Sentry has no project ${org}/${project} that this token may see`;
    return access('rejected', detail, 'check sentry.org and sentry.project in tsops.config.yaml');
  }
  return access('unknown', `Sentry answered ${status}`);
}
