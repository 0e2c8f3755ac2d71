import type { Clock } from '../../contract/context.ts';
import type { Env } from '../../domain/net/env.ts';
import type { PagedSpan } from '../../domain/oncall/paged.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Http } from '../../ports/http.ts';
import type { OnCallService } from '../../ports/on-call.ts';
import { field, instant } from '../http/vendor-answer.ts';
import { createPagerDutyClient, pagerDutyToken } from './client.ts';
import { idNamed } from './named.ts';

interface Parts {
  readonly http: Http;
  readonly env: Env;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly config: { readonly apiUrl: string; readonly escalationPolicy: string };
}

const doing = 'read who is on call';

/** The policy is looked up by its name, and then asked for its on-calls, page by page. */
export function createOnCallService({ http, env, clock, config }: Parts): OnCallService {
  return {
    async onCalls({ since, until }, reach) {
      const token = pagerDutyToken(env);
      if (token === null) return null;
      const { apiUrl, escalationPolicy } = config;
      const client = createPagerDutyClient({ http, env, clock, apiUrl, token });
      const asking = { ...reach, doing };
      const policy = await idNamed(client, 'escalationPolicy', escalationPolicy, asking);
      const query = new URLSearchParams({
        'escalation_policy_ids[]': policy,
        since: new Date(since).toISOString(),
        until: new Date(until).toISOString(),
      });
      const entries = await client.all('oncalls', query, asking);
      return entries.map(spanOf).filter((span) => span !== undefined);
    },
  };
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
