import { day, minute } from '../../domain/time/units.ts';
import { countOf, hash32, seriesNoise } from '../noise.ts';
import type { ErrorGroup } from '../scenario.ts';
import { servedAt } from './edge.ts';
import type { World } from './model.ts';
import { holds } from './outages.ts';
import { remembered } from './remembered.ts';
import { uploadsOf } from './runs.ts';
import { sessionsAt } from './traffic.ts';

const MINUTES_A_DAY = day / minute;
/** The past is told by the minute; what happens while one watches, by the second. */
const LIVE = 1_000;
/** Sentry's longest `statsPeriod` here: so much of an issue is counted. */
const MEMORY = 14 * day;
/** How many days Sentry keeps events. */
const KEPT = 90;

export interface Group {
  readonly index: number;
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  readonly told: ErrorGroup;
}

export function groupsOf(world: World): Group[] {
  return world.scenario.errors.map((told, index) => ({
    index,
    id: String(5_600_000_000 + (hash32(`${told.type}/${told.message}`) % 90_000_000)),
    shortId: `${world.scenario.repository.name.toUpperCase()}-${(47 + index).toString(36).toUpperCase()}`,
    title: `${told.type}: ${told.message}`,
    told,
  }));
}

const pastVersions = new WeakMap<World, Map<number, string>>();

/** The version that people's browsers run who load the page at `at`. */
export function versionAt(world: World, at: number): string {
  if (at >= world.startedAt - minute) return servedAt(world, 'production', '/', at).version;
  const known = pastVersions.get(world) ?? new Map<number, string>();
  pastVersions.set(world, known);
  const index = Math.floor(at / minute);
  const version = known.get(index) ?? servedAt(world, 'production', '/', at).version;
  known.set(index, version);
  return version;
}

/** When the condition of a group became true, for its ramp; undefined where that can not be told. */
function activeSince(world: World, { when }: ErrorGroup, at: number): number | undefined {
  if (when.from !== undefined) return world.startedAt + when.from;
  if (when.outage) {
    const outage = world.scenario.outages.find((one) => one.system === when.outage);
    return outage && world.startedAt + outage.from;
  }
  return when.versions ? servedAt(world, 'production', '/', at).uploadedAt : undefined;
}

/** Mean events a minute at `at`. */
export function rateAt(world: World, { told }: Group, at: number): number {
  const version = told.when.versions ? versionAt(world, at) : undefined;
  if (!holds(world, told.when, at, version)) return 0;
  const usual = world.scenario.traffic.sessionsPerMinute;
  const busy = usual > 0 ? sessionsAt(world, at) / usual : 1;
  const since = told.ramp ? activeSince(world, told, at) : undefined;
  const grown = since === undefined ? 1 : Math.min(1, (at - since) / Math.max(1, told.ramp ?? 1));
  const surge = told.surge && at >= world.startedAt + told.surge.from ? told.surge.times : 1;
  return told.perMinute * surge * busy * Math.max(0, grown);
}

const pastCounts = new WeakMap<World, Map<string, Uint16Array>>();

/** Events per minute of one day before the start, counted from the first that Sentry still has. */
function countsOfDay(world: World, group: Group, index: number): Uint16Array {
  const known = pastCounts.get(world) ?? new Map<string, Uint16Array>();
  pastCounts.set(world, known);
  const key = `${group.index}/${index}`;
  let counts = known.get(key);
  if (!counts) {
    const first = liveFrom(world) - (KEPT - index) * day;
    counts = Uint16Array.from({ length: MINUTES_A_DAY }, (_, i) =>
      drawn(world, group, first + i * minute, minute),
    );
    known.set(key, counts);
  }
  return counts;
}

const chances = remembered((world) => {
  const series = new Map<string, (n: number) => number>();
  return (key: string) => {
    const known = series.get(key) ?? seriesNoise(world.seed, `error/${key}`);
    series.set(key, known);
    return known;
  };
});

function drawn(world: World, group: Group, at: number, length: number): number {
  const rate = (rateAt(world, group, at) * length) / minute;
  return rate > 0 ? countOf(rate, chances(world)(`${group.index}/${length}`)(at / length)) : 0;
}

function liveFrom(world: World): number {
  return Math.floor(world.startedAt / minute) * minute;
}

/** Calls `visit` with the start and the number of events of every stretch that begins in [from, to). */
export function eachStretch(
  world: World,
  group: Group,
  from: number,
  to: number,
  visit: (at: number, count: number) => void,
): void {
  const live = liveFrom(world);
  if (from < live) {
    const first = live - KEPT * day;
    const begin = Math.max(0, Math.ceil((from - first) / minute));
    const end = Math.min(KEPT * MINUTES_A_DAY, Math.ceil((to - first) / minute));
    for (let index = Math.floor(begin / MINUTES_A_DAY); index * MINUTES_A_DAY < end; index += 1) {
      const counts = countsOfDay(world, group, index);
      const start = index * MINUTES_A_DAY;
      for (let i = Math.max(begin, start); i < Math.min(end, start + MINUTES_A_DAY); i += 1) {
        const count = counts[i - start] ?? 0;
        if (count > 0) visit(first + i * minute, count);
      }
    }
  }
  const until = Math.min(to, world.now());
  for (let at = Math.max(live, Math.ceil(from / LIVE) * LIVE); at < until; at += LIVE) {
    const part = Math.min(1, (until - at) / LIVE);
    const count = Math.floor(drawn(world, group, at, LIVE) * part);
    if (count > 0) visit(at, count);
  }
}

export interface Tally {
  count: number;
  users: number;
  /** Epoch milliseconds of the first and last event; undefined where there is none. */
  first?: number;
  last?: number;
  versions: Map<string, number>;
}

/** People behind a number of events: new ones become rarer as the number grows. */
export function usersOf(world: World, group: Group, count: number): number {
  if (count === 0) return 0;
  const pool = world.scenario.traffic.users;
  const users = pool * (1 - Math.exp((-count * group.told.users) / pool));
  return Math.min(count, Math.max(1, Math.round(users)));
}

/** The events of a group in [from, to). */
export function tally(world: World, group: Group, from: number, to: number): Tally {
  const found: Tally = { count: 0, users: 0, versions: new Map() };
  eachStretch(world, group, from, to, (at, count) => {
    found.count += count;
    found.first ??= at;
    found.last = at;
    const version = versionAt(world, at);
    found.versions.set(version, (found.versions.get(version) ?? 0) + count);
  });
  found.users = usersOf(world, group, found.count);
  return found;
}

/** From when on there can be events of a group: what is before need not be looked at. */
function possibleFrom(world: World, { told: { when } }: Group): number {
  const outage = world.scenario.outages.find(({ system }) => system === when.outage);
  const upload = uploadsOf(world, 'production').find(({ run }) =>
    when.versions?.includes(run.version),
  );
  const { startedAt } = world;
  return Math.max(
    liveFrom(world) - KEPT * day,
    startedAt + (when.from ?? Number.NEGATIVE_INFINITY),
    startedAt + (outage?.from ?? Number.NEGATIVE_INFINITY),
    upload?.at ?? Number.NEGATIVE_INFINITY,
  );
}

/** The first event of a group that Sentry still has; undefined where there is none. */
function firstOf(world: World, group: Group): number | undefined {
  const now = world.now();
  for (let from = possibleFrom(world, group); from < now; from += day) {
    const { first } = tally(world, group, from, Math.min(now, from + day));
    if (first !== undefined) return first;
  }
  return undefined;
}

/** All that Sentry remembers of a group: its first event, and what it counts of it, by release. */
export function lifetime(world: World, group: Group): Tally {
  const found = tally(world, group, world.startedAt - MEMORY, world.now());
  const first = firstOf(world, group);
  if (first === undefined) return found;
  const last = found.last ?? tally(world, group, first, first + day).last ?? first;
  return { ...found, first, last };
}
