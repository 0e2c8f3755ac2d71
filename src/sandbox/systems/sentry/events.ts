import { parseDuration } from '../../../domain/duration.ts';
import { type Ask, json, type Reply, type Route, route } from '../../http/reply.ts';
import { hexOf } from '../../noise.ts';
import { eachStretch } from '../../world/errors.ts';
import { metricAt } from '../../world/metrics.ts';
import type { World } from '../../world/world.ts';
import { fieldOf, type Row, rowsOf, usersBehind } from './rows.ts';
import { cursorPage, problem, type Window, windowOf } from './window.ts';

const DATASETS = [
  'errors',
  'spans',
  'logs',
  'profile_functions',
  'tracemetrics',
  'uptime_results',
  'discover',
];
const VITALS: Record<string, 'lcp' | 'inp' | 'cls'> = {
  'p75(measurements.lcp)': 'lcp',
  'p75(measurements.inp)': 'inp',
  'p75(measurements.cls)': 'cls',
};
const AGGREGATE = /^\w+\(.*\)$/;

function aggregate(
  world: World,
  field: string,
  rows: readonly Row[],
  { from, to }: Window,
): number | null {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const seconds = (to - from) / 1_000;
  if (field === 'count()') return count;
  if (field === 'count_unique(user)') return usersBehind(world, rows);
  if (field === 'count_unique(issue)') return new Set(rows.map((row) => row.group)).size;
  if (field === 'epm()') return (count * 60) / seconds;
  if (field === 'eps()') return count / seconds;
  const vital = VITALS[field];
  return vital ? metricAt(world, vital, Math.max(from, to - 60_000)) : null;
}

function typeOf(field: string): string {
  if (/^(count|count_unique)\(/.test(field)) return 'integer';
  if (AGGREGATE.test(field)) return 'number';
  return field === 'timestamp' ? 'date' : 'string';
}

/** Rows that share the values of the fields, in the order of their first. */
function grouped(rows: readonly Row[], by: readonly string[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = by.map((field) => fieldOf(row, field) ?? '').join('\u0000');
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

type Line = Record<string, string | number | null>;

function aggregated(
  world: World,
  fields: readonly string[],
  rows: readonly Row[],
  window: Window,
): Line[] {
  const by = fields.filter((field) => !AGGREGATE.test(field));
  const groups = by.length > 0 ? grouped(rows, by) : [[...rows]];
  return groups.map((some) =>
    Object.fromEntries(
      fields.map((field) => {
        const [first] = some;
        if (AGGREGATE.test(field)) return [field, aggregate(world, field, some, window)];
        return [field, (first && fieldOf(first, field)) ?? null];
      }),
    ),
  );
}

/** Single events, the newest first; as many of each row as it counts, at most a hundred. */
function single(
  world: World,
  fields: readonly string[],
  rows: readonly Row[],
  window: Window,
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
        Object.fromEntries(['id', ...fields].map((f) => [f, own[f] ?? fieldOf(row, f) ?? null])),
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

function elsewhere(ask: Ask): boolean {
  const environments = ask.query.getAll('environment');
  return environments.length > 0 && !environments.includes('production');
}

function events(world: World, ask: Ask): Reply {
  const fields = ask.query.getAll('field');
  const dataset = ask.query.get('dataset') ?? '';
  if (fields.length === 0) return problem('No columns selected', 400);
  if (fields.length > 20) return problem('You can view up to 20 fields at a time.', 400);
  if (!DATASETS.includes(dataset))
    return problem(`dataset must be one of: ${DATASETS.join(', ')}`, 400);
  const window = windowOf(world, ask);
  const rows = elsewhere(ask) ? [] : rowsOf(world, window, ask.query.get('query') ?? '');
  const sums = fields.some((field) => AGGREGATE.test(field));
  const lines = sums
    ? aggregated(world, fields, rows, window)
    : single(world, fields, rows, window);
  const meta = { fields: Object.fromEntries(fields.map((f) => [f, typeOf(f)])), dataset };
  const size = Math.min(100, Number(ask.query.get('per_page') ?? 50) || 50);
  return cursorPage(ask, sorted(lines, ask.query.get('sort')), size, (data) => ({ data, meta }));
}

/** The schema leaves the unit of a whole number open; Sentry's own client sends milliseconds. */
function intervalOf(text: string | null, { from, to }: Window): number {
  const plain = Number(text ?? Number.NaN);
  const length = Number.isNaN(plain)
    ? parseDuration(text ?? '')
    : plain < 10_000
      ? plain * 1_000
      : plain;
  return Math.max(60_000, length ?? (to - from <= 86_400_000 ? 300_000 : 3_600_000));
}

function series(world: World, some: readonly Row[], yAxis: string, window: Window, step: number) {
  const start = Math.floor(window.from / step) * step;
  const counts = new Array<number>(Math.max(1, Math.ceil((window.to - start) / step))).fill(0);
  const shares = new Map<Row['group'], number>();
  for (const row of some) shares.set(row.group, (shares.get(row.group) ?? 0) + row.count);
  for (const [group, count] of shares) {
    let total = 0;
    eachStretch(world, group, start, window.to, (_, n) => {
      total += n;
    });
    eachStretch(world, group, start, window.to, (at, n) => {
      const i = Math.floor((at - start) / step);
      counts[i] = (counts[i] ?? 0) + (total > 0 ? (n * count) / total : 0);
    });
  }
  const perMinute = yAxis === 'epm()' ? step / 60_000 : 1;
  return counts.map((value, i) => ({
    timestamp: start + i * step,
    value: yAxis === 'epm()' ? value / perMinute : Math.round(value),
    incomplete: start + (i + 1) * step > world.now(),
  }));
}

function timeseries(world: World, ask: Ask): Reply {
  const dataset = ask.query.get('dataset') ?? '';
  if (!DATASETS.includes(dataset))
    return problem(`dataset must be one of: ${DATASETS.join(', ')}`, 400);
  const window = windowOf(world, ask);
  const step = intervalOf(ask.query.get('interval'), window);
  const yAxis = ask.query.get('yAxis') ?? 'count()';
  const by = ask.query.getAll('groupBy');
  const rows = elsewhere(ask) ? [] : rowsOf(world, window, ask.query.get('query') ?? '');
  const top = Math.min(10, Number(ask.query.get('topEvents') ?? 5) || 5);
  const sizeOf = (some: readonly Row[]) => some.reduce((sum, row) => sum + row.count, 0);
  const groups =
    by.length === 0
      ? [rows]
      : grouped(rows, by)
          .sort((a, b) => sizeOf(b) - sizeOf(a))
          .slice(0, top);
  const meta = {
    valueType: yAxis === 'epm()' ? 'rate' : 'integer',
    valueUnit: null,
    interval: step,
  };
  return json({
    timeSeries: groups.map((some) => ({
      values: series(world, some, yAxis, window, step),
      yAxis,
      groupBy: by.map((key) => ({ key, value: (some[0] && fieldOf(some[0], key)) ?? null })),
      meta,
    })),
    meta: { dataset, start: window.from, end: window.to },
  });
}

export function eventRoutes(world: World): Route[] {
  const org = '/api/0/organizations/:org';
  return [
    route('GET', `${org}/events/`, (ask) => events(world, ask)),
    route('GET', `${org}/events-timeseries/`, (ask) => timeseries(world, ask)),
  ];
}
