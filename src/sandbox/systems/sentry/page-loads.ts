import { minute } from '../../../domain/time/units.ts';
import { clientsOf } from '../../world/clients.ts';
import { versionsAt } from '../../world/error-rate.ts';
import type { World } from '../../world/model.ts';
import { sessionsAt } from '../../world/traffic.ts';
import { releaseOf } from './search.ts';
import type { QueryWindow } from './window.ts';

/** The share of page loads that the browser SDK traces; counts are told as if all were, people are not. */
const TRACED = 0.1;

/** The sessions of a window by release, each of them one page load. */
function loadsByRelease(world: World, { from, to }: QueryWindow): Map<string, number> {
  const loads = new Map<string, number>();
  const end = Math.min(to, world.now());
  for (let at = Math.floor(from / minute) * minute; at < end; at += minute) {
    for (const [version, share] of versionsAt(world, at)) {
      const release = releaseOf(version);
      const some = Math.round(sessionsAt(world, at) * share);
      loads.set(release, (loads.get(release) ?? 0) + some);
    }
  }
  return loads;
}

/** The traced page loads (spans) of a window, by whatever the fields name. */
export function pageLoadLines(
  world: World,
  fields: readonly string[],
  window: QueryWindow,
): Record<string, string | number | null>[] {
  const { browsers, systems } = world.scenario.traffic;
  const counts = new Map<string, { names: (string | null)[]; count: number }>();
  const by = fields.filter((field) => !field.includes('('));
  for (const [release, loads] of loadsByRelease(world, window)) {
    for (const { browser, system, count } of clientsOf(loads, browsers, systems)) {
      const values: Record<string, string> = {
        release,
        'browser.name': browser,
        'os.name': system,
        'transaction.op': 'pageload',
        'span.op': 'pageload',
        environment: 'production',
      };
      const names = by.map((field) => values[field] ?? null);
      const key = names.join('\u0000');
      counts.set(key, { names, count: (counts.get(key)?.count ?? 0) + count });
    }
  }
  return [...counts.values()].map(({ names, count }) =>
    Object.fromEntries(
      fields.map((field) => {
        if (field === 'count()') return [field, count];
        if (field === 'count_unique(user)') return [field, Math.round(count * TRACED)];
        return [field, names[by.indexOf(field)] ?? null];
      }),
    ),
  );
}
