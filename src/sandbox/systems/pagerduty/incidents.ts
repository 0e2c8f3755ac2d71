import { type Ask, json, jsonBody, type Reply, type Route, route } from '../../http/reply.ts';
import { incidentsOf, type SandboxIncident } from '../../world/incidents.ts';
import { type World, worldEventsOf } from '../../world/model.ts';
import { PEOPLE } from '../../world/people.ts';
import { listReply, pagerDutyProblem, SERVICE, writerOf } from './account.ts';
import { incidentJson, noteJson } from './incident-json.ts';

const invalid = (error: string) => pagerDutyProblem(2001, 'Invalid Input Provided', 400, [error]);
const missing = () => pagerDutyProblem(2100, 'Not Found', 404);

/** By id or by number. */
function found(world: World, name: string | undefined): SandboxIncident | undefined {
  return incidentsOf(world).find(({ id, number }) => id === name || String(number) === name);
}

function incidents(world: World, ask: Ask): Reply {
  const statuses = ask.query.getAll('statuses[]');
  const services = ask.query.getAll('service_ids[]');
  const key = ask.query.get('incident_key');
  const since = Date.parse(ask.query.get('since') ?? '') || 0;
  const some = incidentsOf(world)
    .filter((one) => statuses.length === 0 || statuses.includes(one.status))
    .filter((one) => key === null || one.key === key)
    .filter((one) => (services.length === 0 || services.includes(SERVICE.id)) && one.at >= since);
  const newestFirst = ask.query.get('sort_by') === 'created_at:desc';
  return listReply(ask, 'incidents', (newestFirst ? some.reverse() : some).map(incidentJson));
}

interface Change {
  id?: string;
  type?: string;
  status?: string;
  escalation_level?: number;
  assignments?: { assignee?: { id?: string; type?: string } }[];
}

/** What is wrong with a change; undefined where nothing is. */
function faultOf(change: Change, incident: SandboxIncident): string | undefined {
  const { type, status, escalation_level: level, assignments } = change;
  if (type !== 'incident' && type !== 'incident_reference') return 'type is invalid';
  if (status !== undefined && status !== 'acknowledged' && status !== 'resolved')
    return 'status is invalid';
  if (status === 'resolved' && incident.status === 'resolved') return 'Incident Already Resolved';
  if (level !== undefined && PEOPLE[level - 1] === undefined) return 'escalation_level is invalid';
  if (assignments?.some(({ assignee }) => !isUser(assignee))) return 'Assignee Not Found';
  return (status ?? level ?? assignments) ? undefined : 'nothing to change';
}

function isUser(assignee: { id?: string; type?: string } | undefined): boolean {
  return assignee?.type === 'user_reference' && PEOPLE.some(({ id }) => id === assignee.id);
}

/** All of them or none, as with the real one. */
function changeAll(world: World, ask: Ask, changes: readonly Change[]): SandboxIncident[] | Reply {
  const writer = writerOf(ask);
  if ('status' in writer) return writer;
  const pairs = changes.map((change) => ({ change, incident: found(world, change.id) }));
  for (const { change, incident } of pairs) {
    if (!incident) return missing();
    const fault = faultOf(change, incident);
    if (fault) return invalid(fault);
  }
  for (const { change, incident } of pairs) {
    if (incident) record(world, incident.id, change, writer.id);
  }
  const ids = pairs.map(({ incident }) => incident?.id);
  return incidentsOf(world).filter(({ id }) => ids.includes(id));
}

function record(world: World, id: string, change: Change, by: string): void {
  const status = change.status as 'acknowledged' | 'resolved' | undefined;
  const person = change.assignments?.[0]?.assignee?.id;
  const level = change.escalation_level;
  world.record({ kind: 'incident', at: world.now(), id, status, level, person, by });
}

function changeOne(world: World, ask: Ask): Reply {
  const { id } = ask.params;
  const change = jsonBody<{ incident: Change }>(ask)?.incident;
  if (!change || id === undefined) return invalid('incident is missing');
  const changed = changeAll(world, ask, [{ ...change, id }]);
  if (!Array.isArray(changed)) return changed;
  const [first] = changed;
  return first ? json({ incident: incidentJson(first) }) : missing();
}

function changeMany(world: World, ask: Ask): Reply {
  const changes = jsonBody<{ incidents: Change[] }>(ask)?.incidents;
  if (!Array.isArray(changes) || changes.length === 0) return invalid('incidents are missing');
  const changed = changeAll(world, ask, changes);
  return Array.isArray(changed) ? json({ incidents: changed.map(incidentJson) }) : changed;
}

interface New {
  type?: string;
  title?: string;
  urgency?: 'high' | 'low';
  incident_key?: string;
  service?: { id?: string; type?: string };
  assignments?: Change['assignments'];
}

/** Only for a person: what goes by the policy is opened by an event here. */
function open(world: World, ask: Ask): Reply {
  const writer = writerOf(ask);
  if ('status' in writer) return writer;
  const body = jsonBody<{ incident: New }>(ask)?.incident;
  const { title, incident_key: key = '', urgency = 'high', assignments = [] } = body ?? {};
  if (body?.type !== 'incident' || !title) return invalid('Title cannot be empty');
  if (body.service?.id !== SERVICE.id || body.service.type !== 'service_reference')
    return invalid('Service Not Found');
  const person = assignments[0]?.assignee;
  if (!isUser(person)) return invalid('Assignee Not Found');
  const isOpen = incidentsOf(world).some((one) => one.key === key && one.status !== 'resolved');
  if (key !== '' && isOpen) {
    const error = 'Open incident with matching dedup key already exists on this service';
    return pagerDutyProblem(2002, 'Arguments Caused Error', 400, [error]);
  }
  const [at, to] = [world.now(), person?.id ?? ''];
  world.record({ kind: 'paged-person', at, key, summary: title, urgency, person: to });
  const made = incidentsOf(world).at(-1);
  return made ? json({ incident: incidentJson(made) }, 201) : missing();
}

function note(world: World, ask: Ask): Reply {
  const writer = writerOf(ask);
  if ('status' in writer) return writer;
  const content = jsonBody<{ note?: { content?: string } }>(ask)?.note?.content;
  if (!content) return invalid('content is missing');
  const incident = found(world, ask.params.id);
  if (!incident) return missing();
  const at = world.now();
  world.record({ kind: 'note', at, id: incident.id, content, by: writer.id });
  return json({ note: noteJson(content, at, writer.id) });
}

export function incidentRoutes(world: World): Route[] {
  return [
    route('GET', '/incidents', (ask) => incidents(world, ask)),
    route('PUT', '/incidents', (ask) => changeMany(world, ask)),
    route('POST', '/incidents', (ask) => open(world, ask)),
    route('GET', '/incidents/:id', (ask) => {
      const one = found(world, ask.params.id);
      return one ? json({ incident: incidentJson(one) }) : missing();
    }),
    route('PUT', '/incidents/:id', (ask) => changeOne(world, ask)),
    route('POST', '/incidents/:id/notes', (ask) => note(world, ask)),
    route('GET', '/incidents/:id/notes', (ask) => {
      const id = found(world, ask.params.id)?.id;
      const own = worldEventsOf(world, 'note').filter((one) => one.id === id);
      return json({ notes: own.map(({ content, at, by }) => noteJson(content, at, by)) });
    }),
  ];
}
