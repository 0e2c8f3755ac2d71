/* How many events there are: by the minute before the start, by the second while one watches. */

import { day, hour, minute } from '../../domain/time/units.ts';
import { countOf } from '../noise.ts';
import type { WorldErrorGroup } from './error-groups.ts';
import { KEPT, liveFrom, rateAt } from './error-rate.ts';
import { type Intake, intakeOf, shownUntil } from './intake.ts';
import type { World } from './model.ts';
import { rememberedForGood } from './remembered.ts';
import { chancesOf, roughnessAt } from './roughness.ts';

const MINUTES_A_DAY = day / minute;
/** The past is told by the minute; what happens while one watches, by the second. */
const LIVE = 1_000;
const SECONDS_AN_HOUR = hour / LIVE;

const pastCounts = rememberedForGood(() => new Map<string, Uint16Array>());

/** Events per minute of one day before the start, counted from the first that Sentry still has. */
function countsOfDay(world: World, group: WorldErrorGroup, index: number): Uint16Array {
  const known = pastCounts(world);
  const key = `${group.key}/${index}`;
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

function happened(world: World, group: WorldErrorGroup, at: number, length: number): number {
  const rate = (rateAt(world, group, at) * length) / minute;
  if (rate <= 0) return 0;
  const uniform = chancesOf(world, group.key).error(length)(at / length);
  return countOf(rate * roughnessAt(world, group, at), uniform);
}

function intake(world: World, group: WorldErrorGroup, at: number, length: number): Intake {
  return intakeOf(world, group.key, at, length, happened(world, group, at, length));
}

function drawn(world: World, group: WorldErrorGroup, at: number, length: number): number {
  return intake(world, group, at, length).accepted;
}

/** What became of every event of a group in [from, to), also of those that Sentry never had. */
export function eachIntake(
  world: World,
  group: WorldErrorGroup,
  from: number,
  to: number,
  visit: (at: number, intake: Intake) => void,
): void {
  const live = liveFrom(world);
  const until = Math.min(to, world.now());
  for (let at = Math.ceil(from / minute) * minute; at < Math.min(until, live); at += minute)
    visit(at, intake(world, group, at, minute));
  for (let at = Math.max(live, Math.ceil(from / LIVE) * LIVE); at + LIVE <= until; at += LIVE)
    visit(at, intake(world, group, at, LIVE));
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
  const until = Math.min(to, shownUntil(world));
  if (from < live) {
    const first = live - KEPT * day;
    const begin = Math.max(0, Math.ceil((from - first) / minute));
    const end = Math.min(KEPT * MINUTES_A_DAY, Math.ceil((until - first) / minute));
    for (let index = Math.floor(begin / MINUTES_A_DAY); index * MINUTES_A_DAY < end; index += 1) {
      const counts = countsOfDay(world, group, index);
      const start = index * MINUTES_A_DAY;
      for (let i = Math.max(begin, start); i < Math.min(end, start + MINUTES_A_DAY); i += 1) {
        const count = counts[i - start] ?? 0;
        if (count > 0) visit(first + i * minute, count);
      }
    }
  }
  eachLive(world, group, Math.max(live, Math.ceil(from / LIVE) * LIVE), until, visit);
}

/** As `eachStretch`, for what began at `from` or later, a second since the start. */
function eachLive(
  world: World,
  group: WorldErrorGroup,
  from: number,
  until: number,
  visit: (at: number, count: number) => void,
): void {
  const live = liveFrom(world);
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
  const key = `${group.key}/${index}`;
  const found = known.get(key) ?? { counts: new Uint16Array(SECONDS_AN_HOUR), filled: 0 };
  known.set(key, found);
  const first = liveFrom(world) + index * hour;
  const over = Math.min(SECONDS_AN_HOUR, Math.floor((world.now() - first) / LIVE));
  for (; found.filled < over; found.filled += 1) {
    found.counts[found.filled] = drawn(world, group, first + found.filled * LIVE, LIVE);
  }
  return found.counts;
}
