/*
 * MONITORING section 4.3 out of Mixpanel's Query API: three queries, and one for each saved report. Days are those of
 * the project's time zone, which no answer names.
 */
import { TsopsError } from '../../contract/errors.ts';
import { lackOf } from '../../domain/evidence/lacks.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { type UsageMeasure, type UsageShares, usagePartsOf } from '../../domain/numbers/usage.ts';
import { talliedMeasure, type UsageCount } from '../../domain/numbers/usage-tally.ts';
import { addDays, parseWallTime } from '../../domain/oncall/wall-time.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { day } from '../../domain/time/units.ts';
import { field, instant } from '../http/json.ts';

/** Calendar days, the last one today; before them as many. */
export interface ReportDays {
  readonly from: string;
  readonly to: string;
  readonly firstBefore: string;
  readonly window: EvidenceWindow;
}

/** Today by the clocks of UTC: the project's may be a day ahead or behind for some hours. */
export function reportDays({ from, to }: EvidenceWindow): ReportDays {
  const days = Math.max(1, Math.ceil((to - from) / day));
  const today = new Date(to).toISOString().slice(0, 10);
  const first = addDays(today, 1 - days);
  return {
    from: first,
    to: today,
    firstBefore: addDays(first, -days),
    window: { from: startOf(first), to },
  };
}

const startOf = (date: string): number => Date.parse(`${date}T00:00Z`);

type Values = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** `data.values`: by name and date, numbers. Throws where it is not there; what is no number is left out. */
export function eventValues(answer: unknown): Values {
  const values = field(answer, 'data', 'values');
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw unreadable('it holds no values');
  }
  const all = Object.entries(values).map(([name, byDate]) => {
    const told = typeof byDate === 'object' && byDate !== null ? Object.entries(byDate) : [];
    const counts = told.flatMap(([date, count]) =>
      isCount(count) && parseWallTime(date.slice(0, 10)) !== undefined
        ? [[date.slice(0, 10), count] as const]
        : [],
    );
    return { name, told: told.length, counts: new Map(counts) };
  });
  const isGarbled =
    all.some(({ told }) => told > 0) && all.every(({ counts }) => counts.size === 0);
  if (isGarbled) throw unreadable('its values are no numbers');
  return new Map(all.map(({ name, counts }) => [name, counts]));
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** One event, counted by the day. Without a window before: today is not over, and those days are. */
export function countedMeasure(
  values: Values,
  event: string,
  of: UsageCount,
  { window }: ReportDays,
): UsageMeasure {
  const tally = new Map(
    [...(values.get(event) ?? [])].map(([date, count]) => [startOf(date), { [of]: count }]),
  );
  const told = talliedMeasure(tally, { of }, { window, before: null, step: day });
  // A day without any is told as 0; where all are, the event is perhaps not sent at all.
  const none = told.value === null || told.value === 0;
  const facts = { ...told, window, remarks: [lackOf('project-days')] };
  return none ? { ...facts, value: null, lack: lackOf('no-such-event', event) } : facts;
}

export function segmentShares(
  values: Values,
  { window, from }: ReportDays,
  event: string,
): UsageShares {
  const counts = { now: new Map<string, number>(), before: new Map<string, number>() };
  for (const [given, byDate] of values) {
    const name = segmentName(given);
    for (const [date, count] of byDate) {
      const of = date >= from ? counts.now : counts.before;
      of.set(name, (of.get(name) ?? 0) + count);
    }
  }
  const parts = usagePartsOf(counts.now, counts.before);
  const facts = { parts, window, remarks: [lackOf('project-days')] };
  return parts.length === 0 ? { ...facts, lack: lackOf('no-such-event', event) } : facts;
}

/** Mixpanel says `undefined` and `null` where an event has no such property. */
function segmentName(name: string): string {
  return name === '' || name === 'undefined' || name === 'null'
    ? '(not set)'
    : cleanText(name, 40) || '(not set)';
}

/** What a saved report has to be of. */
export interface SavedReport {
  readonly key: string;
  /** As the key says it. */
  readonly what: string;
  /** Above it the value is none. */
  readonly most: number;
}

/** Without a number of it in the config. */
export function withoutReport({ key, what }: SavedReport, window: EvidenceWindow): UsageMeasure {
  return {
    value: null,
    before: null,
    series: [],
    window,
    remarks: [lackOf('save-report', what)],
    lack: lackOf('needs-saved-report', key),
  };
}

/** The mean of the points of its first series, over the dates that it was saved with. */
export function savedMeasure(
  answer: unknown,
  { key, most }: SavedReport,
  window: EvidenceWindow,
): UsageMeasure {
  const series = field(answer, 'series');
  const [first] = typeof series === 'object' && series !== null ? Object.values(series) : [];
  if (first === undefined) throw unreadable(`the report of ${key} holds no series`);
  const told = typeof first === 'object' && first !== null ? Object.entries(first) : [];
  const points = told.flatMap(([date, value]) => {
    const t = instant(date);
    return isCount(value) && value <= most ? [{ t, value }] : [];
  });
  if (points.length === 0) throw unreadable(`the report of ${key} holds no number that it can be`);
  const from = instant(field(answer, 'date_range', 'from_date'));
  const to = instant(field(answer, 'date_range', 'to_date'));
  return {
    value: points.reduce((sum, { value }) => sum + value, 0) / points.length,
    before: null,
    series: points
      .flatMap(({ t, value }) => (t === null ? [] : [{ t, value }]))
      .sort((one, other) => one.t - other.t),
    window: from === null || to === null || to < from ? window : { from, to },
    remarks: [lackOf('of-saved-report')],
  };
}

function unreadable(what: string): TsopsError {
  const message = `Mixpanel answered something that cannot be read: ${what}`;
  return new TsopsError({ kind: 'unreachable', message });
}
