/* PagerDuty's incidents, people and levels, as we name them. What is no such thing is undefined. */

import type {
  PagedIncident,
  PagedLevel,
  PagedPerson,
  PageStatus,
} from '../../domain/paging/paged-incident.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { field, instant, listAt } from '../http/json.ts';

const statuses: ReadonlySet<unknown> = new Set<PageStatus>([
  'triggered',
  'acknowledged',
  'resolved',
]);

export function toIncident(value: unknown): PagedIncident | undefined {
  const id = idOf(value);
  const [number, status] = [field(value, 'incident_number'), field(value, 'status')];
  const since = instant(field(value, 'created_at'));
  if (id === undefined || typeof number !== 'number' || since === null) return undefined;
  if (!statuses.has(status)) return undefined;
  const pending = pendingOf(value);
  const [key, url] = [field(value, 'incident_key'), field(value, 'html_url')];
  return {
    id,
    number,
    title: text(field(value, 'title'), 1024),
    status: status as PageStatus,
    urgency: field(value, 'urgency') === 'low' ? 'low' : 'high',
    key: typeof key === 'string' ? cleanText(key, 255) : null,
    url: typeof url === 'string' && url.startsWith('https://') ? cleanText(url, 200) : null,
    since,
    changedAt: instant(field(value, 'last_status_change_at')) ?? since,
    assigned: people(value, 'assignments', 'assignee'),
    direct: field(value, 'assigned_via') === 'direct_assignment',
    acknowledgedBy: people(value, 'acknowledgements', 'acknowledger').map(({ name }) => name),
    policy: idOf(field(value, 'escalation_policy')) ?? null,
    escalatesAt: pending('escalate'),
    acknowledgedUntil: pending('unacknowledge'),
    resolvesAt: pending('resolve'),
  };
}

/** When PagerDuty will do something by itself. */
function pendingOf(value: unknown): (type: string) => number | null {
  const actions = listAt(value, 'pending_actions') ?? [];
  return (type) => {
    const times = actions
      .filter((action) => field(action, 'type') === type)
      .map((action) => instant(field(action, 'at')))
      .filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  };
}

function people(value: unknown, what: string, who: string): PagedPerson[] {
  return (listAt(value, what) ?? [])
    .map((each) => toPerson(field(each, who)))
    .filter((person) => person !== undefined);
}

export function toPerson(value: unknown): PagedPerson | undefined {
  const id = idOf(value);
  const name = text(field(value, 'name') ?? field(value, 'summary'), 80);
  return id === undefined || name === '' ? undefined : { id, name };
}

/** Entries of `/oncalls`: one for each person at each level. */
export function toLevels(entries: readonly unknown[]): PagedLevel[] {
  const levels = new Map<number, PagedPerson[]>();
  for (const entry of entries) {
    const [level, person] = [field(entry, 'escalation_level'), toPerson(field(entry, 'user'))];
    if (typeof level !== 'number' || person === undefined) continue;
    const there = levels.get(level) ?? [];
    if (!there.some(({ id }) => id === person.id)) levels.set(level, [...there, person]);
  }
  return [...levels].sort(([a], [b]) => a - b).map(([level, there]) => ({ level, people: there }));
}

/** Ids go into addresses. */
function idOf(value: unknown): string | undefined {
  const id = field(value, 'id');
  return typeof id === 'string' && /^\w{1,40}$/.test(id) ? id : undefined;
}

function text(value: unknown, limit: number): string {
  return typeof value === 'string' ? cleanText(value, limit) : '';
}
