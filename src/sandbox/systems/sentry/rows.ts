import {
  eachStretch,
  groupsOf,
  lifetime,
  usersOf,
  versionAt,
  type WorldErrorGroup,
} from '../../world/errors.ts';
import type { World } from '../../world/model.ts';
import { split } from '../../world/traffic.ts';
import { groupFits, releaseOf, type Term, termsOf, versionOf } from './search.ts';
import type { QueryWindow } from './window.ts';

/** Events of one group that share a release, a browser and a system. */
export interface SandboxRow {
  group: WorldErrorGroup;
  release: string;
  browser: string;
  system: string;
  count: number;
}

/** What a row says for a field or tag of Sentry's; undefined where it has no such thing. */
export function rowField(row: SandboxRow, field: string): string | undefined {
  const { group, release, browser, system } = row;
  const { told, id, shortId, title } = group;
  const values: Record<string, string> = {
    release,
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
    environment: 'production',
    project: 'talkstudio-web',
    'project.name': 'talkstudio-web',
    'error.handled': told.unhandled ? '0' : '1',
    'error.unhandled': told.unhandled ? '1' : '0',
  };
  return values[field.replace(/^tags\[(.+)\]$/, '$1')];
}

function rowFits(row: SandboxRow, { key, value, not }: Term): boolean {
  const own = rowField(row, key);
  if (own === undefined || !['release', 'browser.name', 'browser', 'os.name', 'os'].includes(key))
    return true;
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

type Weights = Readonly<Record<string, number>>;

/** A number of visits or events by browser and system. People run what exists: no Safari on Windows. */
export function clientsOf(count: number, browsers: Weights, systems: Weights) {
  return split(count, browsers).flatMap(([browser, ofBrowser]) => {
    const possible = Object.fromEntries(
      Object.entries(systems).filter(([system]) => runsOn(browser, system)),
    );
    const usable = Object.keys(possible).length > 0 ? possible : systems;
    return split(ofBrowser, usable).map(([system, n]) => ({ browser, system, count: n }));
  });
}

function runsOn(browser: string, system: string): boolean {
  if (browser === 'Safari') return system === 'iOS' || system === 'macOS';
  if (browser === 'Samsung Internet') return system === 'Android';
  return true;
}

function matchingGroups(world: World, terms: readonly Term[]): WorldErrorGroup[] {
  return groupsOf(world).filter((group) => {
    const all = lifetime(world, group);
    return terms.every((term) => groupFits(world, group, all, term));
  });
}

/** Everything that happened in a window and fits a query, split as finely as it can be. */
export function eventRowsOf(world: World, { from, to }: QueryWindow, query: string): SandboxRow[] {
  const terms = termsOf(query);
  return matchingGroups(world, terms)
    .flatMap((group) => {
      const releases = new Map<string, number>();
      eachStretch(world, group, from, to, (at, count) => {
        const release = releaseOf(versionAt(world, at));
        releases.set(release, (releases.get(release) ?? 0) + count);
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
