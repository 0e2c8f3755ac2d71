import { day, hour } from '../../domain/time/units.ts';
import { eachStretch } from './error-counts.ts';
import { placesOf, usersOf, type WorldErrorGroup } from './error-groups.ts';
import { liveFrom, possibleFrom } from './error-rate.ts';
import { type NamedRelease, releasesOf } from './event-releases.ts';
import { shownUntil } from './intake.ts';
import type { World } from './model.ts';
import { rememberedForGood } from './remembered.ts';

/** Sentry's longest `statsPeriod` here: so much of an issue is counted. */
const MEMORY = 14 * day;

export interface Tally {
  count: number;
  users: number;
  /** Epoch milliseconds of the first and last event; undefined where there is none. */
  first?: number;
  last?: number;
  /** By what the events name, in the order in which each came up. */
  versions: Map<NamedRelease, number>;
}

/** The events of a group in [from, to). */
export function tally(world: World, group: WorldErrorGroup, from: number, to: number): Tally {
  const found: Tally = { count: 0, users: 0, versions: new Map() };
  const live = liveFrom(world);
  // Hours that are over as a whole, also those before the start; the rest is counted.
  const begin = Math.ceil((from - live) / hour);
  const end = Math.floor((Math.min(to, shownUntil(world)) - live) / hour);
  if (begin >= end) count(world, group, from, to, found);
  else {
    count(world, group, from, live + begin * hour, found);
    for (let index = begin; index < end; index += 1) add(found, tallyOfHour(world, group, index));
    count(world, group, live + end * hour, to, found);
  }
  found.users = usersOf(world, group, found.count);
  return found;
}

function count(world: World, group: WorldErrorGroup, from: number, to: number, into: Tally): void {
  eachStretch(world, group, from, to, (at, events) => {
    into.count += events;
    into.first ??= at;
    into.last = at;
    for (const [release, some] of releasesOf(world, group, at, events))
      into.versions.set(release, (into.versions.get(release) ?? 0) + some);
  });
}

/** Adds what came later. */
function add(sum: Tally, { count: events, first, last, versions }: Tally): void {
  sum.count += events;
  if (first !== undefined) sum.first ??= first;
  if (last !== undefined) sum.last = last;
  for (const [version, more] of versions) {
    sum.versions.set(version, (sum.versions.get(version) ?? 0) + more);
  }
}

const tallies = rememberedForGood(() => new Map<string, Tally>());

function tallyOfHour(world: World, group: WorldErrorGroup, index: number): Tally {
  const known = tallies(world);
  const key = `${group.key}/${index}`;
  const found = known.get(key) ?? { count: 0, users: 0, versions: new Map<string, number>() };
  if (known.has(key)) return found;
  const first = liveFrom(world) + index * hour;
  count(world, group, first, first + hour, found);
  known.set(key, found);
  return found;
}

/** The first event of a group that Sentry still has; undefined where there is none. */
function firstOf(world: World, group: WorldErrorGroup): number | undefined {
  const now = world.now();
  for (let from = possibleFrom(world, group); from < now; from += day) {
    const { first } = tally(world, group, from, Math.min(now, from + day));
    if (first !== undefined) return first;
  }
  return undefined;
}

/** All that Sentry remembers of a group: its first event, and what it counts of it, by release. */
export function lifetime(world: World, group: WorldErrorGroup): Tally {
  const found = tally(world, group, world.startedAt - MEMORY, world.now());
  const first = firstOf(world, group);
  if (first === undefined) return found;
  const last = found.last ?? tally(world, group, first, first + day).last ?? first;
  return { ...found, first, last };
}

/** Several tallies of one group as one, the earliest first. */
function together(world: World, group: WorldErrorGroup, parts: readonly Tally[]): Tally {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const sum: Tally = { count: 0, users: 0, versions: new Map() };
  const early = ({ first }: Tally) => first ?? Number.POSITIVE_INFINITY;
  for (const part of [...parts].sort((a, b) => early(a) - early(b))) {
    const last = Math.max(sum.last ?? 0, part.last ?? 0);
    add(sum, part);
    if (last > 0) sum.last = last;
  }
  return { ...sum, users: usersOf(world, group, sum.count) };
}

/** The events of a group in [from, to) whose environment is one of those named; of all where none is. */
export function tallyIn(
  world: World,
  group: WorldErrorGroup,
  environments: readonly string[],
  [from, to]: readonly [number, number],
): Tally {
  const places = placesOf(group, environments);
  return together(
    world,
    group,
    places.map((one) => tally(world, one, from, to)),
  );
}

/** All that Sentry remembers of a group in some environments. */
export function lifetimeIn(
  world: World,
  group: WorldErrorGroup,
  environments: readonly string[],
): Tally {
  const places = placesOf(group, environments);
  return together(
    world,
    group,
    places.map((one) => lifetime(world, one)),
  );
}
