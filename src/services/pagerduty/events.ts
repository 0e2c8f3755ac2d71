/* PagerDuty's Events API v2. A repeat is recognised by its dedup key. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { NotAccepted, Paging, SentPage } from '../../ports/paging.ts';
import { listAt } from '../http/json.ts';
import { createVendorClient, type VendorParts } from '../http/vendor-client.ts';
import { pagerdutyEvents } from './client.ts';

interface PagingParts extends VendorParts {
  /** `https://events.pagerduty.com` */
  readonly eventsUrl: string;
}

const timeout = 15_000;

/** Throws a credentials error without PAGERDUTY_ROUTING_KEY. */
export function createPaging({ eventsUrl, ...parts }: PagingParts): Paging {
  const client = createVendorClient(pagerdutyEvents, eventsUrl, parts);
  const { value: key, problem } = client.secret;
  if (problem) {
    const { detail, next = [] } = problem;
    throw new TsopsError({ kind: 'credentials', message: `Nobody can be paged: ${detail}`, next });
  }
  return {
    async send(page, signal) {
      const body = JSON.stringify(eventOf(page, key));
      const request = { method: 'POST', path: '/v2/enqueue', body } as const;
      // Whether it goes again is the page's own decision.
      const reply = await client.write(request, { timeout, patience: 0, signal });
      if (reply.answer === undefined) {
        const { perhapsTaken, wait } = reply;
        throw unreachable(reply.reason, { perhapsTaken, ...(wait === undefined ? {} : { wait }) });
      }
      const { status, json } = reply.answer;
      if (status === 202) return;
      if (status >= 400 && status < 500 && status !== 408)
        throw refused(status, listAt(json, 'errors') ?? []);
      throw unreachable(`PagerDuty answered ${status}, not 202`, { perhapsTaken: true });
    },
  };
}

function eventOf(page: SentPage, routingKey: string): Readonly<Record<string, unknown>> {
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

function unreachable(message: string, data: NotAccepted): TsopsError {
  return new TsopsError({ kind: 'unreachable', message, next: ['tsops doctor pagerduty'], data });
}
