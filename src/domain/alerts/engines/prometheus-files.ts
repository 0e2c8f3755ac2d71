/*
 * The rules as files of Prometheus: the rules with their no-data companions, and unit tests for promtool
 * that each rule fires at the very moment ours does, and not an evaluation earlier.
 */

import { minute } from '../../time/units.ts';
import type { Rule } from '../language/rule.ts';
import { type Exported, exactnessOf } from './exported.ts';
import { noDataCompanion, prometheusNotes, prometheusRule } from './prometheus.ts';
import { prometheusDuration } from './prometheus-duration.ts';

const rulesName = 'alert-rules.prometheus.yml';

export function prometheusExport(rules: readonly Rule[]): Exported {
  const intervals = [...new Set(rules.map(({ interval }) => interval))].sort((a, b) => a - b);
  const groups = intervals.map((interval) => {
    const ours = rules.filter((rule) => rule.interval === interval);
    return {
      name: `tsops-${prometheusDuration(interval)}`,
      interval: prometheusDuration(interval),
      rules: ours.flatMap((rule) => {
        const companion = noDataCompanion(rule);
        return companion === undefined ? [prometheusRule(rule)] : [prometheusRule(rule), companion];
      }),
    };
  });
  return {
    files: [
      { name: rulesName, content: { groups } },
      { name: 'alert-rules.prometheus.test.yml', content: promtoolTests(rules) },
    ],
    exactness: rules.map((rule) => exactnessOf(rule.name, prometheusNotes(rule))),
  };
}

function promtoolTests(rules: readonly Rule[]) {
  const intervals = rules.map(({ interval }) => interval);
  const tests = rules.flatMap((rule) => promtoolTest(rule) ?? []);
  return {
    rule_files: [rulesName],
    evaluation_interval: prometheusDuration(Math.min(minute, ...intervals)),
    tests,
  };
}

/** A value that breaches, given at every evaluation; undefined where none is at hand. */
function breachingValue({ condition }: Rule): number | undefined {
  const { operator, threshold, metric, baseline, floor } = condition;
  // A change needs a history, and a floor a second series: the rules' own tests are for those.
  if (baseline !== undefined || floor !== undefined) return undefined;
  if (metric.unit === 'boolean') return operator === '==' ? threshold : 1 - threshold;
  const above = Math.ceil(threshold) + 1;
  if (operator === '>' || operator === '>=' || operator === '!=') return above;
  if (operator === '==') return Number.isInteger(threshold) ? threshold : undefined;
  return threshold > 0 ? 0 : undefined;
}

function promtoolTest(rule: Rule) {
  const value = breachingValue(rule);
  const { condition, interval } = rule;
  if (value === undefined) return undefined;
  const { hold = 0, window, labels } = condition;
  const sums = window !== undefined && condition.metric.aggregate === 'sum';
  const fires = Math.ceil(hold / interval) * interval;
  const names = Object.entries(labels).map(([name, text]) => `${name}=${JSON.stringify(text)}`);
  const selector = names.length === 0 ? '' : `{${names.join(',')}}`;
  const count = fires / interval + 1;
  const expected = prometheusRule(rule);
  // The first value alone makes the whole sum, so it is known.
  const values = sums ? [value, ...Array.from({ length: count }, () => 0)] : undefined;
  const lasts = values === undefined || fires < (window ?? 0);
  if (!lasts) return undefined;
  const at = (eval_time: number, fired: boolean) => ({
    eval_time: prometheusDuration(eval_time),
    alertname: rule.name,
    exp_alerts: fired
      ? [
          {
            exp_labels: { ...labels, ...expected.labels },
            exp_annotations: annotationsAt(expected.annotations, value, labels),
          },
        ]
      : [],
  });
  return {
    interval: prometheusDuration(interval),
    input_series: [
      {
        series: `${condition.metric.name}${selector}`,
        values: values?.join(' ') ?? `${value}x${count}`,
      },
    ],
    alert_rule_test: [...(fires > 0 ? [at(fires - interval, false)] : []), at(fires, true)],
  };
}

function annotationsAt(
  annotations: Readonly<Record<string, string>>,
  value: number,
  labels: Readonly<Record<string, string>>,
): Record<string, string> {
  const filled = (text: string): string =>
    text
      .replaceAll('{{ $value | printf "%.2f" }}', value.toFixed(2))
      .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '');
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [name, filled(text)]),
  );
}
