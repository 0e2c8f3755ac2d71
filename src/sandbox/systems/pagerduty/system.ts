import { day, week } from '../../../domain/time/units.ts';
import type { System } from '../../http/exchange.ts';
import { type Ask, dispatch, json, type Reply, route } from '../../http/reply.ts';
import { ACKNOWLEDGEMENT_TIMEOUT, AUTO_RESOLVE_TIMEOUT } from '../../world/incident.ts';
import { incidentsOf } from '../../world/incidents.ts';
import type { World } from '../../world/model.ts';
import { PEOPLE, type SandboxPerson } from '../../world/people.ts';
import { vendorOutage } from '../vendor.ts';
import {
  apiKeyOf,
  listReply,
  POLICY,
  pagerDutyProblem,
  reference,
  SERVICE,
  userOf,
} from './account.ts';
import { pagerDutyEventRoutes } from './events.ts';
import { incidentRoutes } from './incidents.ts';

// Epoch day 4, a Monday, 00:00 UTC, is Monday 09:00 in Korea.
const MONDAY = 4 * day;

/**
 * Who is on call at each level. Engineers change on Monday at 09:00 in Korea; this week is the first one's.
 */
function oncalls(world: World, ask: Ask): Reply {
  const weekOf = (at: number) => Math.floor((at - MONDAY) / week);
  const moment = (name: string) => Date.parse(ask.query.get(name) ?? '') || world.now();
  const full = ask.query.getAll('include[]').includes('users');
  const entry = (person: SandboxPerson, level: number, turn: number | null) => {
    const start = (turn ?? 0) * week + MONDAY;
    return {
      user: full ? userOf(person) : reference('user', person.id, person.name),
      schedule: turn === null ? null : reference('schedule', 'PSCHED1', 'Weekly rotation'),
      escalation_policy: POLICY,
      escalation_level: level,
      start: turn === null ? null : new Date(start).toISOString(),
      end: turn === null ? null : new Date(start + week).toISOString(),
    };
  };
  const items = [];
  for (let turn = weekOf(moment('since')); turn <= weekOf(moment('until')); turn += 1) {
    const person = PEOPLE.at((turn - weekOf(world.now())) % PEOPLE.length);
    if (person) items.push(entry(person, 1, turn));
  }
  for (const person of PEOPLE.slice(1)) items.push(entry(person, person.level, null));
  return listReply(ask, 'oncalls', items);
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
    auto_resolve_timeout: AUTO_RESOLVE_TIMEOUT,
    acknowledgement_timeout: ACKNOWLEDGEMENT_TIMEOUT,
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

function named(ask: Ask, name: string, item: { name: string }): Reply {
  const query = (ask.query.get('query') ?? '').toLowerCase();
  return listReply(ask, name, item.name.toLowerCase().includes(query) ? [item] : []);
}

/** The account's key belongs to nobody. */
function me(ask: Ask): Reply {
  const [first] = PEOPLE;
  return first && apiKeyOf(ask) === 'person'
    ? json({ user: userOf(first) })
    : pagerDutyProblem(2001, 'Invalid Input Provided', 400, [
        'Account-level keys have no current user',
      ]);
}

function users(ask: Ask): Reply {
  const query = (ask.query.get('query') ?? '').toLowerCase();
  const found = PEOPLE.filter(({ name, email }) =>
    `${name} ${email}`.toLowerCase().includes(query),
  );
  return listReply(ask, 'users', found.map(userOf));
}

/** PagerDuty's Events API v2 and the part of its REST API that on-call needs. */
export function pagerDutySystem(world: World): System {
  const rest = [
    route('GET', '/oncalls', (ask) => oncalls(world, ask)),
    route('GET', '/services', (ask) => named(ask, 'services', serviceOf(world))),
    route('GET', '/services/:id', () => json({ service: serviceOf(world) })),
    route('GET', '/escalation_policies', (ask) => named(ask, 'escalation_policies', POLICY_FULL)),
    route('GET', '/escalation_policies/:id', () => json({ escalation_policy: POLICY_FULL })),
    route('GET', '/users/me', me),
    route('GET', '/users', users),
    route('GET', '/schedules/:id/users', () => json({ users: PEOPLE.slice(0, 1).map(userOf) })),
    ...incidentRoutes(world),
  ];
  const events = pagerDutyEventRoutes(world);
  const handle = (ask: Ask) => {
    const event = dispatch(events, ask);
    if (event) return event;
    if (apiKeyOf(ask) === undefined)
      return pagerDutyProblem(2006, 'You are not authorized to access this resource.', 401);
    return dispatch(rest, ask);
  };
  return { name: 'pagerduty', handle, outage: () => vendorOutage(world, 'pagerduty') };
}
