/*
 * One line of a history: `{"metric","t","value"[,"arrival","labels"]}`. Lines as programs write them are read
 * byte by byte, several times as fast as by JSON.parse, which reads all others.
 */

import { labelsKey, type Sample, type SeriesIdentity } from '../evaluation/sample.ts';
import { metrics } from '../language/metrics.ts';
import { HistoryScan } from './history-scan.ts';

/** What is wrong with a line. */
export class HistoryFault extends Error {}

export interface HistoryParser {
  /** The sample of a line; undefined where the line is empty or no rule has to do with its series. */
  parse(bytes: Buffer, start: number, end: number): Sample | undefined;
}

/** `seriesOf` gives a series its number, or undefined where it is not wanted. */
export function createHistoryParser(
  seriesOf: (identity: SeriesIdentity) => number | undefined,
): HistoryParser {
  const plain = new Map<string, number | undefined>();
  const labelled = new Map<string, number | undefined>();
  const scan = new HistoryScan();

  function known(
    cache: Map<string, number | undefined>,
    key: string,
    identity: SeriesIdentity,
  ): number | undefined {
    if (!cache.has(key)) cache.set(key, seriesOf(identity));
    return cache.get(key);
  }

  function slow(text: string): Sample | undefined {
    if (text.trim() === '') return undefined;
    const { metric, labels, ...rest } = readLine(text);
    const none = Object.keys(labels).length === 0;
    const series = none
      ? known(plain, metric, { metric, labels })
      : known(labelled, `${metric} ${labelsKey(labels)}`, { metric, labels });
    return series === undefined ? undefined : { series, ...rest };
  }

  return {
    parse(bytes, start, end) {
      if (!scan.line(bytes, start, end)) return slow(bytes.toString('utf8', start, end));
      const { metric } = scan;
      const series = known(plain, metric, { metric, labels: {} });
      if (series === undefined) return undefined;
      const t = milliseconds(scan.t);
      const isBoolean = metrics.get(metric)?.unit === 'boolean';
      checkValue(metric, isBoolean, scan.isBoolean, scan.value, scan.stale);
      return { series, t, visible: t, value: scan.value, stale: scan.stale };
    },
  };
}

/** Beyond this a number of seconds is a number of milliseconds that someone forgot to divide. */
const latest = 100_000_000_000;

function milliseconds(seconds: number): number {
  if (Math.abs(seconds) < latest) return Math.round(seconds * 1000);
  throw new HistoryFault(`t ${seconds} is not a time in seconds; are these milliseconds?`);
}

function checkValue(
  metric: string,
  wanted: boolean,
  isBoolean: boolean,
  value: number,
  stale: boolean,
): void {
  if (stale || Number.isNaN(value) || wanted === isBoolean) return;
  if (!wanted) throw new HistoryFault(`${metric} is a number, not true or false`);
  if (value !== 0 && value !== 1) throw new HistoryFault(`${metric} is true, false, 1 or 0`);
}

interface Line extends Omit<Sample, 'series'>, SeriesIdentity {}

function readLine(text: string): Line {
  const { metric, t, value, arrival, labels } = parsed(text);
  if (typeof metric !== 'string' || metric === '') throw new HistoryFault('"metric" is no name');
  const unit = metrics.get(metric)?.unit;
  const read = readValue(value);
  if (unit !== undefined) {
    checkValue(metric, unit === 'boolean', typeof value === 'boolean', read.value, read.stale);
  }
  const time = readTime('t', t);
  const arrived = arrival === undefined || arrival === null ? time : readTime('arrival', arrival);
  return {
    metric,
    labels: readLabels(labels),
    t: time,
    visible: Math.max(time, arrived),
    ...read,
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === 'object' && line !== null && !Array.isArray(line)) return { ...line };
  } catch {
    // Told below.
  }
  throw new HistoryFault('this is no JSON object {"metric", "t", "value"}');
}

function readTime(name: string, given: unknown): number {
  if (typeof given === 'number') return milliseconds(given);
  const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
  const time = typeof given === 'string' && rfc3339.test(given) ? Date.parse(given) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new HistoryFault(`"${name}" is not a time in seconds or RFC 3339`);
}

function readValue(given: unknown): Pick<Sample, 'value' | 'stale'> {
  if (given === 'stale') return { value: Number.NaN, stale: true };
  if (given === 'NaN') return { value: Number.NaN, stale: false };
  if (typeof given === 'boolean') return { value: given ? 1 : 0, stale: false };
  if (typeof given === 'number' && Number.isFinite(given)) return { value: given, stale: false };
  throw new HistoryFault('"value" is not a number, true, false, "NaN" or "stale"');
}

function readLabels(given: unknown): Readonly<Record<string, string>> {
  if (given === undefined || given === null) return {};
  const entries =
    typeof given === 'object' && !Array.isArray(given) ? Object.entries(given) : [['']];
  const texts = entries.every(([, value]) => typeof value === 'string');
  if (!texts) throw new HistoryFault('"labels" is not an object of texts');
  return Object.fromEntries(entries as [string, string][]);
}
