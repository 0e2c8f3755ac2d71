/*
 * What a rule may be about: the unit of each metric, where it comes from, how a window of it is made one
 * value, and which of its values are good. Targets are those of TalkStudio's monitoring document.
 */

import { minute } from '../../time/units.ts';

/** `boolean` is true or false, `count` a whole number, `score` a bare number, the rest as they say. */
export type Unit = 'boolean' | '%' | 'ms' | 'count' | 'score';

/** How the samples of a window become one value: their sum, their mean, or true where all are. */
export type Aggregate = 'sum' | 'mean' | 'all';

/** What a metric is of → who measures it, as sentences name them. */
const sources = {
  uptime: 'UptimeRobot',
  errors: 'Sentry',
  cdn: 'CloudWatch',
  speed: 'web vitals',
} as const;

export interface RuleMetric {
  readonly name: string;
  readonly unit: Unit;
  readonly about: keyof typeof sources;
  readonly source: string;
  readonly aggregate: Aggregate;
  /** Milliseconds between two samples of the source. */
  readonly period: number;
  /** Which way is better. */
  readonly better: 'lower' | 'higher';
  /** The document's target in the metric's unit: what is at least as good as this is good. */
  readonly target?: number;
  /** Beyond this the document calls it poor. */
  readonly poor?: number;
}

function lower<Name extends string>(
  name: Name,
  unit: Unit,
  about: RuleMetric['about'],
  figures: { readonly target?: number; readonly poor?: number } = {},
): RuleMetric & { readonly name: Name } {
  const aggregate = unit === 'count' ? 'sum' : 'mean';
  const source = sources[about];
  return { name, unit, about, source, aggregate, period: minute, better: 'lower', ...figures };
}

const all = [
  {
    name: 'uptime_check',
    unit: 'boolean',
    about: 'uptime',
    source: sources.uptime,
    aggregate: 'all',
    period: minute,
    better: 'higher',
  },
  lower('error_rate', '%', 'errors'),
  lower('error_count', 'count', 'errors'),
  lower('new_issues', 'count', 'errors'),
  lower('unhandled_rejections', 'count', 'errors'),
  lower('p50_latency', 'ms', 'cdn'),
  lower('p95_latency', 'ms', 'cdn'),
  lower('p99_latency', 'ms', 'cdn'),
  {
    name: 'cache_hit_ratio',
    unit: '%',
    about: 'cdn',
    source: sources.cdn,
    aggregate: 'mean',
    period: minute,
    better: 'higher',
    target: 90,
  },
  lower('origin_latency', 'ms', 'cdn', { target: 500 }),
  { ...lower('requests', 'count', 'cdn'), better: 'higher' },
  lower('cdn_error_rate', '%', 'cdn', { target: 1 }),
  lower('lcp', 'ms', 'speed', { target: 2500, poor: 4000 }),
  lower('inp', 'ms', 'speed', { target: 200, poor: 500 }),
  lower('cls', 'score', 'speed', { target: 0.1, poor: 0.25 }),
  lower('fcp', 'ms', 'speed', { target: 1800, poor: 3000 }),
  lower('ttfb', 'ms', 'speed', { target: 800, poor: 1800 }),
] as const satisfies readonly RuleMetric[];

export type RuleMetricName = (typeof all)[number]['name'];

export const metrics: ReadonlyMap<string, RuleMetric> = new Map(
  all.map((each): [string, RuleMetric] => [each.name, each]),
);

const acronyms: readonly string[] = ['cdn', 'lcp', 'inp', 'cls', 'fcp', 'ttfb'];

/** As a heading: `error_rate` is Error Rate, `p95_latency` is p95 Latency. */
export function metricTitle(name: string): string {
  const word = (part: string): string => {
    if (acronyms.includes(part)) return part.toUpperCase();
    return /\d/.test(part) ? part : `${part[0]?.toUpperCase()}${part.slice(1)}`;
  };
  return name.split('_').map(word).join(' ');
}

/** `%`, `ms`, or nothing where a value stands alone. */
export function unitSuffix(unit: Unit): string {
  return unit === '%' || unit === 'ms' ? unit : '';
}

/** A value with its unit, as sentences show it: at most two decimals. */
export function valueText(value: number | null, unit: Unit): string {
  if (value === null) return 'no data';
  if (unit === 'boolean') return value === 0 ? 'false' : 'true';
  return `${decimalText(value)}${unitSuffix(unit)}`;
}

/** At most two decimals, and none where they are zero. */
export function decimalText(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : String(value);
}
