import { type Access, access, worstAccess } from '../../domain/doctor/access.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Reach } from '../../ports/access.ts';
import type { Http } from '../../ports/http.ts';
import { secretOf } from '../http/secret.ts';
import { askVendor, field, join, list } from '../http/vendor-answer.ts';
import { pagerDutyHeaders } from './client.ts';
import { keyHint } from './refusal.ts';

interface PagerDutyParts {
  readonly http: Http;
  readonly env: Env;
  readonly pagerduty: {
    readonly apiUrl: string;
    readonly service: string;
    readonly escalationPolicy: string;
  };
}

/**
 * Looks for the configured service and escalation policy by name. An account's key and a person's key
 * may both do that; `/users/me` would refuse an account's key.
 */
export async function pagerdutyAccess(parts: PagerDutyParts, reach: Reach): Promise<Access> {
  const token = secretOf(parts.env, 'PAGERDUTY_API_TOKEN', keyHint);
  if (token.problem) return token.problem;
  const { service, escalationPolicy, apiUrl } = parts.pagerduty;
  const find = async (what: string, collection: string, name: string): Promise<Access> => {
    const request = {
      url: join(apiUrl, `/${collection}?query=${encodeURIComponent(name)}&limit=100`),
      headers: pagerDutyHeaders(token.value),
    };
    const { answer, reason } = await askVendor(parts.http, 'PagerDuty', request, reach);
    if (answer === undefined) return access('unknown', reason);
    return judge(answer.status, list(answer.json, collection), what, name);
  };
  const [found, policy] = await Promise.all([
    find('service', 'services', service),
    find('escalation policy', 'escalation_policies', escalationPolicy),
  ]);
  return worstAccess([found, policy]);
}

function judge(
  status: number,
  items: readonly unknown[] | undefined,
  what: string,
  name: string,
): Access {
  if (status === 401) {
    return access('rejected', 'PagerDuty rejects PAGERDUTY_API_TOKEN (401)', `set ${keyHint}`);
  }
  if (status === 403) {
    const detail = `PAGERDUTY_API_TOKEN may not read the ${what} (403)`;
    return access('limited', detail, `set ${keyHint}, of someone who may see it`);
  }
  if (status >= 300 || items === undefined) {
    return access('unknown', `PagerDuty answered ${status} without a list`);
  }
  const label = `${what} ${cleanText(name, 60)}`;
  if (items.some((item) => field(item, 'name') === name)) return access('works', `${label} found`);
  const key = what === 'service' ? 'pagerduty.service' : 'pagerduty.escalationPolicy';
  return access('limited', `no ${label}`, `check ${key} in tsops.config.yaml`);
}

/**
 * What the Events API's routing key looks like: 32 letters and digits. A wrong one is answered only when
 * a page is sent, and pages are never sent to try.
 */
export function pagerdutyRoutingAccess(env: PagerDutyParts['env']): Access {
  const name = 'PAGERDUTY_ROUTING_KEY';
  const get = 'the integration key, 32 characters, of the service (Events API v2)';
  const key = secretOf(env, name, get);
  if (key.problem) return key.problem;
  if (!/^[A-Za-z0-9]{32}$/.test(key.value)) {
    const detail = `${name} is ${key.value.length} long; a routing key is 32 letters and digits`;
    return access('rejected', detail, `set ${get}`);
  }
  return access('untested', 'well formed; only a page could tell more');
}
