import { hexOf } from '../noise.ts';
import type { World } from './world.ts';

/** An incident as PagerDuty has it. */
export interface Incident {
  id: string;
  number: number;
  key: string;
  title: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  at: number;
  changedAt: number;
}

/** A service resolves by itself what was left alone for so long. */
const AUTO_RESOLVE = 4 * 3_600_000;

/**
 * The incidents that pages have opened, oldest first. A trigger joins the open incident of its dedup
 * key; an acknowledgement or a resolution of none is dropped without a word.
 */
export function incidentsOf(world: World): Incident[] {
  const all: Incident[] = pagesOfOutages(world);
  for (const event of world.events) {
    if (event.kind === 'incident') {
      const found = all.find((one) => one.id === event.id && one.status !== 'resolved');
      if (found) Object.assign(found, { status: event.status, changedAt: event.at });
    }
    if (event.kind !== 'page') continue;
    const open = all.find((one) => one.key === event.dedupKey && one.status !== 'resolved');
    if (event.action === 'trigger' && !open) {
      all.push(opened(all.length, event.dedupKey, event.summary, event.at));
    } else if (open && event.action !== 'trigger') {
      const status = event.action === 'resolve' ? 'resolved' : 'acknowledged';
      Object.assign(open, { status, changedAt: event.at });
    }
  }
  const now = world.now();
  return all.map((one) =>
    one.status !== 'resolved' && now - one.at > AUTO_RESOLVE
      ? { ...one, status: 'resolved' as const, changedAt: one.at + AUTO_RESOLVE }
      : one,
  );
}

function opened(index: number, key: string, title: string, at: number): Incident {
  const id = `Q${hexOf(`${key}/${at}`, 13).toUpperCase()}`;
  return { id, number: 1_201 + index, key, title, status: 'triggered', at, changedAt: at };
}

/** What is older is not in the list that on-call reads. */
const LISTED = 7 * 86_400_000;

/** The uptime monitor pages when production has been away for two minutes. */
function pagesOfOutages(world: World): Incident[] {
  const now = world.now();
  return world.scenario.outages
    .filter((outage) => outage.system === 'production' && outage.kind !== 'slow')
    .map((outage) => ({ at: world.startedAt + outage.from + 120_000, outage }))
    .filter(({ at }) => at <= now && at > world.startedAt - LISTED)
    .map(({ at, outage }, i) => {
      const incident = opened(i, `uptime/${outage.from}`, 'TalkStudio Production is DOWN', at);
      const end = world.startedAt + (outage.until ?? Number.POSITIVE_INFINITY);
      return end <= now ? { ...incident, status: 'resolved' as const, changedAt: end } : incident;
    });
}
