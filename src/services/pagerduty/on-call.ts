import type { PagedSpan } from '../../domain/oncall/paged.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { OnCallService } from '../../ports/on-call.ts';
import { field, instant } from '../http/json.ts';
import type { VendorParts } from '../http/vendor-client.ts';
import { openPagerDuty } from './client.ts';
import { idNamed } from './named.ts';

interface OnCallParts extends VendorParts {
  readonly config: { readonly apiUrl: string; readonly escalationPolicy: string };
}

const doing = 'read who is on call';

/** The policy is looked up by its name, and then asked for its on-calls, page by page. */
export function createOnCallService({ config, ...parts }: OnCallParts): OnCallService {
  return {
    async onCalls({ since, until }, reach) {
      const { apiUrl, escalationPolicy } = config;
      const client = openPagerDuty({ ...parts, apiUrl });
      if (client === null) return null;
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
