import type { PageChange } from '../../domain/paging/page-change.ts';
import type { PagedIncident } from '../../domain/paging/paged-incident.ts';
import type { NewPage, Pages, PageWritten } from '../../ports/pages.ts';
import { field, listAt } from '../http/json.ts';
import type { VendorParts } from '../http/vendor-client.ts';
import { openPagerDuty, type PagerDutyClient, type SentEvent } from './client.ts';
import { idNamed } from './named.ts';
import { toIncident, toLevels, toPerson } from './pager-incident-answers.ts';
import { notAnswered } from './refusal.ts';

interface PagerParts extends VendorParts {
  readonly config: {
    readonly apiUrl: string;
    readonly service: string;
    readonly escalationPolicy: string;
  };
}

const timeout = 10_000;
/** Milliseconds. PagerDuty counts by the minute: half of one is mostly enough. */
const patience = 30_000;

/** Null where PAGERDUTY_API_TOKEN is not set. Throws a credentials error where it can be no key. */
export function createPagerIncidents({ config, ...parts }: PagerParts): Pages | null {
  const client = openPagerDuty({ ...parts, apiUrl: config.apiUrl });
  if (client === null) return null;
  return { ...reads(client, config), ...writes(client, config) };
}

function asking(signal: AbortSignal, doing: string) {
  return { timeout, patience, signal, doing };
}

type Reads = Pick<Pages, 'open' | 'incident' | 'notes' | 'levels' | 'people'>;

function reads(client: PagerDutyClient, config: PagerParts['config']): Reads {
  const read = 'read incidents';
  return {
    async open(signal) {
      const service = await idNamed(client, 'service', config.service, asking(signal, read));
      const query = new URLSearchParams({ 'service_ids[]': service, sort_by: 'created_at:desc' });
      for (const status of ['triggered', 'acknowledged']) query.append('statuses[]', status);
      return known(await client.all('incidents', query, asking(signal, read)));
    },
    async incident(name, signal) {
      const path = `/incidents/${encodeURIComponent(name)}`;
      const json = await client.find(path, asking(signal, read));
      if (json === undefined) return null;
      const [incident] = known([field(json, 'incident')]);
      if (incident === undefined) throw notAnswered('PagerDuty answered 200 without an incident');
      return incident;
    },
    async notes(id, signal) {
      const json = await client.get(`/incidents/${id}/notes`, asking(signal, read));
      return (listAt(json, 'notes') ?? []).map((note) => String(field(note, 'content')));
    },
    async levels(policy, signal) {
      const ask = asking(signal, 'read who is on call');
      const id =
        policy ?? (await idNamed(client, 'escalationPolicy', config.escalationPolicy, ask));
      const query = new URLSearchParams({ 'escalation_policy_ids[]': id });
      return toLevels(await client.all('oncalls', query, ask));
    },
    async people(name, signal) {
      const query = new URLSearchParams({ query: name });
      const found = await client.all('users', query, asking(signal, 'read who is who'));
      return found.map(toPerson).filter((person) => person !== undefined);
    },
  };
}

type Writes = Pick<Pages, 'change' | 'page' | 'note'>;

function writes(client: PagerDutyClient, config: PagerParts['config']): Writes {
  return {
    async change(ids, change, signal) {
      const incidents = ids.map((id) => ({ id, type: 'incident_reference', ...changed(change) }));
      const request = { method: 'PUT', path: '/incidents', body: { incidents } } as const;
      const sent = await client.send(request, asking(signal, doingOf(change)));
      return writtenOf(sent, (json) => listAt(json, 'incidents') ?? []);
    },
    async page(page, signal) {
      const doing = 'open an incident';
      const service = await idNamed(client, 'service', config.service, asking(signal, doing));
      const body = { incident: incidentOf(page, service) };
      const sent = await client.send(
        { method: 'POST', path: '/incidents', body },
        asking(signal, doing),
      );
      return writtenOf(sent, (json) => [field(json, 'incident')]);
    },
    async note(id, content, signal) {
      const path = `/incidents/${id}/notes`;
      const request = { method: 'POST', path, body: { note: { content } } } as const;
      const sent = await client.send(request, asking(signal, 'write a note'));
      return writtenOf(sent, () => []);
    },
  };
}

function changed(change: PageChange): Readonly<Record<string, unknown>> {
  switch (change.to) {
    case 'acknowledged':
      return { status: 'acknowledged' };
    case 'resolved': {
      const { resolution } = change;
      return { status: 'resolved', ...(resolution === null ? {} : { resolution }) };
    }
    case 'level':
      return { escalation_level: change.level };
    case 'person':
      return { assignments: [{ assignee: userOf(change.person.id) }] };
  }
}

function doingOf({ to }: PageChange): string {
  if (to === 'acknowledged') return 'acknowledge incidents';
  return to === 'resolved' ? 'resolve incidents' : 'reassign incidents';
}

function incidentOf(page: NewPage, service: string): Readonly<Record<string, unknown>> {
  return {
    type: 'incident',
    title: page.title,
    service: { id: service, type: 'service_reference' },
    urgency: page.urgency,
    incident_key: page.key,
    assignments: [{ assignee: userOf(page.person.id) }],
  };
}

function userOf(id: string) {
  return { id, type: 'user_reference' };
}

function writtenOf(sent: SentEvent, items: (json: unknown) => readonly unknown[]): PageWritten {
  if (sent.sent === 'unknown') return { written: 'unknown', reason: sent.reason };
  return { written: 'yes', incidents: known(items(sent.json)) };
}

function known(items: readonly unknown[]): PagedIncident[] {
  return items.map(toIncident).filter((incident) => incident !== undefined);
}
