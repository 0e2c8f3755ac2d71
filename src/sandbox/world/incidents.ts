import { week } from '../../domain/time/units.ts';
import { hexOf } from '../noise.ts';
import { errorPages } from './error-pages.ts';
import {
  acknowledge,
  assign,
  escalate,
  opened,
  pass,
  resolveIncident,
  type SandboxIncident,
} from './incident.ts';
import type { World, WorldEvent } from './model.ts';
import { PEOPLE } from './people.ts';

export type { SandboxIncident } from './incident.ts';

type Happening = Extract<WorldEvent, { kind: 'page' | 'incident' | 'paged-person' }>;

/**
 * The incidents that pages have opened, oldest first. A trigger joins the open incident of its dedup
 * key; an acknowledgement or a resolution of none is dropped without a word.
 */
export function incidentsOf(world: World): SandboxIncident[] {
  const all: SandboxIncident[] = [];
  for (const event of happeningsIn(world)) {
    for (const incident of all) pass(incident, event.at);
    happen(all, event);
  }
  for (const incident of all) pass(incident, world.now());
  return all;
}

function happeningsIn(world: World): Happening[] {
  const now = world.now();
  const own = world.events.filter((event): event is Happening => isHappening(event));
  return [...pagesOfOutages(world), ...errorPages(world), ...own]
    .filter(({ at }) => at <= now && at > world.startedAt - LISTED)
    .sort((a, b) => a.at - b.at);
}

function isHappening({ kind }: WorldEvent): boolean {
  return kind === 'page' || kind === 'incident' || kind === 'paged-person';
}

function happen(all: SandboxIncident[], event: Happening): void {
  if (event.kind === 'incident') {
    const found = all.find((one) => one.id === event.id);
    if (found) change(found, event);
    return;
  }
  const key = event.kind === 'page' ? event.dedupKey : event.key;
  const open = all.find((one) => one.key === key && one.status !== 'resolved');
  if (event.kind === 'page' && event.action !== 'trigger') {
    if (open && event.action === 'resolve') resolveIncident(open, event.at);
    else if (open) acknowledge(open, assigneeOf(open), event.at);
  } else if (!open) all.push(openedBy(event, key, all.length));
}

function openedBy(event: Exclude<Happening, { kind: 'incident' }>, key: string, index: number) {
  const id = `Q${hexOf(`${key}/${event.at}`, 13).toUpperCase()}`;
  const { at, summary: title } = event;
  const urgency = event.kind === 'page' ? 'high' : event.urgency;
  const opening = { id, number: 1_201 + index, key, title, urgency, at };
  return event.kind === 'page' ? opened(opening) : opened(opening, event.person);
}

function change(incident: SandboxIncident, event: Extract<Happening, { kind: 'incident' }>): void {
  const { status, level, person, by, at } = event;
  if (status === 'resolved') resolveIncident(incident, at);
  else if (status === 'acknowledged') acknowledge(incident, by, at);
  else if (person !== undefined) assign(incident, person, at);
  else escalate(incident, level ?? incident.level ?? 1, at);
}

function assigneeOf({ assigned }: SandboxIncident): string {
  return assigned?.person ?? PEOPLE[0]?.id ?? '';
}

/** What is older is not in the list that on-call reads. */
const LISTED = week;

/** The uptime monitor pages when production has been away for two minutes. */
function pagesOfOutages(world: World): Happening[] {
  return world.scenario.outages
    .filter((outage) => outage.system === 'production' && outage.kind !== 'slow')
    .flatMap(({ from, until }): Happening[] => {
      const page = { kind: 'page', dedupKey: `uptime/${from}`, severity: 'critical' } as const;
      const summary = 'TalkStudio Production is DOWN';
      const at = world.startedAt + from + 120_000;
      const end = until === undefined ? [] : [world.startedAt + until];
      return [
        { ...page, at, action: 'trigger', summary },
        ...end.map((over) => ({ ...page, at: over, action: 'resolve', summary })),
      ];
    });
}
