import { parseDuration } from '../../../domain/time/duration.ts';
import { day, hour, minute } from '../../../domain/time/units.ts';
import { type Ask, json, type Reply } from '../../http/reply.ts';
import { eachStretch } from '../../world/error-counts.ts';
import { metricAt } from '../../world/metrics.ts';
import type { World } from '../../world/model.ts';
import { sessionsAt } from '../../world/traffic.ts';
import { eventRowsOf, grouped, rowField, type SandboxRow } from './rows.ts';
import { type MeasuredVital, VITALS } from './vitals.ts';
import {
  DATASETS,
  elsewhere,
  environmentsOf,
  type QueryWindow,
  sentryProblem,
  windowOf,
} from './window.ts';

/** The schema leaves the unit of a whole number open; Sentry's own client sends milliseconds. */
function intervalOf(text: string | null, { from, to }: QueryWindow): number {
  const plain = Number(text ?? Number.NaN);
  const length = Number.isNaN(plain)
    ? parseDuration(text ?? '')
    : plain < 10_000
      ? plain * 1_000
      : plain;
  return Math.max(minute, length ?? (to - from <= day ? 300_000 : hour));
}

function series(
  world: World,
  some: readonly SandboxRow[],
  yAxis: string,
  window: QueryWindow,
  step: number,
) {
  const start = Math.floor(window.from / step) * step;
  const counts = new Array<number>(Math.max(1, Math.ceil((window.to - start) / step))).fill(0);
  const shares = new Map<SandboxRow['group'], number>();
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
  const perMinute = yAxis === 'epm()' ? step / minute : 1;
  return counts.map((value, i) => ({
    timestamp: start + i * step,
    value: yAxis === 'epm()' ? value / perMinute : Math.round(value),
    incomplete: start + (i + 1) * step > world.now(),
  }));
}

/** Sentry refuses more points than this in one series. */
const MOST_POINTS = 10_000;

/**
 * A vital's p75 in each step: that of its last minute; none where the site had no visitors, or where it is
 * not reported at all.
 */
function vitalSeries(
  world: World,
  vital: MeasuredVital | undefined,
  { from, to }: QueryWindow,
  step: number,
) {
  const start = Math.floor(from / step) * step;
  const length = Math.max(1, Math.ceil((to - start) / step));
  return Array.from({ length }, (_, i) => {
    const end = start + (i + 1) * step;
    const samples = vital ? sessionsAt(world, end - minute) : 0;
    return {
      timestamp: start + i * step,
      value: vital && samples > 0 ? metricAt(world, vital, end - minute) : 0,
      incomplete: end > world.now(),
      sampleCount: samples,
    };
  });
}

export function timeseries(world: World, ask: Ask): Reply {
  const dataset = ask.query.get('dataset') ?? '';
  if (!DATASETS.includes(dataset))
    return sentryProblem(`dataset must be one of: ${DATASETS.join(', ')}`, 400);
  const window = windowOf(world, ask);
  const step = intervalOf(ask.query.get('interval'), window);
  if ((window.to - window.from) / step > MOST_POINTS) {
    return sentryProblem('Your interval and date range would create too many results.', 400);
  }
  const yAxis = ask.query.get('yAxis') ?? 'count()';
  if (dataset === 'spans' && /^p75\(measurements\./.test(yAxis)) {
    const vital = elsewhere(ask) ? undefined : VITALS[yAxis];
    const values = vitalSeries(world, vital, window, step);
    const meta = { valueType: 'duration', valueUnit: 'millisecond', interval: step };
    return json({ timeSeries: [{ values, yAxis, groupBy: null, meta }] });
  }
  const by = ask.query.getAll('groupBy');
  const query = ask.query.get('query') ?? '';
  const rows = eventRowsOf(world, window, query, environmentsOf(ask));
  const top = Math.min(10, Number(ask.query.get('topEvents') ?? 5) || 5);
  const sizeOf = (some: readonly SandboxRow[]) => some.reduce((sum, row) => sum + row.count, 0);
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
      groupBy: by.map((key) => ({ key, value: (some[0] && rowField(some[0], key)) ?? null })),
      meta,
    })),
    meta: { dataset, start: window.from, end: window.to },
  });
}
