/*
 * Reports of the Analytics Data API as they come: every value is a text, a report without rows has no `rows`, and two
 * date ranges add a dimension. Source: its protos, v1beta; what was met by others stands beside each reader.
 */
import { TsopsError } from '../../contract/errors.ts';
import { type Lack, lackOf } from '../../domain/evidence/lacks.ts';
import type { SourceQuota } from '../../domain/numbers/usage.ts';
import { instantOf } from '../../domain/oncall/zone-time.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { hour } from '../../domain/time/units.ts';
import { field, listAt } from '../http/json.ts';

export interface ReportRow {
  /** Null where the answer has no such dimension. */
  dimension(name: string): string | null;
  /** Null where the answer has no such metric, or it is no number that can be. */
  metric(name: string): number | null;
}

export interface AnalyticsReport {
  readonly rows: readonly ReportRow[];
  /** The zone in which days and hours are named; null where the answer does not tell it. */
  readonly zone: string | null;
  /** What holds for all its figures. */
  readonly remarks: readonly Lack[];
  /** There are rows, and none holds a number. */
  readonly garbled: boolean;
}

/** What was asked for, in the order in which it comes where an answer has no headers. */
export interface ReportColumns {
  readonly dimensions: readonly string[];
  readonly metrics: readonly string[];
}

/** By the names of its headers, in whatever order. */
export function analyticsReportOf(answer: unknown, asked: ReportColumns): AnalyticsReport {
  const dimensions = namesAt(answer, 'dimensionHeaders') ?? asked.dimensions;
  const metrics = namesAt(answer, 'metricHeaders') ?? asked.metrics;
  const all = listAt(answer, 'rows') ?? [];
  const rows = all
    .map((row) => rowOf(row, dimensions, metrics))
    .filter((row) => asked.metrics.some((name) => row.metric(name) !== null));
  return {
    rows,
    zone: zoneOf(answer),
    remarks: remarksOf(answer, all.length),
    garbled: all.length > 0 && rows.length === 0,
  };
}

function namesAt(answer: unknown, headers: string): readonly string[] | undefined {
  return listAt(answer, headers)?.map((each) => String(field(each, 'name') ?? ''));
}

function rowOf(row: unknown, dimensions: readonly string[], metrics: readonly string[]): ReportRow {
  return {
    dimension(name) {
      const value = field(row, 'dimensionValues', dimensions.indexOf(name), 'value');
      return typeof value === 'string' ? value : null;
    },
    metric: (name) => amountOf(field(row, 'metricValues', metrics.indexOf(name), 'value')),
  };
}

/** A text such as `42` or `0.36`. Nothing that is counted here is below nought. */
function amountOf(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)) return null;
  const amount = Number(value);
  return Number.isFinite(amount) ? amount : null;
}

function zoneOf(answer: unknown): string | null {
  const zone = field(answer, 'metadata', 'timeZone');
  if (typeof zone !== 'string' || zone === '') return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return null;
  }
}

function remarksOf(answer: unknown, read: number): readonly Lack[] {
  const metadata = field(answer, 'metadata');
  const total = field(answer, 'rowCount');
  const cut = typeof total === 'number' && total > read ? total - read : 0;
  const sampled = sampledPercent(listAt(metadata, 'samplingMetadatas') ?? []);
  return [
    ...(field(metadata, 'subjectToThresholding') === true ? [lackOf('small-groups-withheld')] : []),
    ...(field(metadata, 'dataLossFromOtherRow') === true ? [lackOf('rolled-into-other')] : []),
    ...(sampled === null ? [] : [lackOf('sampled', String(sampled))]),
    ...(cut > 0 ? [lackOf('rows-cut', String(cut))] : []),
  ];
}

/** Of the date range that was sampled most; null where none was. */
function sampledPercent(samples: readonly unknown[]): number | null {
  const shares = samples.flatMap((sample) => {
    const read = amountOf(field(sample, 'samplesReadCount'));
    const space = amountOf(field(sample, 'samplingSpaceSize'));
    return read === null || space === null || space === 0 ? [] : [(100 * read) / space];
  });
  return shares.length === 0 ? null : Number(Math.min(...shares).toPrecision(2));
}

/** Epoch milliseconds of `YYYYMMDDHH`; null of anything else: Google writes `(other)` there too. */
export function hourOf(text: string | null, zone: string): number | null {
  const [, year, month, date, clock] =
    /^(\d{4})(\d\d)(\d\d)([01]\d|2[0-3])$/.exec(text ?? '') ?? [];
  if (year === undefined || Number(month) < 1 || Number(month) > 12) return null;
  if (Number(date) < 1 || Number(date) > 31) return null;
  try {
    return instantOf({ date: `${year}-${month}-${date}`, time: `${clock}:00` }, zone);
  } catch {
    return null;
  }
}

/**
 * Tokens of a standard property; a paid one has ten times as many, and is then never near the end of these. Source:
 * Analytics Data API, "Quotas".
 */
const limits: Readonly<Record<string, number>> = {
  tokensPerDay: 200_000,
  tokensPerHour: 40_000,
  tokensPerProjectPerHour: 14_000,
  potentiallyThresholdedRequestsPerHour: 120,
  serverErrorsPerProjectPerHour: 10,
};

/** The scarcest of its quotas; null where the answer tells none. `now` is epoch milliseconds. */
export function quotaOf(answer: unknown, now: number): SourceQuota | null {
  const left = Object.entries(limits).flatMap(([name, limit]) => {
    const remaining = field(answer, 'propertyQuota', name, 'remaining');
    // Members that are nought are left out of JSON by proto3.
    const told = remaining ?? (field(answer, 'propertyQuota', name) === undefined ? null : 0);
    return typeof told === 'number' && told >= 0 ? [Math.min(1, told / limit)] : [];
  });
  return left.length === 0 ? null : { left: Math.min(...left), until: now + hour };
}

export function unreadableReport(what: string): TsopsError {
  const message = `Google Analytics answered something that cannot be read: ${cleanText(what, 200)}`;
  return new TsopsError({ kind: 'unreachable', message });
}
