import { parseDuration } from '../../../domain/time/duration.ts';
import { hour, minute } from '../../../domain/time/units.ts';
import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { eachIntake } from '../../world/error-counts.ts';
import { groupsOf, placesOf } from '../../world/error-groups.ts';
import type { World } from '../../world/model.ts';
import { sentryProblem, windowOf } from './window.ts';

/** Source: Sentry's API reference, "Retrieve Event Counts for an Organization (v2)". */
const FIELDS = ['sum(quantity)', 'sum(times_seen)'];
const GROUPS = ['outcome', 'category', 'reason', 'project'];

interface Outcome {
  readonly outcome: string;
  readonly reason: string;
  readonly counts: number[];
}

function outcomesIn(world: World, start: number, end: number, step: number): Outcome[] {
  const length = Math.max(1, Math.ceil((end - start) / step));
  const row = (outcome: string, reason: string): Outcome => ({
    outcome,
    reason,
    counts: new Array<number>(length).fill(0),
  });
  const accepted = row('accepted', 'none');
  const refused = row('rate_limited', 'error_usage_exceeded');
  const dropped = row('client_discard', 'network_error');
  const count = (into: Outcome, at: number, more: number) => {
    const index = Math.floor((at - start) / step);
    into.counts[index] = (into.counts[index] ?? 0) + more;
  };
  for (const group of groupsOf(world).flatMap((one) => placesOf(one, []))) {
    eachIntake(world, group, start, end, (at, intake) => {
      count(accepted, at, intake.accepted);
      count(refused, at, intake.refused);
      count(dropped, at, intake.dropped);
    });
  }
  const isSeen = ({ counts }: Outcome) => counts.some((one) => one > 0);
  return [accepted, refused, dropped].filter(isSeen);
}

/** How many errors Sentry took, refused and was told to be lost. Only errors are counted. */
function stats(world: World, ask: Ask): Reply {
  const fields = ask.query.getAll('field');
  const by = ask.query.getAll('groupBy');
  const known = by.length > 0 && by.every((one) => GROUPS.includes(one));
  if (fields.length === 0 || fields.some((one) => !FIELDS.includes(one)) || !known)
    return sentryProblem('Invalid field or groupBy', 400);
  const { from, to } = windowOf(world, ask);
  const step = Math.max(minute, parseDuration(ask.query.get('interval') ?? '1h') ?? hour);
  const start = Math.floor(from / step) * step;
  const rows = new Map<string, { by: Record<string, string | number>; counts: number[] }>();
  for (const { outcome, reason, counts } of outcomesIn(world, start, to, step)) {
    const values: Record<string, string | number> = {
      outcome,
      reason,
      category: 'error',
      project: 4_509,
    };
    const own = Object.fromEntries(by.map((key) => [key, values[key] ?? '']));
    const key = JSON.stringify(own);
    const row = rows.get(key);
    if (row) row.counts = row.counts.map((one, i) => one + (counts[i] ?? 0));
    else rows.set(key, { by: own, counts });
  }
  const length = Math.max(1, Math.ceil((to - start) / step));
  const each = <T>(value: T) => Object.fromEntries(fields.map((field) => [field, value]));
  return json({
    start: new Date(start).toISOString(),
    end: new Date(start + length * step).toISOString(),
    intervals: Array.from({ length }, (_, i) => new Date(start + i * step).toISOString()),
    groups: [...rows.values()].map((row) => ({
      by: row.by,
      totals: each(row.counts.reduce((sum, one) => sum + one, 0)),
      series: each(row.counts),
    })),
  });
}

export function outcomeRoutes(world: World): Route[] {
  return [route('GET', '/api/0/organizations/:org/stats_v2/', (ask) => stats(world, ask))];
}
