/* Sentry's answers as our own data: checked, cleaned, with what is not promised made harmless. */

import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { VitalId } from '../../domain/speed/findings.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { hour, minute } from '../../domain/time/units.ts';
import type {
  CountSeries,
  ErrorIssue,
  EventShare,
  ReleaseSessions,
  VitalSeries,
  WholeIssue,
} from '../../ports/errors.ts';
import { field, instant, listAt } from '../http/json.ts';
import { unreadableSentryAnswer } from './client.ts';

/** One issue. Throws `unreachable` where its id or count is missing. */
export function issueOf(json: unknown): ErrorIssue {
  const id = field(json, 'id');
  // A text in the API, and a number in what some proxies make of it.
  const events = Number(field(json, 'count') ?? Number.NaN);
  if ((typeof id !== 'string' && typeof id !== 'number') || !isCount(events)) {
    throw unreadableSentryAnswer('an issue without an id or a count');
  }
  const text = (name: string, limit: number): string => {
    const value = field(json, name);
    return typeof value === 'string' ? cleanText(value, limit) : '';
  };
  const users = Number(field(json, 'userCount') ?? Number.NaN);
  return {
    id: cleanText(id, 40),
    shortId: text('shortId', 60),
    title: text('title', 200) || 'without a title',
    culprit: text('culprit', 200),
    url: httpOnly(text('permalink', 300)),
    level: text('level', 20) || 'error',
    unhandled: field(json, 'isUnhandled') === true,
    events,
    users: isCount(users) ? users : 0,
    firstSeen: earliest(field(json, 'firstSeen'), field(json, 'lifetime', 'firstSeen')),
    lastSeen: instant(field(json, 'lifetime', 'lastSeen')) ?? instant(field(json, 'lastSeen')),
    message: messageOf(json) || text('title', 200) || 'without a title',
  };
}

const mostOfMessage = 2000;

/** The title holds the first hundred letters of what was thrown. Source: Sentry, `ErrorEvent.compute_title`. */
function messageOf(json: unknown): string {
  const [type, value] = [field(json, 'metadata', 'type'), field(json, 'metadata', 'value')];
  if (typeof value !== 'string' || value === '') return '';
  return cleanText(typeof type === 'string' ? `${type}: ${value}` : value, mostOfMessage);
}

/** One issue at its own address. Throws as `issueOf` does. */
export function wholeIssueOf(json: unknown): WholeIssue {
  const release = (name: string): string | null => {
    const version = field(json, name, 'version');
    return typeof version === 'string' ? cleanText(version, 200) : null;
  };
  return {
    ...issueOf(json),
    firstRelease: release('firstRelease'),
    lastRelease: release('lastRelease'),
    hourly: hourlyOf(json),
  };
}

/** Pairs of a second and a count; anything else is nothing that can be drawn. */
function hourlyOf(json: unknown): CountSeries | null {
  const pairs = listAt(json, 'stats', '24h') ?? [];
  const counts = pairs.map((pair) => Number((pair as unknown[] | null)?.[1]));
  const from = Number((pairs[0] as unknown[] | null | undefined)?.[0]) * 1000;
  if (counts.length === 0 || Number.isNaN(from) || !counts.every(isCount)) return null;
  return { from, step: hour, counts };
}

/** Outside `lifetime` it may be the first one of the window. */
function earliest(...times: readonly unknown[]): number | null {
  const known = times.map(instant).filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function httpOnly(url: string): string {
  return /^https?:\/\/\S+$/.test(url) ? url : '';
}

export type DiscoverRow = Readonly<Record<string, unknown>>;

/** Rows of a table of events. */
export function discoverRowsOf(json: unknown): readonly DiscoverRow[] {
  const rows = listAt(json, 'data');
  if (rows === undefined) throw unreadableSentryAnswer('it holds no table of events');
  return rows.map((row) => {
    if (typeof row !== 'object' || row === null)
      throw unreadableSentryAnswer('a row is not an object');
    return row as DiscoverRow;
  });
}

function countOf(row: DiscoverRow, name: string): number {
  const value = row[name];
  if (typeof value !== 'number' || !isCount(value))
    throw unreadableSentryAnswer(`${name} is not a number`);
  return Math.round(value);
}

/** Without a field to cut by there is one row, or none where nothing happened. */
export function totalsOf(rows: readonly DiscoverRow[]): { events: number; users: number } {
  const [row] = rows;
  if (row === undefined) return { events: 0, users: 0 };
  return { events: countOf(row, 'count()'), users: countOf(row, 'count_unique(user)') };
}

export function sharesOf(rows: readonly DiscoverRow[], by: string): readonly EventShare[] {
  return rows.map((row) => {
    const name = row[by];
    return {
      name: typeof name === 'string' ? cleanText(name, 80) : '',
      events: countOf(row, 'count()'),
      users: row['count_unique(user)'] === undefined ? 0 : countOf(row, 'count_unique(user)'),
    };
  });
}

/** Minutes that the answer leaves out had no events; the last may still be incomplete. */
export function countSeriesOf(json: unknown, window: EvidenceWindow): CountSeries {
  const series = listAt(json, 'timeSeries');
  const values = series?.length === 0 ? [] : listAt(series?.[0], 'values');
  if (values === undefined) throw unreadableSentryAnswer('it holds no series of counts');
  const points = values.map((point) => {
    const [time, value] = [field(point, 'timestamp'), field(point, 'value')];
    if (typeof time !== 'number' || typeof value !== 'number' || !isCount(value)) {
      throw unreadableSentryAnswer('a count without a time or a number');
    }
    return { t: milliseconds(time), value };
  });
  const step = stepOf(points.map(({ t }) => t));
  const from = Math.floor(window.from / step) * step;
  const length = Math.max(0, Math.ceil((window.to - from) / step));
  const counts = new Array<number>(length).fill(0);
  for (const { t, value } of points) {
    const index = Math.floor((t - from) / step);
    if (index >= 0 && index < length) counts[index] = (counts[index] ?? 0) + Math.round(value);
  }
  return { from, step, counts };
}

/**
 * Steps of a vital by their end. A step without a sample is none. Sentry may fill it with 0, which no timing
 * ever is; a CLS of 0 is one only where the samples are counted. Throws `unreachable` where it is no series.
 */
export function vitalSeriesOf(json: unknown, step: number, vital: VitalId): VitalSeries {
  const series = listAt(json, 'timeSeries');
  const values = series?.length === 0 ? [] : listAt(series?.[0], 'values');
  if (values === undefined) throw unreadableSentryAnswer('it holds no series of a vital');
  const starts = values.map((point) => {
    const time = field(point, 'timestamp');
    if (typeof time !== 'number') throw unreadableSentryAnswer('a value without a time');
    return milliseconds(time);
  });
  const length = starts.length < 2 ? step : stepOf(starts);
  const points = values.flatMap((point, index) => {
    const [value, samples] = [field(point, 'value'), field(point, 'sampleCount')];
    if (field(point, 'incomplete') === true || samples === 0) return [];
    if (typeof value !== 'number' || !isCount(value)) return [];
    if (value === 0 && (vital !== 'cls' || samples === undefined)) return [];
    return [{ t: (starts[index] ?? 0) + length, value }];
  });
  return { step: length, points };
}

/** Epoch seconds or milliseconds: the API's schema leaves it open. 1e11 seconds are the year 5138. */
function milliseconds(time: number): number {
  return time < 1e11 ? time * 1000 : time;
}

/** The shortest distance of two points: whole minutes. */
function stepOf(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let step = Number.POSITIVE_INFINITY;
  for (let index = 1; index < sorted.length; index += 1) {
    const gap = (sorted[index] ?? 0) - (sorted[index - 1] ?? 0);
    if (gap > 0) step = Math.min(step, gap);
  }
  return Number.isFinite(step) ? Math.max(minute, Math.round(step / minute) * minute) : minute;
}

export function releaseSessionsOf(json: unknown): readonly ReleaseSessions[] {
  const groups = listAt(json, 'groups');
  if (groups === undefined) throw unreadableSentryAnswer('it holds no groups of sessions');
  return groups.map((group) => {
    const release = field(group, 'by', 'release');
    const sessions = field(group, 'totals', 'sum(session)') ?? 0;
    const users = field(group, 'totals', 'count_unique(user)') ?? 0;
    if (typeof sessions !== 'number' || typeof users !== 'number') {
      throw unreadableSentryAnswer('sessions that are not numbers');
    }
    return {
      release: typeof release === 'string' ? cleanText(release, 200) : '',
      sessions,
      users,
    };
  });
}

function isCount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
