/*
 * A rule as Prometheus evaluates it. The semantics are the same but where a note says otherwise; metrics
 * have the names of our catalogue, true is 1 and false 0.
 */

import type { Condition } from '../language/condition.ts';
import { unitSuffix } from '../language/metrics.ts';
import { defaultStale, noDataPolicy, type Rule, type RuleSeverity } from '../language/rule.ts';
import { namesFor } from '../language/rule-set.ts';
import { meaningOf, type ReservedName, type TemplatePart } from '../language/template.ts';
import { prometheusDuration } from './prometheus-duration.ts';

export interface PrometheusRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Our windows begin after their first moment; those of Prometheus 2 begin at it. */
function windowText(ms: number): string {
  return `[${prometheusDuration(ms - 1)}]`;
}

function selectorOf({ metric, labels }: Condition): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? metric.name : `${metric.name}{${pairs.join(',')}}`;
}

const overTime = { sum: 'sum_over_time', mean: 'avg_over_time', all: 'min_over_time' };

function valueExpression(condition: Condition, interval: number): string {
  const { window, metric, baseline } = condition;
  const selector = selectorOf(condition);
  const current =
    window === undefined
      ? selector
      : `${overTime[metric.aggregate]}(${selector}${windowText(window)})`;
  if (baseline === undefined) return current;
  const length = window ?? interval;
  const sums = metric.aggregate === 'sum' && window !== undefined;
  const offset = `${windowText(baseline)} offset ${prometheusDuration(length)}`;
  const usual = sums
    ? `(sum_over_time(${selector}${offset}) * ${length / 1000} / ${baseline / 1000})`
    : `avg_over_time(${selector}${offset})`;
  return `100 * (${current} - ${usual}) / ${usual}`;
}

function expressionOf({ condition, interval, ...rule }: Rule): string {
  const { operator, threshold, metric, floor, window } = condition;
  const value = valueExpression(condition, interval);
  // To Prometheus NaN is unequal to everything.
  const aNumber = operator === '!=' && metric.unit !== 'boolean' ? ` and ${value} == ${value}` : '';
  let expression = `${value} ${operator} ${threshold}${aNumber}`;
  if (floor !== undefined) {
    const name = floor.metric.name;
    const traffic = window === undefined ? name : `sum_over_time(${name}${windowText(window)})`;
    expression = `(${expression}) and on() ${traffic} >= ${floor.least}`;
  }
  const absent = noDataPolicy({ condition, interval, ...rule }) === 'fire';
  return absent ? `(${expression}) or ${absentExpression(condition)}` : expression;
}

function absentExpression(condition: Condition): string {
  const selector = selectorOf(condition);
  const { window } = condition;
  return window === undefined
    ? `absent(${selector})`
    : `absent_over_time(${selector}${windowText(window)})`;
}

export function prometheusRule(rule: Rule): PrometheusRule {
  const { hold = 0, keepFiring = 0 } = rule.condition;
  return {
    alert: rule.name,
    expr: expressionOf(rule),
    ...(hold > 0 ? { for: prometheusDuration(hold) } : {}),
    ...(keepFiring > 0 ? { keep_firing_for: prometheusDuration(keepFiring) } : {}),
    labels: { severity: rule.severity, ...rule.labels, ...(rule.env ? { env: rule.env } : {}) },
    annotations: {
      summary: rule.message.map((part) => annotationPart(part, rule)).join(''),
      ...(rule.runbook === undefined ? {} : { runbook: rule.runbook }),
    },
  };
}

/** The rule that tells of missing data where ours holds its state and sends a notice. */
export function noDataCompanion(rule: Rule): PrometheusRule | undefined {
  const { condition, stale } = rule;
  if (noDataPolicy(rule) !== 'hold') return undefined;
  const reach = condition.window ?? defaultStale;
  const wait = Math.max(0, Math.max(stale, condition.hold ?? 0) - reach);
  return {
    alert: `${rule.name}: no data`,
    expr: absentExpression(condition),
    ...(wait > 0 ? { for: prometheusDuration(wait) } : {}),
    labels: { severity: noDataSeverity(rule.severity), ...rule.labels, no_data: 'true' },
    annotations: { summary: `${rule.name}: no data of ${condition.metric.name}` },
  };
}

/** That nothing is known wakes nobody. */
export function noDataSeverity(severity: RuleSeverity): RuleSeverity {
  return severity === 'P4' ? 'P4' : 'P3';
}

function annotationPart(part: TemplatePart, rule: Rule): string {
  if ('text' in part) return part.text;
  const fixed = fixedValues(rule)[part.name as ReservedName];
  if (fixed !== undefined) return fixed;
  if (part.name === 'value') return shownValue;
  const meaning = meaningOf(part.name, namesFor(rule));
  if (meaning === undefined) return '';
  if ('label' in meaning) return `{{ $labels.${meaning.label} }}`;
  return meaning.metric === rule.condition.metric.name ? shownValue : '';
}

const shownValue = '{{ $value | printf "%.2f" }}';

/** What Prometheus does not tell to a template, but the rule itself knows. */
function fixedValues(rule: Rule): Readonly<Partial<Record<ReservedName, string>>> {
  const { condition } = rule;
  return {
    threshold: String(condition.threshold),
    unit: unitSuffix(condition.metric.unit),
    name: rule.name,
    severity: rule.severity,
    state: 'firing',
    condition: condition.text,
    since: '',
    duration: '',
    env: rule.env ?? '',
    runbook: rule.runbook ?? '',
    url: '',
  };
}

/** Where the states or the message can differ from our own. */
export function prometheusNotes(rule: Rule): string[] {
  const { condition, stale, message } = rule;
  const notes: string[] = [];
  if (noDataPolicy(rule) === 'hold') {
    notes.push('without data it becomes inactive; the rule "… no data" reports that');
  }
  if (stale !== defaultStale && condition.window === undefined) {
    notes.push('a sample is forgotten after the look-back of Prometheus, 5 minutes by default');
  }
  if (condition.floor !== undefined && noDataPolicy(rule) !== 'inactive') {
    notes.push('without data of the traffic floor it becomes inactive');
  }
  if (Object.keys(condition.labels).length > 0 && condition.floor !== undefined) {
    notes.push('the traffic floor is not that of the same labels');
  }
  const unknown = message.flatMap((part) =>
    'name' in part && /^(?:since|duration|url)$/.test(part.name) ? [part.name] : [],
  );
  if (unknown.length > 0) notes.push(`the message lacks ${unknown.join(' and ')}`);
  if (message.some((part) => 'name' in part && !(part.name in fixedValues(rule)))) {
    notes.push('the message shows two decimals always');
  }
  return notes;
}
