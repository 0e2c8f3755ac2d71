import { minute } from '../../../domain/time/units.ts';
import { type Ask, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import { eachStretch } from '../../world/error-counts.ts';
import { metricAt } from '../../world/metrics.ts';
import type { World } from '../../world/model.ts';
import { pageLoadLines } from './page-loads.ts';
import { eventRowsOf, grouped, rowField, type SandboxRow, usersBehind } from './rows.ts';
import { timeseries } from './timeseries.ts';
import { asksByClient, VITALS, vitalLines } from './vitals.ts';
import {
  cursorPage,
  DATASETS,
  elsewhere,
  environmentsOf,
  type QueryWindow,
  sentryProblem,
  windowOf,
} from './window.ts';

const AGGREGATE = /^\w+\(.*\)$/;

function aggregate(
  world: World,
  field: string,
  rows: readonly SandboxRow[],
  { from, to }: QueryWindow,
): number | null {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const seconds = (to - from) / 1_000;
  if (field === 'count()') return count;
  if (field === 'count_unique(user)') return usersBehind(world, rows);
  if (field === 'count_unique(issue)') return new Set(rows.map((row) => row.group)).size;
  if (field === 'epm()') return (count * 60) / seconds;
  if (field === 'eps()') return count / seconds;
  const vital = VITALS[field];
  return vital ? metricAt(world, vital, Math.max(from, to - minute)) : null;
}

function typeOf(field: string): string {
  if (/^(count|count_unique)\(/.test(field)) return 'integer';
  if (AGGREGATE.test(field)) return 'number';
  return field === 'timestamp' ? 'date' : 'string';
}

type Line = Record<string, string | number | null>;

function aggregated(
  world: World,
  fields: readonly string[],
  rows: readonly SandboxRow[],
  window: QueryWindow,
): Line[] {
  const by = fields.filter((field) => !AGGREGATE.test(field));
  const groups = by.length > 0 ? grouped(rows, by) : [[...rows]];
  return groups.map((some) =>
    Object.fromEntries(
      fields.map((field) => {
        const [first] = some;
        if (AGGREGATE.test(field)) return [field, aggregate(world, field, some, window)];
        return [field, (first && rowField(first, field)) ?? null];
      }),
    ),
  );
}

/** Single events, the newest first; as many of each row as it counts, at most a hundred. */
function single(
  world: World,
  fields: readonly string[],
  rows: readonly SandboxRow[],
  window: QueryWindow,
): Line[] {
  const lines: Line[] = [];
  for (const row of rows) {
    const times: number[] = [];
    eachStretch(world, row.group, window.from, window.to, (at, count) => {
      for (let i = 0; i < Math.min(count, 5); i += 1) times.push(at + i * 1_500);
    });
    for (const at of times.slice(-Math.min(row.count, 100))) {
      const own: Record<string, string> = {
        id: hexOf(`${row.group.id}/${row.browser}/${row.system}/${at}`, 32),
        timestamp: new Date(at).toISOString(),
      };
      lines.push(
        Object.fromEntries(['id', ...fields].map((f) => [f, own[f] ?? rowField(row, f) ?? null])),
      );
    }
  }
  return lines.sort((a, b) => (String(a.timestamp) < String(b.timestamp) ? 1 : -1));
}

function sorted(lines: Line[], sort: string | null): Line[] {
  if (!sort) return lines;
  const wanted = sort.replace(/^-/, '').replace(/_/g, '');
  const keyOf = (line: Line) =>
    Object.keys(line).find((key) => key.replace(/[_()]/g, '') === wanted.replace(/[()]/g, ''));
  const sign = sort.startsWith('-') ? -1 : 1;
  return lines.sort((a, b) => {
    const [x, y] = [a[keyOf(a) ?? ''] ?? 0, b[keyOf(b) ?? ''] ?? 0];
    return x === y ? 0 : (x < y ? -1 : 1) * sign;
  });
}

function events(world: World, ask: Ask): Reply {
  const fields = ask.query.getAll('field');
  const dataset = ask.query.get('dataset') ?? '';
  if (fields.length === 0) return sentryProblem('No columns selected', 400);
  if (fields.length > 20) return sentryProblem('You can view up to 20 fields at a time.', 400);
  if (!DATASETS.includes(dataset))
    return sentryProblem(`dataset must be one of: ${DATASETS.join(', ')}`, 400);
  const window = windowOf(world, ask);
  const query = ask.query.get('query') ?? '';
  const rows = eventRowsOf(world, window, query, environmentsOf(ask));
  if (dataset === 'spans' && fields.includes('count()') && !elsewhere(ask)) {
    const meta = { fields: Object.fromEntries(fields.map((f) => [f, typeOf(f)])), dataset };
    const lines = sorted(pageLoadLines(world, fields, window), ask.query.get('sort'));
    return cursorPage(ask, lines, 100, (data) => ({ data, meta }));
  }
  if (dataset === 'spans' && asksByClient(fields, query) && !elsewhere(ask)) {
    const meta = { fields: Object.fromEntries(fields.map((f) => [f, typeOf(f)])), dataset };
    const lines = sorted(vitalLines(world, fields, window, query), ask.query.get('sort'));
    return cursorPage(ask, lines, 100, (data) => ({ data, meta }));
  }
  const sums = fields.some((field) => AGGREGATE.test(field));
  const lines = sums
    ? aggregated(world, fields, rows, window)
    : single(world, fields, rows, window);
  const meta = { fields: Object.fromEntries(fields.map((f) => [f, typeOf(f)])), dataset };
  const size = Math.min(100, Number(ask.query.get('per_page') ?? 50) || 50);
  return cursorPage(ask, sorted(lines, ask.query.get('sort')), size, (data) => ({ data, meta }));
}

export function sentryEventRoutes(world: World): Route[] {
  const org = '/api/0/organizations/:org';
  return [
    route('GET', `${org}/events/`, (ask) => events(world, ask)),
    route('GET', `${org}/events-timeseries/`, (ask) => timeseries(world, ask)),
  ];
}
