import { type AccessReport, access, worstAccess } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { field, listAt } from '../http/json.ts';
import { secretOf } from '../http/secret.ts';
import { createVendorClient, type VendorAnswer, type VendorParts } from '../http/vendor-client.ts';
import { pagerduty, pagerdutyEvents } from './client.ts';
import { keyHint, otherRegion } from './refusal.ts';

interface PagerDutyCheckParts extends VendorParts {
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
export async function checkPagerDuty(
  parts: PagerDutyCheckParts,
  reach: AccessBudget,
): Promise<AccessReport> {
  const { service, escalationPolicy, apiUrl } = parts.pagerduty;
  const client = createVendorClient(pagerduty, apiUrl, parts);
  if (client.secret.problem) return client.secret.problem;
  const find = async (what: string, collection: string, name: string): Promise<AccessReport> => {
    const request = { path: `/${collection}?query=${encodeURIComponent(name)}&limit=100` };
    const { answer, reason } = await client.read(request, { ...reach, patience: 0 });
    if (answer === undefined) return access('unknown', reason);
    return judge(answer, listAt(answer.json, collection), what, name);
  };
  const [found, policy] = await Promise.all([
    find('service', 'services', service),
    find('escalation policy', 'escalation_policies', escalationPolicy),
  ]);
  return worstAccess([found, policy]);
}

function judge(
  { status, meaning }: VendorAnswer,
  items: readonly unknown[] | undefined,
  what: string,
  name: string,
): AccessReport {
  if (meaning === 'rejected') {
    const detail = 'PagerDuty rejects PAGERDUTY_API_TOKEN (401)';
    return access('rejected', detail, `set ${keyHint}`, otherRegion);
  }
  if (meaning === 'forbidden') {
    const detail = `PAGERDUTY_API_TOKEN may not read the ${what} (403)`;
    return access('limited', detail, `set ${keyHint}, of someone who may see it`);
  }
  if (meaning !== 'done' || items === undefined) {
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
export function checkRoutingKey(env: VendorParts['env']): AccessReport {
  const { variable, howToGet } = pagerdutyEvents.secret;
  const key = secretOf(env, variable, howToGet);
  if (key.problem) return key.problem;
  if (!/^[A-Za-z0-9]{32}$/.test(key.value)) {
    const detail = `${variable} is ${key.value.length} long; a routing key is 32 letters and digits`;
    return access('rejected', detail, `set ${howToGet}`);
  }
  return access('untested', 'well formed; only a page would show more');
}
