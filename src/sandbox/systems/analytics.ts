import { day, minute } from '../../domain/time/units.ts';
import { credentials } from '../credentials.ts';
import type { System } from '../http/exchange.ts';
import { type Ask, dispatch, json, jsonBody, type Reply, route } from '../http/reply.ts';
import { metricAt } from '../world/metrics.ts';
import type { World } from '../world/model.ts';
import { meanFor } from '../world/signals.ts';
import { sessionsAt } from '../world/traffic.ts';
import { vendorOutage } from './vendor.ts';

/** The Google Analytics 4 property of the sandbox. */
export const PROPERTY = '412300001';

interface Range {
  readonly name?: string;
  readonly startDate?: string;
  readonly endDate?: string;
}

/** Google's way to name days; a date of its own where it is none of them. Start of the day, UTC. */
function dayOf(world: World, told = 'today'): number {
  const today = Math.floor(world.now() / day) * day;
  if (told === 'today') return today;
  if (told === 'yesterday') return today - day;
  const ago = /^(\d+)daysAgo$/.exec(told)?.[1];
  return ago === undefined ? Date.parse(told) : today - Number(ago) * day;
}

/**
 * People leave slow pages: 36 % as ever up to 2.5 s of LCP, six points more for each further second; unless the
 * scenario says what they do.
 */
function bounceAt(world: World, at: number): number {
  const usual = 36 + 6 * Math.max(0, metricAt(world, 'lcp', at) / 1_000 - 2.5);
  return Math.min(100, meanFor(world, 'bounceRate', at, usual)) / 100;
}

/** Moments of a range that stand for all of it. */
const SAMPLES = 96;

function measure(world: World, range: Range): Record<string, number> {
  const to = Math.min(world.now(), dayOf(world, range.endDate) + day);
  const from = dayOf(world, range.startDate);
  const step = Math.max(minute, (to - from) / SAMPLES);
  let [sessions, bounces] = [0, 0];
  for (let at = from; at < to; at += step) {
    const some = (sessionsAt(world, at) * step) / minute;
    sessions += some;
    bounces += some * bounceAt(world, at);
  }
  return { sessions: Math.round(sessions), bounceRate: sessions === 0 ? 0 : bounces / sessions };
}

function problem(code: number, status: string, message: string): Reply {
  return json({ error: { code, status, message } }, code);
}

function report(world: World, ask: Ask): Reply {
  if (ask.params.report !== `${PROPERTY}:runReport`) {
    return problem(403, 'PERMISSION_DENIED', 'User does not have sufficient permissions.');
  }
  const { dateRanges = [], metrics = [] } =
    jsonBody<{ dateRanges: Range[]; metrics: { name: string }[] }>(ask) ?? {};
  const rows = dateRanges.map((range, i) => {
    const values = measure(world, range);
    return {
      dimensionValues: [{ value: range.name ?? `date_range_${i}` }],
      metricValues: metrics.map(({ name }) => ({ value: String(values[name] ?? 0) })),
    };
  });
  return json({
    dimensionHeaders: [{ name: 'dateRange' }],
    metricHeaders: metrics.map(({ name }) => ({ name, type: 'TYPE_FLOAT' })),
    rows,
    rowCount: rows.length,
    metadata: { currencyCode: 'KRW', timeZone: 'Asia/Seoul' },
    kind: 'analyticsData#runReport',
  });
}

/** The `runReport` of Google Analytics' Data API; dates are whole days in UTC. */
export function analytics(world: World): System {
  const routes = [route('POST', '/v1beta/properties/:report', (ask) => report(world, ask))];
  const handle = (ask: Ask): Reply | undefined => {
    if (ask.headers.authorization !== `Bearer ${credentials.GOOGLE_ANALYTICS_TOKEN}`) {
      return problem(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
    }
    return dispatch(routes, ask);
  };
  return { name: 'analytics', handle, outage: () => vendorOutage(world, 'analytics') };
}
