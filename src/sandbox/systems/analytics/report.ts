/* `runReport` and its like: facts filtered, added up by the dimensions that are asked for, and told as texts. */
import type { World } from '../../world/model.ts';
import { type DateRange, type Fact, factsIn, viewsByMinute } from './facts.ts';

interface Named {
  readonly name?: string;
}

export interface ReportAsk {
  readonly dateRanges?: readonly DateRange[];
  readonly dimensions?: readonly Named[];
  readonly metrics?: readonly Named[];
  readonly dimensionFilter?: {
    readonly filter?: {
      readonly fieldName?: string;
      readonly stringFilter?: { readonly value?: string };
      readonly inListFilter?: { readonly values?: readonly string[] };
    };
  };
  readonly minuteRanges?: readonly {
    readonly startMinutesAgo?: number;
    readonly endMinutesAgo?: number;
  }[];
  readonly limit?: string;
  readonly returnPropertyQuota?: boolean;
}

const OF_SESSIONS = ['browser'];
const OF_EVENTS = ['eventName', 'customEvent:event_label'];
const OF_TIME = ['date', 'dateHour', 'hour'];

const METRICS: Readonly<Record<string, (sums: Fact['sums']) => number>> = {
  sessions: ({ sessions = 0 }) => sessions,
  screenPageViews: ({ screenPageViews = 0 }) => Math.round(screenPageViews),
  averageSessionDuration: ({ seconds = 0, sessions = 0 }) =>
    sessions === 0 ? 0 : seconds / sessions,
  bounceRate: ({ bounces = 0, sessions = 0 }) => (sessions === 0 ? 0 : bounces / sessions),
  eventCount: ({ eventCount = 0 }) => eventCount,
};

/** Dimensions that the property knows; what a page sends beside them only where somebody registered it. */
export function dimensionsOf({ scenario }: World): string[] {
  const { label } = scenario.analytics;
  const custom = label ? OF_EVENTS : OF_EVENTS.filter((name) => !name.startsWith('customEvent:'));
  return [...OF_TIME, ...OF_SESSIONS, ...custom];
}

const namesIn = (list: readonly Named[] = []) => list.map(({ name = '' }) => name);

/** What is wrong with a request, in Google's words; undefined where nothing is. */
export function faultOf(world: World, asked: ReportAsk): string | undefined {
  const known = dimensionsOf(world);
  for (const name of namesIn(asked.dimensions)) {
    if (!known.includes(name)) return `Field ${name} is not a valid dimension.`;
  }
  const metrics = namesIn(asked.metrics);
  if (metrics.length === 0) return 'Requests must have at least one metric.';
  const wrong = metrics.find((name) => METRICS[name] === undefined);
  if (wrong !== undefined) return `Field ${wrong} is not a valid metric.`;
  return asked.dateRanges?.length ? undefined : 'dateRanges are required.';
}

function passes({ dimensions }: Fact, { dimensionFilter }: ReportAsk): boolean {
  const { fieldName = '', stringFilter, inListFilter } = dimensionFilter?.filter ?? {};
  const value = dimensions[fieldName] ?? '';
  if (stringFilter !== undefined) return stringFilter.value === value;
  return inListFilter === undefined || (inListFilter.values ?? []).includes(value);
}

/** A report of the request, which has no fault. */
export function reportFor(world: World, asked: ReportAsk): Record<string, unknown> {
  const dimensions = namesIn(asked.dimensions);
  const metrics = namesIn(asked.metrics);
  const ranges = asked.dateRanges ?? [];
  const many = ranges.length > 1 || ranges.some(({ name }) => name !== undefined);
  const ofEvents =
    metrics.includes('eventCount') || dimensions.some((one) => OF_EVENTS.includes(one));
  const rows = ranges.flatMap((range, at) => {
    const name = range.name ?? `date_range_${at}`;
    const facts = factsIn(world, range, ofEvents ? 'events' : 'sessions');
    const wanted = facts.filter((fact) => passes(fact, asked));
    return addedUp(wanted, dimensions).map(({ values, sums }) => ({
      values: many ? [...values, name] : values,
      sums,
    }));
  });
  const told = rows.slice(0, Number(asked.limit ?? 10_000));
  const { other } = world.scenario.analytics;
  return {
    dimensionHeaders: [...dimensions, ...(many ? ['dateRange'] : [])].map((name) => ({ name })),
    metricHeaders: metrics.map((name) => ({ name, type: 'TYPE_FLOAT' })),
    ...(told.length > 0 && {
      rows: told.map(({ values, sums }, at) => ({
        // A row that Google could not keep apart, where the scenario says so.
        dimensionValues: values.map((value, of) => ({
          value: other && at === told.length - 1 && of === 0 ? '(other)' : value,
        })),
        metricValues: metrics.map((name) => ({ value: String(METRICS[name]?.(sums) ?? 0) })),
      })),
    }),
    rowCount: rows.length,
    metadata: metadataOf(world, ranges.length),
    kind: 'analyticsData#runReport',
  };
}

function metadataOf({ scenario }: World, ranges: number) {
  const { thresholded, other, sampled } = scenario.analytics;
  const space = 4_200_000;
  return {
    currencyCode: 'KRW',
    timeZone: 'Etc/UTC',
    ...(thresholded && { subjectToThresholding: true }),
    ...(other && { dataLossFromOtherRow: true }),
    ...(sampled < 1 && {
      samplingMetadatas: Array.from({ length: ranges }, () => ({
        samplesReadCount: String(Math.round(space * sampled)),
        samplingSpaceSize: String(space),
      })),
    }),
  };
}

function addedUp(facts: readonly Fact[], by: readonly string[]) {
  const groups = new Map<string, { values: string[]; sums: Record<string, number> }>();
  for (const { dimensions, sums } of facts) {
    const values = by.map((name) => dimensions[name] ?? '(not set)');
    const key = values.join('\u0000');
    const group = groups.get(key) ?? { values, sums: {} };
    for (const [name, value] of Object.entries(sums)) {
      group.sums[name] = (group.sums[name] ?? 0) + value;
    }
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The realtime report knows less: page views by minute. Undefined where more is asked. */
export function liveReportFor(world: World, asked: ReportAsk): Record<string, unknown> | undefined {
  const known = (names: string[], ...all: string[]) => names.every((name) => all.includes(name));
  const dimensions = namesIn(asked.dimensions);
  const metrics = namesIn(asked.metrics);
  if (!known(dimensions, 'minutesAgo') || !known(metrics, 'screenPageViews')) return undefined;
  const { startMinutesAgo = 29, endMinutesAgo = 0 } = asked.minuteRanges?.[0] ?? {};
  if (startMinutesAgo > 29 || metrics.length === 0) return undefined;
  const views = viewsByMinute(world, startMinutesAgo, endMinutesAgo);
  const rows = dimensions.length > 0 ? views : summed(views);
  return {
    dimensionHeaders: dimensions.map((name) => ({ name })),
    metricHeaders: metrics.map((name) => ({ name, type: 'TYPE_INTEGER' })),
    ...(rows.length > 0 && {
      rows: rows.map(([ago, count]) => ({
        dimensionValues: dimensions.map(() => ({ value: String(ago).padStart(2, '0') })),
        metricValues: metrics.map(() => ({ value: String(count) })),
      })),
    }),
    rowCount: rows.length,
    kind: 'analyticsData#runRealtimeReport',
  };
}

function summed(views: readonly [number, number][]): [number, number][] {
  return views.length === 0 ? [] : [[0, views.reduce((sum, [, count]) => sum + count, 0)]];
}
