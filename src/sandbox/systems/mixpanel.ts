import { day, hour } from '../../domain/time/units.ts';
import { credentials } from '../credentials.ts';
import type { System } from '../http/exchange.ts';
import { type Ask, dispatch, json, type Reply, route } from '../http/reply.ts';
import type { World } from '../world/model.ts';
import {
  addedUsage,
  byBrowser,
  messagesByTheme,
  usageByHour,
  type WorldUsage,
} from '../world/usage.ts';
import { vendorOutage } from './vendor.ts';

/** The Mixpanel project of the sandbox, and its saved Insights reports. */
export const PROJECT = '2345678';
export const SAVED_REPORTS = {
  sessionDurationReport: '51000001',
  bounceRateReport: '51000002',
  messagesPerSessionReport: '51000003',
} as const;

/** Queries that a project takes in an hour, by all its users together. */
const MOST = 60;

const COUNTS: Readonly<Record<string, (usage: WorldUsage) => number>> = {
  message_added: ({ messages }) => messages,
  theme_changed: ({ themeChanges }) => themeChanges,
  image_exported: ({ exports }) => exports,
  profile_updated: ({ profiles }) => profiles,
  page_view: ({ pageViews }) => pageViews,
};

type Segments = (world: World, usage: WorldUsage) => [string, number][];

const SEGMENTS: Readonly<Record<string, Segments>> = {
  'message_added properties["event_label"]': (_world, usage) => messagesByTheme(usage),
  'page_view properties["$browser"]': (world, { pageViews }) => byBrowser(world, pageViews),
};

const problem = (error: string, status: number): Reply => json({ error, status: 'error' }, status);

/** Usage by the day, in UTC, from the first date to the last; empty days too. */
function usageByDay(world: World, from: number, to: number): Map<string, WorldUsage | null> {
  const days = new Map<string, WorldUsage | null>();
  for (let at = from; at <= to; at += day) {
    const date = new Date(at).toISOString().slice(0, 10);
    const hours = [...usageByHour(world, at, at + day).values()];
    days.set(date, hours.length === 0 ? null : hours.reduce(addedUsage));
  }
  return days;
}

function daysAsked(world: World, { query }: Ask) {
  const [from, to] = [
    Date.parse(query.get('from_date') ?? ''),
    Date.parse(query.get('to_date') ?? ''),
  ];
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : usageByDay(world, from, to);
}

type Days = ReadonlyMap<string, WorldUsage | null>;

const byDate = (days: Days, count: (usage: WorldUsage) => number) =>
  Object.fromEntries([...days].map(([date, usage]) => [date, usage === null ? 0 : count(usage)]));

/** Its series comes in no order, as in the vendor's own example. */
const answer = (days: Days, values: Record<string, unknown>): Reply =>
  json({
    data: { series: [...days.keys()].reverse(), values },
    legend_size: Object.keys(values).length,
  });

function events(world: World, ask: Ask): Reply {
  const days = daysAsked(world, ask);
  if (days === undefined) return problem('from_date and to_date are required', 400);
  let asked: unknown;
  try {
    asked = JSON.parse(ask.query.get('event') ?? '');
  } catch {
    asked = undefined;
  }
  if (!Array.isArray(asked)) return problem('event must be a JSON array', 400);
  const known = asked.filter((name) => typeof name === 'string' && COUNTS[name] !== undefined);
  const values = known.map((name: string) => [name, byDate(days, COUNTS[name] ?? (() => 0))]);
  return answer(days, Object.fromEntries(values));
}

function segmentation(world: World, ask: Ask): Reply {
  const days = daysAsked(world, ask);
  if (days === undefined) return problem('from_date and to_date are required', 400);
  const event = ask.query.get('event') ?? '';
  const segments = SEGMENTS[`${event} ${ask.query.get('on') ?? ''}`];
  if (segments === undefined) {
    const count = COUNTS[event];
    return answer(days, count === undefined ? {} : { [event]: byDate(days, count) });
  }
  const values = new Map<string, Record<string, number>>();
  for (const [date, usage] of days) {
    for (const [name, count] of usage === null ? [] : segments(world, usage)) {
      values.set(name, { ...values.get(name), [date]: count });
    }
  }
  return answer(days, Object.fromEntries(values));
}

const REPORTS: Readonly<Record<string, readonly [string, (usage: WorldUsage) => number]>> = {
  [SAVED_REPORTS.sessionDurationReport]: [
    'Session Duration - Average',
    ({ seconds, sessions }) => seconds / sessions,
  ],
  [SAVED_REPORTS.bounceRateReport]: [
    'Bounce Rate',
    ({ bounces, sessions }) => (100 * bounces) / sessions,
  ],
  [SAVED_REPORTS.messagesPerSessionReport]: [
    'Messages per Session',
    ({ messages, sessions }) => messages / sessions,
  ],
};

/** Saved over the last seven days. */
function insights(world: World, { query }: Ask): Reply {
  const report = REPORTS[query.get('bookmark_id') ?? ''];
  if (report === undefined) return problem('Invalid bookmark_id', 400);
  const [name, value] = report;
  const to = Math.floor(world.now() / day) * day;
  const points = [...usageByDay(world, to - 6 * day, to)].flatMap(([date, usage]) =>
    usage === null ? [] : [[`${date}T00:00:00+00:00`, value(usage)]],
  );
  return json({
    computed_at: new Date(world.now()).toISOString(),
    date_range: {
      from_date: new Date(to - 6 * day).toISOString(),
      to_date: new Date(world.now()).toISOString(),
    },
    headers: ['$metric'],
    series: { [name]: Object.fromEntries(points) },
  });
}

/** Mixpanel's Query API. */
export function mixpanelSystem(world: World): System {
  const asked: number[] = [];
  const routes = [
    route('GET', '/api/query/events', (ask) => events(world, ask)),
    route('GET', '/api/query/segmentation', (ask) => segmentation(world, ask)),
    route('GET', '/api/query/insights', (ask) => insights(world, ask)),
  ];
  const key = Buffer.from(credentials.MIXPANEL_SERVICE_ACCOUNT).toString('base64');
  const handle = (ask: Ask): Reply | undefined => {
    if (ask.headers.authorization !== `Basic ${key}`) {
      return problem('Invalid service account credentials', 401);
    }
    if (ask.query.get('project_id') !== PROJECT) {
      return problem('The service account has no access to the project', 403);
    }
    while ((asked[0] ?? world.now()) <= world.now() - hour) asked.shift();
    if (asked.length >= MOST) return problem('Query rate limit exceeded', 429);
    asked.push(world.now());
    return dispatch(routes, ask);
  };
  return { name: 'mixpanel', handle, outage: () => vendorOutage(world, 'mixpanel') };
}
