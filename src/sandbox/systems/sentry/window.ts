import { parseDuration } from '../../../domain/time/duration.ts';
import { day } from '../../../domain/time/units.ts';
import { type Ask, json, type Reply } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';

/** Epoch milliseconds, `to` exclusive. */
export interface QueryWindow {
  from: number;
  to: number;
}

/** `statsPeriod`, or `start` and `end`; 14 days where nothing is said, as Sentry does. */
export function windowOf(world: World, ask: Ask): QueryWindow {
  const now = world.now();
  const start = Date.parse(utc(ask.query.get('start')));
  const end = Date.parse(utc(ask.query.get('end')));
  if (!Number.isNaN(start) && !Number.isNaN(end)) return { from: start, to: Math.min(end, now) };
  const period = parseDuration(ask.query.get('statsPeriod') ?? '14d') ?? 14 * day;
  return { from: now - period, to: now };
}

/** Times without a zone are UTC to Sentry. */
function utc(text: string | null): string {
  if (!text) return '';
  return /[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`;
}

/** One page of a list with Sentry's Link header, in which both directions always stand. */
export function cursorPage(
  ask: Ask,
  items: readonly unknown[],
  size: number,
  wrap: (page: unknown[]) => unknown,
): Reply {
  const at = Number(/^0:(\d+):[01]$/.exec(ask.query.get('cursor') ?? '')?.[1] ?? 0);
  const link = (offset: number, rel: string, results: boolean) => {
    const query = new URLSearchParams(ask.query);
    const cursor = `0:${Math.max(0, offset)}:${rel === 'previous' ? 1 : 0}`;
    query.set('cursor', cursor);
    return `<${ask.origin}${ask.path}?${query}>; rel="${rel}"; results="${results}"; cursor="${cursor}"`;
  };
  const header = `${link(at - size, 'previous', at > 0)}, ${link(at + size, 'next', at + size < items.length)}`;
  return json(wrap(items.slice(at, at + size)), 200, { link: header });
}

export function sentryProblem(detail: string, status: number): Reply {
  return json({ detail }, status);
}

/** What can be asked for events. */
export const DATASETS = [
  'errors',
  'spans',
  'logs',
  'profile_functions',
  'tracemetrics',
  'uptime_results',
  'discover',
];

/** The environments that are asked for; none where all of them are. */
export function environmentsOf(ask: Ask): readonly string[] {
  return ask.query.getAll('environment');
}

/** True where only other environments than production are asked for: those have no page loads here. */
export function elsewhere(ask: Ask): boolean {
  const environments = environmentsOf(ask);
  return environments.length > 0 && !environments.includes('production');
}
