import { credentials } from '../credentials.ts';
import type { System } from '../http/exchange.ts';
import { type Ask, dispatch, json, type Reply, route } from '../http/reply.ts';
import { hexOf } from '../noise.ts';
import { type Incident, incidentsOf } from '../world/incidents.ts';
import { eventsOf, type World } from '../world/world.ts';
import { vendorOutage } from './vendor.ts';

const SITE = 'https://talkstudio.pagerduty.com';
const ACTIONS = ['trigger', 'acknowledge', 'resolve'];
const SEVERITIES = ['critical', 'error', 'warning', 'info'];

interface Person {
  id: string;
  name: string;
  email: string;
  level: number;
  delay: number;
}

/** The escalation: at once, after 15 minutes, after 30. */
const PEOPLE: Person[] = [
  { id: 'PMINJI1', name: 'Minji Kim', email: 'minji@talkstudio.example', level: 1, delay: 15 },
  { id: 'PSEUNG2', name: 'Seungho Park', email: 'seungho@talkstudio.example', level: 2, delay: 15 },
  { id: 'PYUNA03', name: 'Yuna Choi', email: 'yuna@talkstudio.example', level: 3, delay: 30 },
];

function reference(type: string, id: string, summary: string) {
  const plural = type === 'escalation_policy' ? 'escalation_policies' : `${type}s`;
  return {
    id,
    type: `${type}_reference`,
    summary,
    self: `https://api.pagerduty.com/${plural}/${id}`,
    html_url: `${SITE}/${plural}/${id}`,
  };
}

const POLICY = reference('escalation_policy', 'PPOLICY', 'production-team');
const SERVICE = reference('service', 'PSERVIC', 'TalkStudio Production');

function problem(code: number, message: string, status: number): Reply {
  return json({ error: { code, message, errors: [] } }, status);
}

interface EventBody {
  routing_key?: unknown;
  event_action?: unknown;
  dedup_key?: unknown;
  payload?: { summary?: unknown; source?: unknown; severity?: unknown };
}

function parsed<T>(body: string): T | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

function eventErrors({ routing_key, event_action, dedup_key, payload }: EventBody): string[] {
  const errors: string[] = [];
  if (typeof routing_key !== 'string') errors.push("'routing_key' is missing or blank");
  else if (routing_key.length !== 32)
    errors.push("Length of 'routing_key' is incorrect (should be 32 characters)");
  if (!ACTIONS.includes(String(event_action))) errors.push("'event_action' is invalid");
  if (event_action !== 'trigger' && !dedup_key) errors.push("'dedup_key' is missing or blank");
  if (typeof dedup_key === 'string' && dedup_key.length > 255)
    errors.push("'dedup_key' is too long");
  if (event_action !== 'trigger') return errors;
  if (typeof payload?.summary !== 'string') errors.push("'payload.summary' is missing or blank");
  if (typeof payload?.source !== 'string') errors.push("'payload.source' is missing or blank");
  if (!SEVERITIES.includes(String(payload?.severity)))
    errors.push(
      "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')",
    );
  return errors;
}

/** 202 even where it changes nothing: an unknown key, or one of another service. */
function enqueue(world: World, ask: Ask): Reply {
  const body = parsed<EventBody>(ask.body);
  const errors = body ? eventErrors(body) : ['Invalid JSON'];
  if (!body || errors.length > 0) {
    return json({ status: 'invalid event', message: 'Event object is invalid', errors }, 400);
  }
  const at = world.now();
  const dedupKey = String(body.dedup_key ?? hexOf(`page/${world.events.length}`, 32));
  if (body.routing_key === credentials.pagerdutyRouting) {
    const summary = String(body.payload?.summary ?? '').slice(0, 1_024);
    const severity = String(body.payload?.severity ?? '');
    world.record({
      kind: 'page',
      at,
      action: String(body.event_action),
      dedupKey,
      summary,
      severity,
    });
  }
  return json({ status: 'success', message: 'Event processed', dedup_key: dedupKey }, 202);
}

function list(ask: Ask, name: string, items: readonly unknown[]): Reply {
  const limit = Math.min(100, Number(ask.query.get('limit') ?? 25) || 25);
  const offset = Number(ask.query.get('offset') ?? 0) || 0;
  const more = offset + limit < items.length;
  const total = ask.query.get('total') === 'true' ? items.length : null;
  return json({ [name]: items.slice(offset, offset + limit), limit, offset, more, total });
}

function userOf(person: Person) {
  const { id, name, email } = person;
  return {
    ...reference('user', id, name),
    type: 'user',
    name,
    email,
    time_zone: 'Asia/Seoul',
    role: 'user',
  };
}

/** Who is on call at each level. The engineer's shift ends on Monday at 09:00 in Korea. */
function oncalls(world: World, ask: Ask): Reply {
  const week = 7 * 86_400_000;
  // Epoch day 4, a Monday, 00:00 UTC, is Monday 09:00 in Korea.
  const monday = 4 * 86_400_000;
  const start = Math.floor((world.now() - monday) / week) * week + monday;
  const full = ask.query.getAll('include[]').includes('users');
  const items = PEOPLE.map((person) => ({
    user: full ? userOf(person) : reference('user', person.id, person.name),
    schedule: person.level === 1 ? reference('schedule', 'PSCHED1', 'Weekly rotation') : null,
    escalation_policy: POLICY,
    escalation_level: person.level,
    start: person.level === 1 ? new Date(start).toISOString() : null,
    end: person.level === 1 ? new Date(start + week).toISOString() : null,
  }));
  return list(ask, 'oncalls', items);
}

function serviceOf(world: World) {
  const open = incidentsOf(world).filter((one) => one.status !== 'resolved');
  const status = open.some((one) => one.status === 'triggered')
    ? 'critical'
    : open.length > 0
      ? 'warning'
      : 'active';
  return {
    ...SERVICE,
    type: 'service',
    name: SERVICE.summary,
    status,
    auto_resolve_timeout: 14_400,
    acknowledgement_timeout: 1_800,
    alert_creation: 'create_alerts_and_incidents',
    escalation_policy: POLICY,
    created_at: '2025-12-08T00:00:00Z',
    teams: [],
    integrations: [],
  };
}

const POLICY_FULL = {
  ...POLICY,
  type: 'escalation_policy',
  name: POLICY.summary,
  num_loops: 0,
  services: [SERVICE],
  teams: [],
  escalation_rules: PEOPLE.map(({ id, name, level, delay }) => ({
    id: `PRULE0${level}`,
    escalation_delay_in_minutes: delay,
    targets: [reference('user', id, name)],
  })),
};

function incidentJson(one: Incident) {
  const [first] = PEOPLE;
  return {
    ...reference('incident', one.id, `[#${one.number}] ${one.title}`),
    type: 'incident',
    incident_number: one.number,
    title: one.title,
    created_at: new Date(one.at).toISOString(),
    updated_at: new Date(one.changedAt).toISOString(),
    last_status_change_at: new Date(one.changedAt).toISOString(),
    resolved_at: one.status === 'resolved' ? new Date(one.changedAt).toISOString() : null,
    status: one.status,
    urgency: 'high',
    incident_key: one.key,
    service: SERVICE,
    escalation_policy: POLICY,
    teams: [],
    alert_counts: {
      all: 1,
      triggered: one.status === 'resolved' ? 0 : 1,
      resolved: one.status === 'resolved' ? 1 : 0,
    },
    assignments:
      first && one.status !== 'resolved'
        ? [
            {
              at: new Date(one.at).toISOString(),
              assignee: reference('user', first.id, first.name),
            },
          ]
        : [],
    acknowledgements: [],
  };
}

function incidents(world: World, ask: Ask): Reply {
  const statuses = ask.query.getAll('statuses[]');
  const services = ask.query.getAll('service_ids[]');
  const since = Date.parse(ask.query.get('since') ?? '') || 0;
  const found = incidentsOf(world)
    .filter((one) => statuses.length === 0 || statuses.includes(one.status))
    .filter((one) => (services.length === 0 || services.includes(SERVICE.id)) && one.at >= since);
  return list(ask, 'incidents', found.reverse().map(incidentJson));
}

function change(world: World, ask: Ask): Reply {
  const found = incidentsOf(world).find((one) => one.id === ask.params.id);
  if (!found) return problem(2100, 'Not Found', 404);
  if (!ask.headers.from) return problem(1008, 'Requester User Not Found', 400);
  const status = parsed<{ incident?: { status?: string } }>(ask.body)?.incident?.status;
  if (status !== 'acknowledged' && status !== 'resolved')
    return problem(2001, 'Invalid Input Provided', 400);
  world.record({ kind: 'incident', at: world.now(), id: found.id, status });
  const changed = incidentsOf(world).find((one) => one.id === found.id) ?? found;
  return json({ incident: incidentJson(changed) });
}

function note(world: World, ask: Ask): Reply {
  const content = parsed<{ note?: { content?: string } }>(ask.body)?.note?.content;
  if (!content) return problem(2001, 'Invalid Input Provided', 400);
  const { id = '' } = ask.params;
  world.record({ kind: 'note', at: world.now(), id, content });
  return json({ note: noteJson(content, world.now()) });
}

function noteJson(content: string, at: number) {
  const user = reference('user', 'PMINJI1', 'Minji Kim');
  return {
    id: hexOf(`${content}${at}`, 7).toUpperCase(),
    user,
    content,
    created_at: new Date(at).toISOString(),
  };
}

function named(ask: Ask, name: string, item: { name: string }): Reply {
  const query = (ask.query.get('query') ?? '').toLowerCase();
  return list(ask, name, item.name.toLowerCase().includes(query) ? [item] : []);
}

/** PagerDuty's Events API v2 and the part of its REST API that on-call needs. */
export function pagerduty(world: World): System {
  const rest = [
    route('GET', '/oncalls', (ask) => oncalls(world, ask)),
    route('GET', '/services', (ask) => named(ask, 'services', serviceOf(world))),
    route('GET', '/services/:id', () => json({ service: serviceOf(world) })),
    route('GET', '/escalation_policies', (ask) => named(ask, 'escalation_policies', POLICY_FULL)),
    route('GET', '/escalation_policies/:id', () => json({ escalation_policy: POLICY_FULL })),
    route('GET', '/users/me', () => json({ user: PEOPLE[0] && userOf(PEOPLE[0]) })),
    route('GET', '/schedules/:id/users', () => json({ users: PEOPLE.slice(0, 1).map(userOf) })),
    route('GET', '/incidents', (ask) => incidents(world, ask)),
    route('GET', '/incidents/:id', (ask) => {
      const found = incidentsOf(world).find((one) => one.id === ask.params.id);
      return found ? json({ incident: incidentJson(found) }) : problem(2100, 'Not Found', 404);
    }),
    route('PUT', '/incidents/:id', (ask) => change(world, ask)),
    route('POST', '/incidents/:id/notes', (ask) => note(world, ask)),
    route('GET', '/incidents/:id/notes', (ask) => {
      const own = eventsOf(world, 'note').filter((one) => one.id === ask.params.id);
      return json({ notes: own.map(({ content, at }) => noteJson(content, at)) });
    }),
  ];
  const events = [
    route('POST', '/v2/enqueue', (ask) => enqueue(world, ask)),
    route('POST', '/v2/change/enqueue', () =>
      json({ status: 'success', message: 'Change event processed' }, 202),
    ),
  ];
  const handle = (ask: Ask) => {
    const event = dispatch(events, ask);
    if (event) return event;
    const authorized = ask.headers.authorization === `Token token=${credentials.pagerduty}`;
    if (!authorized) return problem(2006, 'You are not authorized to access this resource.', 401);
    return dispatch(rest, ask);
  };
  return { name: 'pagerduty', handle, outage: () => vendorOutage(world, 'pagerduty') };
}
