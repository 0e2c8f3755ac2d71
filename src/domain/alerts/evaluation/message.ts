/* The message of an alert, with what is known of it at one moment. */
import { formatDuration } from '../../time/duration.ts';
import { comparedUnit } from '../language/condition.ts';
import { decimalText, unitSuffix } from '../language/metrics.ts';
import type { Rule } from '../language/rule.ts';
import { renderTemplate } from '../language/template.ts';
import type { AlertState } from './state.ts';

export interface AlertMoment {
  /** Epoch milliseconds. */
  readonly t: number;
  readonly state: AlertState;
  /** Null where there is no data. */
  readonly value: number | null;
  /** Since when it is pending or firing; undefined where it is neither. */
  readonly since: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the traffic floor, where there is one. */
  readonly traffic?: number | null;
  /** The address of the environment; empty where it has none. */
  readonly url: string;
}

/** The rule's message; what comes from values goes through `escaped`, which knows the channel. */
export function messageOf(
  rule: Rule,
  moment: AlertMoment,
  escaped?: (text: string) => string,
): string {
  const { condition } = rule;
  const { metric, floor } = condition;
  const isBoolean = metric.unit === 'boolean';
  const shown = (value: number | null): string => {
    if (value === null) return 'no data';
    return isBoolean ? String(value !== 0) : decimalText(value);
  };
  const { since, t } = moment;
  const traffic = floor === undefined ? {} : { [floor.metric.name]: trafficText(moment.traffic) };
  const reserved = {
    value: shown(moment.value),
    threshold: shown(condition.threshold),
    unit: unitSuffix(comparedUnit(condition)),
    name: rule.name,
    severity: rule.severity,
    state: moment.state,
    condition: condition.text,
    since: since === undefined ? '' : `${new Date(since).toISOString().slice(0, 16)}Z`,
    duration: since === undefined ? '' : formatDuration(t - since),
    env: moment.labels.env ?? rule.env ?? '',
    runbook: rule.runbook ?? '',
    url: moment.url,
  };
  const labels = { ...condition.labels, ...rule.labels, ...moment.labels };
  const metricValues = { [metric.name]: shown(moment.value), ...traffic };
  return renderTemplate(rule.message, { reserved, labels, metrics: metricValues }, escaped);
}

function trafficText(traffic: number | null | undefined): string {
  return traffic === null || traffic === undefined ? 'no data' : decimalText(traffic);
}
