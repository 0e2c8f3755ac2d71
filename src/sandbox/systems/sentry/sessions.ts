import { parseDuration } from '../../../domain/time/duration.ts';
import { hour, minute } from '../../../domain/time/units.ts';
import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { groupsOf } from '../../world/error-groups.ts';
import { versionsAt } from '../../world/error-rate.ts';
import { tally } from '../../world/errors.ts';
import type { World } from '../../world/model.ts';
import { sessionsAt } from '../../world/traffic.ts';
import { releaseOf } from './search.ts';
import { sentryProblem, windowOf } from './window.ts';

/** How much of an unhandled error ends the session it happened in. */
const FATAL = 0.5;

interface Bucket {
  sessions: number;
  crashed: number;
}

/** Sessions and crashed ones per release, for every interval from `start`. */
function perRelease(world: World, start: number, end: number, step: number): Map<string, Bucket[]> {
  const count = Math.ceil((end - start) / step);
  const releases = new Map<string, Bucket[]>();
  const bucketsOf = (release: string) => {
    const known =
      releases.get(release) ?? Array.from({ length: count }, () => ({ sessions: 0, crashed: 0 }));
    releases.set(release, known);
    return known;
  };
  for (let at = start; at < end; at += minute) {
    for (const [version, share] of versionsAt(world, at)) {
      const bucket = bucketsOf(releaseOf(version))[Math.floor((at - start) / step)];
      if (bucket) bucket.sessions += Math.round(sessionsAt(world, at) * share);
    }
  }
  for (const group of groupsOf(world).filter(({ told }) => told.unhandled)) {
    for (let i = 0; i < count; i += 1) {
      const { versions } = tally(
        world,
        group,
        start + i * step,
        Math.min(end, start + (i + 1) * step),
      );
      for (const [version, n] of versions) {
        // What names no version of ours has no session either.
        if (!version.startsWith('v')) continue;
        const bucket = bucketsOf(releaseOf(version))[i];
        if (bucket)
          bucket.crashed = Math.min(bucket.sessions, bucket.crashed + Math.round(n * FATAL));
      }
    }
  }
  return releases;
}

function valueOfField(field: string, { sessions, crashed }: Bucket): number | null {
  const people = Math.round(sessions * 0.7);
  if (field === 'sum(session)') return sessions;
  if (field === 'count_unique(user)') return people;
  if (sessions === 0) return null;
  if (field.startsWith('crash_free_rate(')) return 1 - crashed / sessions;
  if (field.startsWith('crash_rate(')) return crashed / sessions;
  return null;
}

function summed(buckets: readonly Bucket[]): Bucket {
  return {
    sessions: buckets.reduce((sum, one) => sum + one.sessions, 0),
    crashed: buckets.reduce((sum, one) => sum + one.crashed, 0),
  };
}

function merged(all: readonly Bucket[][]): Bucket[] {
  const [first = []] = all;
  return first.map((_, i) =>
    summed(all.map((buckets) => buckets[i] ?? { sessions: 0, crashed: 0 })),
  );
}

function sessions(world: World, ask: Ask): Reply {
  const fields = ask.query.getAll('field');
  if (fields.length === 0) return sentryProblem('Request is missing a "field"', 400);
  const { from, to } = windowOf(world, ask);
  const step = parseDuration(ask.query.get('interval') ?? '1h') ?? hour;
  if (step < hour || to - from < hour) {
    return sentryProblem('The interval has to be at least one hour', 400);
  }
  const start = Math.floor(from / step) * step;
  const releases = perRelease(world, start, to, step);
  const byRelease = ask.query.getAll('groupBy').includes('release');
  const groups: [Record<string, string>, Bucket[]][] = byRelease
    ? [...releases].map(([release, buckets]) => [{ release }, buckets])
    : [[{}, merged([...releases.values()])]];
  const count = Math.ceil((to - start) / step);
  return json({
    start: new Date(start).toISOString(),
    end: new Date(start + count * step).toISOString(),
    intervals: Array.from({ length: count }, (_, i) => new Date(start + i * step).toISOString()),
    query: ask.query.get('query') ?? '',
    groups: groups.map(([by, buckets]) => ({
      by,
      totals: Object.fromEntries(
        fields.map((field) => [field, valueOfField(field, summed(buckets))]),
      ),
      series: Object.fromEntries(
        fields.map((field) => [field, buckets.map((one) => valueOfField(field, one))]),
      ),
    })),
  });
}

export function sessionRoutes(world: World): Route[] {
  return [route('GET', '/api/0/organizations/:org/sessions/', (ask) => sessions(world, ask))];
}
