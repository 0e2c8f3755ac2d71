import { day, hour, minute } from '../../domain/time/units.ts';
import { noise } from '../noise.ts';
import { metricAt } from './metrics.ts';
import type { World } from './model.ts';
import { rememberedForGood } from './remembered.ts';
import { meanFor } from './signals.ts';
import { sessionsAt, split } from './traffic.ts';

/** What visitors did in a span: sums, so that they can be added. Seconds are those of all sessions together. */
export interface WorldUsage {
  readonly sessions: number;
  readonly bounces: number;
  readonly seconds: number;
  readonly pageViews: number;
  readonly messages: number;
  readonly exports: number;
  readonly profiles: number;
  readonly themeChanges: number;
}

/** The themes of TalkStudio, by their share of messages. */
const THEMES: Readonly<Record<string, number>> = {
  kakao: 0.46,
  instagram: 0.24,
  discord: 0.14,
  telegram: 0.1,
  imessage: 0.06,
};

/** What people who stay do in a session. */
const PER_STAY = { pageViews: 3.6, messages: 9.2, exports: 0.31, profiles: 0.08, themes: 0.42 };
/** Seconds. */
const STAY = 332;
const BOUNCE = 6;

/**
 * People leave slow pages: 36 % as ever up to 2.5 s of LCP, six points more for each further second; unless the
 * scenario says what they do. 0 to 1.
 */
function bounceAt(world: World, at: number): number {
  const usual = 36 + 6 * Math.max(0, metricAt(world, 'lcp', at) / 1_000 - 2.5);
  return Math.min(100, meanFor(world, 'bounceRate', at, usual)) / 100;
}

const none: WorldUsage = {
  sessions: 0,
  bounces: 0,
  seconds: 0,
  pageViews: 0,
  messages: 0,
  exports: 0,
  profiles: 0,
  themeChanges: 0,
};

export function addedUsage(one: WorldUsage, other: WorldUsage): WorldUsage {
  const sum = (key: keyof WorldUsage) => one[key] + other[key];
  return {
    sessions: sum('sessions'),
    bounces: sum('bounces'),
    seconds: sum('seconds'),
    pageViews: sum('pageViews'),
    messages: sum('messages'),
    exports: sum('exports'),
    profiles: sum('profiles'),
    themeChanges: sum('themeChanges'),
  };
}

/** The share of those who leave is told so often: what it costs to tell is a hundred times the rest. */
const stepAt = (world: World, at: number): number =>
  at < world.startedAt - day ? hour : 15 * minute;

/** What visitors did from `from` to `to`, in whole numbers; both are taken down to the minute. */
export function usageIn(world: World, from: number, to: number): WorldUsage {
  let [sessions, bounces] = [0, 0];
  let bounce = 0;
  const start = Math.floor(from / minute) * minute;
  for (let at = start; at + minute <= to; at += minute) {
    const step = stepAt(world, at);
    if (at === start || at % step === 0) bounce = bounceAt(world, at - (at % step));
    const some = sessionsAt(world, at);
    sessions += some;
    bounces += some * bounce;
  }
  if (sessions === 0) return none;
  const left = Math.round(bounces);
  const stays = sessions - left;
  const mood = 0.95 + 0.1 * noise(world.seed, `usage/${start}`);
  const of = (each: number) => Math.round(stays * each * mood);
  return {
    sessions,
    bounces: left,
    seconds: of(STAY) + left * BOUNCE,
    pageViews: of(PER_STAY.pageViews) + left,
    messages: of(PER_STAY.messages),
    exports: of(PER_STAY.exports),
    profiles: of(PER_STAY.profiles),
    themeChanges: of(PER_STAY.themes),
  };
}

const past = rememberedForGood(() => new Map<number, WorldUsage>());

/** What visitors did in the hour that begins at `start`; what is over is told once. */
function usageOfHour(world: World, start: number): WorldUsage {
  const end = start + hour;
  if (end > world.now()) return usageIn(world, start, world.now());
  const known = past(world).get(start);
  if (known !== undefined) return known;
  const usage = usageIn(world, start, end);
  past(world).set(start, usage);
  return usage;
}

/** Hour by hour up to now, by their starts; hours without a visit are left out. */
export function usageByHour(world: World, from: number, to: number): Map<number, WorldUsage> {
  const hours = new Map<number, WorldUsage>();
  const end = Math.min(to, world.now());
  for (let at = Math.floor(from / hour) * hour; at < end; at += hour) {
    const usage = usageOfHour(world, at);
    if (usage.sessions > 0) hours.set(at, usage);
  }
  return hours;
}

/** Messages by theme; sessions or page views by browser. */
export const messagesByTheme = ({ messages }: WorldUsage) => split(messages, THEMES);

export function byBrowser(world: World, count: number): [string, number][] {
  return split(count, world.scenario.traffic.browsers);
}
