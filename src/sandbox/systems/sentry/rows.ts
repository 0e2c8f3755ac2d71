import { clientsOf } from '../../world/clients.ts';
import { eachStretch } from '../../world/error-counts.ts';
import { groupsOf, placesOf, usersOf, type WorldErrorGroup } from '../../world/error-groups.ts';
import { lifetimeIn } from '../../world/errors.ts';
import { releasesOf } from '../../world/event-releases.ts';
import type { World } from '../../world/model.ts';
import { groupFits, releaseOf, type Term, termsOf, versionOf } from './search.ts';
import type { QueryWindow } from './window.ts';

/** Events of one group that share a release, a browser and a system. */
export interface SandboxRow {
  group: WorldErrorGroup;
  /** Empty where the events name none. */
  release: string;
  browser: string;
  system: string;
  count: number;
}

/** Sentry's family of the devices that people run a system on. */
export const DEVICES: Readonly<Record<string, string>> = {
  iOS: 'iPhone',
  macOS: 'Mac',
  Android: 'Generic Smartphone',
};

/** What a row says for a field or tag of Sentry's; undefined where it has no such thing. */
export function rowField(row: SandboxRow, field: string): string | undefined {
  const { group, release, browser, system } = row;
  const { told, id, shortId, title } = group;
  const device = DEVICES[system];
  const values: Record<string, string> = {
    ...(release === '' ? {} : { release }),
    ...(device === undefined ? {} : { 'device.family': device }),
    'browser.name': browser,
    browser,
    'os.name': system,
    os: system,
    issue: shortId,
    'issue.id': id,
    title,
    message: told.message,
    'error.type': told.type,
    culprit: told.culprit,
    transaction: told.culprit,
    level: told.level,
    environment: group.environment,
    project: 'talkstudio-web',
    'project.name': 'talkstudio-web',
    'error.handled': told.unhandled ? '0' : '1',
    'error.unhandled': told.unhandled ? '1' : '0',
  };
  return values[field.replace(/^tags\[(.+)\]$/, '$1')];
}

const OF_ROWS = ['release', 'browser.name', 'browser', 'os.name', 'os', 'environment'];

function rowFits(row: SandboxRow, { key, value, not }: Term): boolean {
  if (!OF_ROWS.includes(key)) return true;
  const own = rowField(row, key) ?? '';
  const wanted = key === 'release' ? releaseOf(versionOf(value)) : value;
  return (own === wanted) !== not;
}

function spread(
  world: World,
  group: WorldErrorGroup,
  release: string,
  count: number,
): SandboxRow[] {
  const { browsers, systems } = world.scenario.traffic;
  const all = group.told.systems ?? systems;
  return clientsOf(count, group.told.browsers ?? browsers, all).map((client) => ({
    group,
    release,
    ...client,
  }));
}

function matchingGroups(
  world: World,
  terms: readonly Term[],
  environments: readonly string[],
): WorldErrorGroup[] {
  return groupsOf(world)
    .filter((group) => {
      const all = lifetimeIn(world, group, environments);
      return terms.every((term) => groupFits(world, group, all, term));
    })
    .flatMap((group) => placesOf(group, environments));
}

/** Everything that happened in a window and fits a query, split as finely as it can be. */
export function eventRowsOf(
  world: World,
  { from, to }: QueryWindow,
  query: string,
  environments: readonly string[],
): SandboxRow[] {
  const terms = termsOf(query);
  return matchingGroups(world, terms, environments)
    .flatMap((group) => {
      const releases = new Map<string, number>();
      eachStretch(world, group, from, to, (at, count) => {
        for (const [named, some] of releasesOf(world, group, at, count)) {
          const release = releaseOf(named);
          releases.set(release, (releases.get(release) ?? 0) + some);
        }
      });
      return [...releases].flatMap(([release, count]) => spread(world, group, release, count));
    })
    .filter((row) => row.count > 0 && terms.every((term) => rowFits(row, term)));
}

/** Different people behind some rows, counted per group. */
export function usersBehind(world: World, rows: readonly SandboxRow[]): number {
  const counts = new Map<WorldErrorGroup, number>();
  for (const row of rows) counts.set(row.group, (counts.get(row.group) ?? 0) + row.count);
  let users = 0;
  for (const [group, count] of counts) users += usersOf(world, group, count);
  return Math.min(users, world.scenario.traffic.users);
}

/** Rows that share the values of the fields, in the order of their first. */
export function grouped(rows: readonly SandboxRow[], by: readonly string[]): SandboxRow[][] {
  const groups = new Map<string, SandboxRow[]>();
  for (const row of rows) {
    const key = by.map((field) => rowField(row, field) ?? '').join('\u0000');
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
