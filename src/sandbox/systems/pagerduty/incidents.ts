import { type Ask, json, jsonBody, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import { type Incident, incidentsOf } from '../../world/incidents.ts';
import { eventsOf, type World } from '../../world/world.ts';
import { list, PEOPLE, POLICY, problem, reference, SERVICE } from './account.ts';

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
  const status = jsonBody<{ incident?: { status?: string } }>(ask)?.incident?.status;
  if (status !== 'acknowledged' && status !== 'resolved')
    return problem(2001, 'Invalid Input Provided', 400);
  world.record({ kind: 'incident', at: world.now(), id: found.id, status });
  const changed = incidentsOf(world).find((one) => one.id === found.id) ?? found;
  return json({ incident: incidentJson(changed) });
}

function note(world: World, ask: Ask): Reply {
  const content = jsonBody<{ note?: { content?: string } }>(ask)?.note?.content;
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

export function incidentRoutes(world: World): Route[] {
  return [
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
}
