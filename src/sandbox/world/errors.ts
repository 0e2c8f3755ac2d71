import { day, hour, minute } from '../../domain/time/units.ts';
import { countOf, hash32, seriesNoise } from '../noise.ts';
import type { ErrorGroup } from '../scenario.ts';
import { servedAt } from './edge.ts';
import type { World } from './model.ts';
import { holds } from './outages.ts';
import { remembered, rememberedForGood } from './remembered.ts';
import { uploadsOf } from './runs.ts';
import { sessionsAt } from './traffic.ts';

const MINUTES_A_DAY = day / minute;
/** The past is told by the minute; what happens while one watches, by the second. */
const LIVE = 1_000;
const SECONDS_AN_HOUR = hour / LIVE;
/** Sentry's longest `statsPeriod` here: so much of an issue is counted. */
const MEMORY = 14 * day;
/** How many days Sentry keeps events. */
const KEPT = 90;

export interface WorldErrorGroup {
  readonly index: number;
  readonly id: string;
  readonly shortId: string;
  readonly title: string;
  readonly told: ErrorGroup;
}

export function groupsOf(world: World): WorldErrorGroup[] {
  return world.scenario.errors.map((told, index) => ({
    index,
    id: String(5_600_000_000 + (hash32(`${told.type}/${told.message}`) % 90_000_000)),
    shortId: `${world.scenario.repository.name.toUpperCase()}-${(47 + index).toString(36).toUpperCase()}`,
    title: `${told.type}: ${told.message}`,
    told,
  }));
}

const pastVersions = rememberedForGood(() => new Map<number, string>());

/** The version that people's browsers run who load the page at `at`. */
export function versionAt(world: World, at: number): string {
  if (at >= world.startedAt - minute) return servedAt(world, 'production', '/', at).version;
  const known = pastVersions(world);
  const index = Math.floor(at / minute);
  const version = known.get(index) ?? servedAt(world, 'production', '/', at).version;
  known.set(index, version);
  return version;
}

/** When the condition of a group became true, for its ramp; undefined where that cannot be told. */
function activeSince(world: World, { when }: ErrorGroup, at: number): number | undefined {
  if (when.from !== undefined) return world.startedAt + when.from;
  if (when.outage) {
    const outage = world.scenario.outages.find((one) => one.system === when.outage);
    return outage && world.startedAt + outage.from;
  }
  return when.versions ? servedAt(world, 'production', '/', at).uploadedAt : undefined;
}

/** Mean events a minute at `at`. */
export function rateAt(world: World, { told }: WorldErrorGroup, at: number): number {
  const version = told.when.versions ? versionAt(world, at) : undefined;
  if (!holds(world, told.when, at, version)) return 0;
  const usual = world.scenario.traffic.sessionsPerMinute;
  const busy = usual > 0 ? sessionsAt(world, at) / usual : 1;
  const since = told.ramp ? activeSince(world, told, at) : undefined;
  const grown = since === undefined ? 1 : Math.min(1, (at - since) / Math.max(1, told.ramp ?? 1));
  const surge = told.surge && at >= world.startedAt + told.surge.from ? told.surge.times : 1;
  return told.perMinute * surge * busy * Math.max(0, grown);
}

const pastCounts = rememberedForGood(() => new Map<string, Uint16Array>());

/** Events per minute of one day before the start, counted from the first that Sentry still has. */
function countsOfDay(world: World, group: WorldErrorGroup, index: number): Uint16Array {
  const known = pastCounts(world);
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

function drawn(world: World, group: WorldErrorGroup, at: number, length: number): number {
  const rate = (rateAt(world, group, at) * length) / minute;
  return rate > 0 ? countOf(rate, chances(world)(`${group.index}/${length}`)(at / length)) : 0;
}

function liveFrom(world: World): number {
  return Math.floor(world.startedAt / minute) * minute;
}

/** Calls `visit` with the start and the number of events of every stretch that begins in [from, to). */
export function eachStretch(
  world: World,
  group: WorldErrorGroup,
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
  eachLive(world, group, Math.max(live, Math.ceil(from / LIVE) * LIVE), to, visit);
}

/** As `eachStretch`, for what began at `from` or later, a second since the start. */
function eachLive(
  world: World,
  group: WorldErrorGroup,
  from: number,
  to: number,
  visit: (at: number, count: number) => void,
): void {
  const live = liveFrom(world);
  const until = Math.min(to, world.now());
  let at = from;
  while (at + LIVE <= until) {
    const index = Math.floor((at - live) / hour);
    const first = live + index * hour;
    const end = Math.min(first + hour, until);
    const counts = countsOfHour(world, group, index);
    for (; at + LIVE <= end; at += LIVE) {
      const count = counts[(at - first) / LIVE] ?? 0;
      if (count > 0) visit(at, count);
    }
  }
  if (at >= until) return;
  const count = Math.floor(drawn(world, group, at, LIVE) * ((until - at) / LIVE));
  if (count > 0) visit(at, count);
}

interface LiveHour {
  readonly counts: Uint16Array;
  /** So many of its seconds are over, and counted. */
  filled: number;
}

const liveHours = rememberedForGood(() => new Map<string, LiveHour>());

/** Events per second of an hour since the start, as far as it is over: that does not change any more. */
function countsOfHour(world: World, group: WorldErrorGroup, index: number): Uint16Array {
  const known = liveHours(world);
  const key = `${group.index}/${index}`;
  const found = known.get(key) ?? { counts: new Uint16Array(SECONDS_AN_HOUR), filled: 0 };
  known.set(key, found);
  const first = liveFrom(world) + index * hour;
  const over = Math.min(SECONDS_AN_HOUR, Math.floor((world.now() - first) / LIVE));
  for (; found.filled < over; found.filled += 1) {
    found.counts[found.filled] = drawn(world, group, first + found.filled * LIVE, LIVE);
  }
  return found.counts;
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
export function usersOf(world: World, group: WorldErrorGroup, count: number): number {
  if (count === 0) return 0;
  const pool = world.scenario.traffic.users;
  const users = pool * (1 - Math.exp((-count * group.told.users) / pool));
  return Math.min(count, Math.max(1, Math.round(users)));
}

/** The events of a group in [from, to). */
export function tally(world: World, group: WorldErrorGroup, from: number, to: number): Tally {
  const found: Tally = { count: 0, users: 0, versions: new Map() };
  const live = liveFrom(world);
  // Hours that are over as a whole; the rest is counted.
  const begin = Math.max(0, Math.ceil((from - live) / hour));
  const end = Math.floor((Math.min(to, world.now()) - live) / hour);
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
    const version = versionAt(world, at);
    into.versions.set(version, (into.versions.get(version) ?? 0) + events);
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
  const key = `${group.index}/${index}`;
  const found = known.get(key) ?? { count: 0, users: 0, versions: new Map<string, number>() };
  if (known.has(key)) return found;
  const first = liveFrom(world) + index * hour;
  count(world, group, first, first + hour, found);
  known.set(key, found);
  return found;
}

/** From when on there can be events of a group: what is before need not be looked at. */
function possibleFrom(world: World, { told: { when } }: WorldErrorGroup): number {
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
