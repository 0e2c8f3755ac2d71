/*
 * Rules on what CloudFront publishes as alarms of CloudWatch: the body of PutMetricAlarm for each. An alarm
 * is in us-east-1, where CloudFront's metrics are.
 */
import type { Operator } from '../language/condition.ts';
import { noDataPolicy, type Rule } from '../language/rule.ts';
import { type Exactness, type Exported, exactnessOf, notExpressible } from './exported.ts';

type Statistic = { readonly Statistic: 'Average' | 'Sum' } | { readonly ExtendedStatistic: string };

const published: Readonly<Record<string, { readonly MetricName: string; readonly by: Statistic }>> =
  {
    cache_hit_ratio: { MetricName: 'CacheHitRate', by: { Statistic: 'Average' } },
    cdn_error_rate: { MetricName: 'TotalErrorRate', by: { Statistic: 'Average' } },
    requests: { MetricName: 'Requests', by: { Statistic: 'Sum' } },
    origin_latency: { MetricName: 'OriginLatency', by: { ExtendedStatistic: 'p50' } },
    p50_latency: { MetricName: 'OriginLatency', by: { ExtendedStatistic: 'p50' } },
    p95_latency: { MetricName: 'OriginLatency', by: { ExtendedStatistic: 'p95' } },
    p99_latency: { MetricName: 'OriginLatency', by: { ExtendedStatistic: 'p99' } },
  };

const comparisons: Readonly<Partial<Record<Operator, string>>> = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
};

const missing = { inactive: 'notBreaching', hold: 'ignore', fire: 'breaching' } as const;

/** `distributionOf` names the distribution of an environment, if one is configured. */
export function cloudwatchExport(
  rules: readonly Rule[],
  distributionOf: (env: string) => string | undefined,
): Exported {
  const exactness: Exactness[] = [];
  const alarms = rules.flatMap((rule) => {
    const env = rule.env ?? 'production';
    const distribution = distributionOf(env);
    const why = obstacles(rule, env, distribution);
    if (why.length > 0 || distribution === undefined) {
      exactness.push(notExpressible(rule.name, why));
      return [];
    }
    exactness.push(exactnessOf(rule.name, notes(rule)));
    return [alarmOf(rule, distribution)];
  });
  return { files: [{ name: 'cloudwatch-alarms.json', content: alarms }], exactness };
}

/** Seconds of one period. */
function periodOf({ condition, interval }: Rule): number {
  return (condition.window ?? interval) / 1000;
}

/** Evaluations that must breach: the first one, and each until `for` has passed. */
function periodsOf({ condition, interval }: Rule): number {
  return Math.ceil((condition.hold ?? 0) / (condition.window ?? interval)) + 1;
}

function obstacles(rule: Rule, env: string, distribution: string | undefined): string[] {
  const { metric, operator, baseline, floor, labels } = rule.condition;
  const period = periodOf(rule);
  const why: string[] = [];
  if (!Object.hasOwn(published, metric.name)) return [`CloudFront publishes no ${metric.name}`];
  if (distribution === undefined) {
    why.push(`set environments.${env}.cdn.distributionId in the config`);
  }
  if (comparisons[operator] === undefined) why.push(`an alarm has no ${operator}`);
  if (baseline !== undefined) why.push('an alarm compares a value, not its change');
  if (floor !== undefined) why.push('an alarm has no traffic floor');
  if (Object.keys(labels).length > 0) why.push('CloudFront publishes no such labels');
  if (period % 60 !== 0) why.push('CloudFront has a value a minute: write whole minutes');
  if (period * periodsOf(rule) > 86_400) why.push('an alarm looks back a day at most');
  return why;
}

function notes(rule: Rule): string[] {
  const { condition } = rule;
  const found = ['CloudWatch chooses its own moments, and its values come minutes late'];
  if (condition.keepFiring !== undefined) found.push('it is OK at the first good value');
  if (condition.window !== undefined) found.push('windows follow each other, they do not slide');
  if (condition.metric.name === 'origin_latency') found.push('the median stands for the latency');
  if (noDataPolicy(rule) === 'hold') found.push('nothing tells that there is no data');
  return found;
}

function alarmOf(rule: Rule, distribution: string) {
  const { condition } = rule;
  const { metric, operator, threshold } = condition;
  const periods = periodsOf(rule);
  const source = published[metric.name];
  return {
    AlarmName: rule.name,
    AlarmDescription: `${rule.severity} ${condition.text}`,
    Namespace: 'AWS/CloudFront',
    MetricName: source?.MetricName ?? '',
    Dimensions: [
      { Name: 'DistributionId', Value: distribution },
      { Name: 'Region', Value: 'Global' },
    ],
    ...source?.by,
    Period: periodOf(rule),
    EvaluationPeriods: periods,
    DatapointsToAlarm: periods,
    Threshold: threshold,
    ComparisonOperator: comparisons[operator] ?? '',
    TreatMissingData: missing[noDataPolicy(rule)],
    Tags: [{ Key: 'severity', Value: rule.severity }],
  };
}
