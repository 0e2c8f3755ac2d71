/* PagerDuty's Events API v2. A repeat is recognised by its dedup key. */

import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Http } from '../../ports/http.ts';
import type { NotAccepted, Page, Paging } from '../../ports/paging.ts';
import { secretOf } from '../http/secret.ts';
import { askVendor, join, list } from '../http/vendor-answer.ts';

interface PagingParts {
  readonly http: Http;
  readonly env: Env;
  /** `https://events.pagerduty.com` */
  readonly eventsUrl: string;
}

const timeout = 15_000;

/** Throws a credentials error without PAGERDUTY_ROUTING_KEY. */
export function createPaging({ http, env, eventsUrl }: PagingParts): Paging {
  const howToGet = 'the integration key, 32 characters, of the service (Events API v2)';
  const key = secretOf(env, 'PAGERDUTY_ROUTING_KEY', howToGet);
  if (key.problem) {
    const { detail, next = [] } = key.problem;
    throw new TsopsError({ kind: 'credentials', message: `Nobody can be paged: ${detail}`, next });
  }
  const url = join(eventsUrl, '/v2/enqueue');
  const headers = { 'content-type': 'application/json' };
  return {
    async send(page, signal) {
      const body = JSON.stringify(eventOf(page, key.value));
      const request = { method: 'POST', url, headers, body };
      const asked = await askVendor(http, 'PagerDuty', request, { timeout, signal });
      if (asked.answer === undefined) throw unreachable(asked);
      const { status, json } = asked.answer;
      if (status === 202) return;
      if (status >= 400 && status < 500 && status !== 408)
        throw refused(status, list(json, 'errors') ?? []);
      const reason = `PagerDuty answered ${status}, not 202`;
      throw unreachable({ reason, perhapsTaken: true });
    },
  };
}

function eventOf(page: Page, routingKey: string): Readonly<Record<string, unknown>> {
  const { action, dedupKey, summary, source, severity, details, links, at } = page;
  const head = { routing_key: routingKey, event_action: action, dedup_key: dedupKey };
  if (action !== 'trigger') return head;
  const timestamp = new Date(at).toISOString();
  const payload = { summary, source, severity, timestamp, custom_details: details };
  return { ...head, payload, links, client: 'tsops' };
}

function refused(status: number, errors: readonly unknown[]): TsopsError {
  const said = errors.map((each) => cleanText(each, 120)).join('; ');
  return new TsopsError({
    kind: 'refused',
    message: `PagerDuty refused the page (${status})${said === '' ? '' : `: ${said}`}`,
    next: ['check PAGERDUTY_ROUTING_KEY', 'tsops doctor pagerduty'],
  });
}

function unreachable({
  reason: message,
  ...data
}: NotAccepted & { readonly reason: string }): TsopsError {
  return new TsopsError({ kind: 'unreachable', message, next: ['tsops doctor pagerduty'], data });
}
