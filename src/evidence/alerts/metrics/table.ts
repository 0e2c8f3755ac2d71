/*
 * One row for every family of metrics that alert rules read. A metric of the rule language that no family tells, or
 * a family without a past, does not compile.
 */
import type { RuleMetricName } from '../../../domain/alerts/language/metrics.ts';
import { cdnMetrics } from './cdn.ts';
import { errorMetrics } from './errors.ts';
import type { HistoryReads, HistoryRound, MetricFamily, MetricSource } from './family.ts';
import { uptimeMetrics } from './uptime.ts';
import { vitalMetrics } from './vitals.ts';

export const metricFamilies = {
  cdn: cdnMetrics,
  uptime: uptimeMetrics,
  errors: errorMetrics,
  vitals: vitalMetrics,
};

export type FamilyName = keyof typeof metricFamilies;

type MetricsOf<Name extends FamilyName> =
  (typeof metricFamilies)[Name] extends MetricFamily<infer Metric> ? Metric : never;
type MetricOfAny = { [Name in FamilyName]: MetricsOf<Name> }[FamilyName];

/** `Wanted`, whose names all have to be among `Given`. */
type Covered<Wanted extends Given, Given> = Wanted;
type ToldMetric = Covered<RuleMetricName, MetricOfAny>;

/** The past of every family: apart from the table, so that who looks at this moment alone loads none of it. */
export type FamilyHistories = {
  readonly [Name in FamilyName]: (round: HistoryRound) => HistoryReads<MetricsOf<Name>>;
};

const names = Object.keys(metricFamilies) as FamilyName[];

/** Undefined where nobody measures it. */
export function familyOfMetric(metric: string): FamilyName | undefined {
  return names.find((name) => Object.hasOwn(metricFamilies[name].sources, metric));
}

/** Who tells a metric of this family: of this moment, or of the past. */
export function sourceIn(family: FamilyName, metric: string, about: 'now' | 'past'): string {
  const sources: Partial<Record<ToldMetric, MetricSource>> = metricFamilies[family].sources;
  const source = sources[metric as ToldMetric] ?? '';
  return typeof source === 'string' ? source : source[about];
}
