/* What the condition of a rule means, once it has been read. */
import type { RuleMetric } from './metrics.ts';

export const operators = ['==', '!=', '>=', '<=', '>', '<'] as const;
export type Operator = (typeof operators)[number];

export const noDataPolicies = ['inactive', 'hold', 'fire'] as const;
export type NoData = (typeof noDataPolicies)[number];

/** `metric {label="x"} op quantity`; the threshold is in the metric's unit, true is 1 and false 0. */
export interface ThresholdComparison {
  readonly metric: RuleMetric;
  /** Compared is the change in percent against what was usual over this many milliseconds before. */
  readonly baseline?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly operator: Operator;
  readonly threshold: number;
}

/** Durations in milliseconds; what was not written is absent. */
export interface Clauses {
  readonly window?: number;
  readonly hold?: number;
  readonly keepFiring?: number;
  readonly noData?: NoData;
  readonly floor?: { readonly least: number; readonly metric: RuleMetric };
}

/** Where the parts stand, for what is found to be wrong with them later. */
export interface ConditionPlaces {
  readonly operator: number;
  readonly threshold: number;
  readonly window?: number;
  readonly hold?: number;
  readonly keepFiring?: number;
  readonly floor?: number;
}

export interface Condition extends ThresholdComparison, Clauses {
  /** As written. */
  readonly text: string;
  readonly places: ConditionPlaces;
}

/** Whether a value is compared in percent of change, or in the metric's own unit. */
export function comparedUnit({ baseline, metric }: ThresholdComparison): RuleMetric['unit'] {
  return baseline === undefined ? metric.unit : '%';
}
