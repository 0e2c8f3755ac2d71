import { cleanText } from '../domain/clean-text.ts';
import type { PagedSpan } from '../domain/oncall/paged.ts';
import { TsopsError } from '../errors.ts';
import type { Http } from './http.port.ts';
import type { OnCallService } from './on-call.port.ts';
import { secretOf } from './secret.ts';
import type { Reach } from './vendor-access.port.ts';
import { askVendor, field, join, list } from './vendor-answer.ts';

interface Parts {
  readonly http: Http;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: { readonly apiUrl: string; readonly escalationPolicy: string };
}

const howToGet = 'a REST API key of PagerDuty, read-only is enough';
const pageSize = 100;
/** A month of a policy with a hand-over each day has some 60 entries. */
const mostPages = 20;

/** The policy is looked up by its name, and then asked for its on-calls, page by page. */
export function createOnCallService({ http, env, config }: Parts): OnCallService {
  return {
    async onCalls({ since, until }, reach) {
      const token = secretOf(env, 'PAGERDUTY_API_TOKEN', howToGet);
      if (token.problem?.state === 'not-set') return null;
      if (token.value === undefined) throw notLetIn(token.problem.detail);
      const ask = asker({ http, url: config.apiUrl, token: token.value, reach });
      const policy = await policyId(ask, config.escalationPolicy);
      const query = new URLSearchParams({
        'escalation_policy_ids[]': policy,
        since: new Date(since).toISOString(),
        until: new Date(until).toISOString(),
      });
      return (await allOf(ask, 'oncalls', query)).map(spanOf).filter((span) => span !== undefined);
    },
  };
}

type Ask = (path: string) => Promise<unknown>;

function asker(parts: { http: Http; url: string; token: string; reach: Reach }): Ask {
  return async (path) => {
    const request = {
      url: join(parts.url, path),
      headers: {
        authorization: `Token token=${parts.token}`,
        accept: 'application/vnd.pagerduty+json;version=2',
        'content-type': 'application/json',
      },
    };
    const { answer, reason } = await askVendor(parts.http, 'PagerDuty', request, parts.reach);
    if (answer === undefined) throw unreachable(reason);
    const { status } = answer;
    if (status === 401) throw notLetIn('PagerDuty rejects PAGERDUTY_API_TOKEN (401)');
    if (status === 403) throw notLetIn('PAGERDUTY_API_TOKEN may not read who is on call (403)');
    if (status >= 300) throw unreachable(`PagerDuty answered ${status}`);
    return answer.json;
  };
}

async function policyId(ask: Ask, name: string): Promise<string> {
  const query = new URLSearchParams({ query: name });
  const policies = await allOf(ask, 'escalation_policies', query);
  const id = field(
    policies.find((each) => field(each, 'name') === name),
    'id',
  );
  if (typeof id === 'string') return id;
  throw new TsopsError({
    kind: 'config',
    message: `PagerDuty knows no escalation policy ${cleanText(name, 60)}`,
    next: ['check pagerduty.escalationPolicy in tsops.config.yaml', 'tsops doctor pagerduty'],
  });
}

async function allOf(ask: Ask, what: string, query: URLSearchParams): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    query.set('limit', String(pageSize));
    query.set('offset', String(page * pageSize));
    const json = await ask(`/${what}?${query}`);
    const some = list(json, what);
    if (some === undefined) throw unreachable('PagerDuty answered 200 without a list');
    items.push(...some);
    if (field(json, 'more') !== true) return items;
  }
  throw unreachable(`PagerDuty's list of ${what.replace('_', ' ')} has no end`);
}

/** `summary` is the name where the user is a reference. A level without a schedule has no bounds. */
function spanOf(value: unknown): PagedSpan | undefined {
  const person = field(value, 'user', 'summary');
  const level = field(value, 'escalation_level');
  if (typeof person !== 'string' || typeof level !== 'number') return undefined;
  const schedule = field(value, 'schedule', 'summary');
  return {
    person: cleanText(person, 80),
    level,
    from: instant(field(value, 'start')),
    to: instant(field(value, 'end')),
    schedule: typeof schedule === 'string' ? cleanText(schedule, 80) : null,
  };
}

function instant(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

function notLetIn(message: string): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message,
    next: [`export PAGERDUTY_API_TOKEN=…  (${howToGet})`, 'tsops doctor pagerduty'],
  });
}

function unreachable(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message, next: ['tsops doctor pagerduty'] });
}
