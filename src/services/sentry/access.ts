import { type Access, access, worstAccess } from '../../domain/doctor/access.ts';
import type { Env } from '../../domain/net/env.ts';
import type { Reach } from '../../ports/access.ts';
import type { Http } from '../../ports/http.ts';
import { secretOf } from '../http/secret.ts';
import { askVendor, join, list } from '../http/vendor-answer.ts';

interface SentryParts {
  readonly http: Http;
  readonly env: Env;
  readonly sentry: {
    readonly url: string;
    readonly org?: string | undefined;
    readonly project?: string | undefined;
  };
}

const grant = 'a token of Sentry with org:read, project:read and event:read';

/**
 * Reads one release (scope `project:read`), one issue (`event:read`) and one row of events (`org:read`),
 * which are what the diagnosis of an incident reads. Source: Sentry's API schema, `security` per path.
 */
export async function sentryAccess(parts: SentryParts, reach: Reach): Promise<Access> {
  const { org, project, url } = parts.sentry;
  const token = secretOf(parts.env, 'SENTRY_AUTH_TOKEN', grant);
  if (token.problem) return token.problem;
  if (org === undefined || project === undefined) {
    return access(
      'limited',
      'SENTRY_AUTH_TOKEN is set, but not which organization and project to ask',
      'set sentry.org and sentry.project in tsops.config.yaml',
    );
  }
  const place = { org: encodeURIComponent(org), project: encodeURIComponent(project) };
  const reads = [
    ['project:read', `/projects/${place.org}/${place.project}/releases/?per_page=1`],
    ['event:read', `/organizations/${place.org}/issues/?limit=1&query=`],
    [
      'org:read',
      `/organizations/${place.org}/events/?dataset=errors&field=count()&per_page=1&statsPeriod=1h`,
    ],
  ] as const;
  const checked = await Promise.all(
    reads.map(async ([scope, path]) => {
      const request = {
        url: join(url, `/api/0${path}`),
        headers: { authorization: `Bearer ${token.value}` },
      };
      const { answer, reason } = await askVendor(parts.http, 'Sentry', request, reach);
      if (answer === undefined) return access('unknown', reason);
      if (answer.status < 300 && !isList(answer.json)) {
        return access('unknown', `Sentry answered ${answer.status} without a list`);
      }
      return judge(answer.status, scope, org, project);
    }),
  );
  return worstAccess(checked as [Access, ...Access[]]);
}

/** Issues and releases come as a list, events as `{ data: [] }`. */
function isList(json: unknown): boolean {
  return (list(json) ?? list(json, 'data')) !== undefined;
}

function judge(status: number, scope: string, org: string, project: string): Access {
  if (status < 300)
    return access('works', `${org}/${project}: releases, issues and events readable`);
  if (status === 401) {
    return access('rejected', 'Sentry rejects SENTRY_AUTH_TOKEN (401)', `set ${grant}`);
  }
  if (status === 403) {
    const detail = `SENTRY_AUTH_TOKEN lacks the scope ${scope}`;
    return access('limited', detail, `grant ${scope} to the token`);
  }
  // An organization whose plan has no event queries answers 404 there alone.
  if (status === 404 && scope === 'org:read') {
    const detail = `Sentry offers ${org} no event queries (404): releases and browsers can not be told apart`;
    return access('limited', detail, 'check the plan of the Sentry organization');
  }
  if (status === 404) {
    const detail = `Sentry knows no project ${org}/${project} that this token may see`;
    return access('rejected', detail, 'check sentry.org and sentry.project in tsops.config.yaml');
  }
  return access('unknown', `Sentry answered ${status}`);
}
