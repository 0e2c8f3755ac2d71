/* What a page may cost: the limits of MONITORING section 3.3, and how the median of a set stands against them. */

import type { Verdict } from '../evidence/verdict.ts';
import type { FigureTarget, FigureUnit } from '../numbers/figure.ts';
import type { LabMetric, LabSet, LabValues } from './set.ts';

export type BudgetedMetric = Exclude<LabMetric, 'ttfb'>;

export interface LabBudget {
  readonly metric: BudgetedMetric;
  readonly is: 'at-least' | 'at-most';
  /** Scores of 100, milliseconds, CLS without a unit. */
  readonly value: number;
  /** `warn`: a miss is told, and fails nothing. */
  readonly level: 'error' | 'warn';
}

/** In the order of MONITORING section 3.3. */
export const labBudgets: readonly LabBudget[] = [
  { metric: 'performance', is: 'at-least', value: 90, level: 'error' },
  { metric: 'accessibility', is: 'at-least', value: 90, level: 'error' },
  { metric: 'best-practices', is: 'at-least', value: 90, level: 'error' },
  { metric: 'seo', is: 'at-least', value: 90, level: 'warn' },
  { metric: 'fcp', is: 'at-most', value: 1800, level: 'error' },
  { metric: 'lcp', is: 'at-most', value: 2500, level: 'error' },
  { metric: 'cls', is: 'at-most', value: 0.1, level: 'error' },
  { metric: 'tbt', is: 'at-most', value: 300, level: 'error' },
];

export interface BudgetResult extends LabBudget {
  /** The median that was held against it. */
  readonly measured: number;
  readonly verdict: Verdict;
}

/** One result for each budget. Throws RangeError where the set lacks a figure: it may not be asserted on. */
export function assertBudgets(
  { values }: Pick<LabSet, 'values'>,
  budgets: readonly LabBudget[],
): readonly BudgetResult[] {
  return budgets.map((budget) => {
    const measured = values[budget.metric];
    if (measured === undefined) throw new RangeError(`the set has no ${budget.metric}`);
    return { ...budget, measured, verdict: verdictOf(measured, budget) };
  });
}

function verdictOf(measured: number, { is, value, level }: LabBudget): Verdict {
  const met = is === 'at-least' ? measured >= value : measured <= value;
  if (met) return 'ok';
  return level === 'error' ? 'bad' : 'warn';
}

export function unitOf(metric: LabMetric): FigureUnit {
  if (metric === 'cls') return 'shift';
  return ['fcp', 'lcp', 'tbt', 'ttfb'].includes(metric) ? 'milliseconds' : 'score';
}

export const targetOf = ({ is, value }: LabBudget): FigureTarget => ({ is, value });

/** What a run must have measured to count: all that has a budget. */
export function missingFrom(values: LabValues): BudgetedMetric | null {
  return labBudgets.find(({ metric }) => values[metric] === undefined)?.metric ?? null;
}

/** Sets from which budgets are tightened, at most; one alone may have been a lucky one. */
const tightenFrom = { least: 2, most: 10 };

/**
 * Budgets as they were reached: for each metric the worst median of the last comparable sets, with a tenth of room
 * (two points of a score). Never looser than before; null where there are too few sets.
 */
export function tightened(
  sets: readonly Pick<LabSet, 'values'>[],
  budgets: readonly LabBudget[],
): readonly LabBudget[] | null {
  if (sets.length < tightenFrom.least) return null;
  const last = sets.slice(0, tightenFrom.most);
  return budgets.map((budget) => {
    const reached = last.flatMap(({ values }) => values[budget.metric] ?? []);
    if (reached.length < tightenFrom.least) return budget;
    return { ...budget, value: tighter(budget, reached) };
  });
}

function tighter({ metric, is, value }: LabBudget, reached: readonly number[]): number {
  if (is === 'at-least') return Math.max(value, Math.floor(Math.min(...reached)) - 2);
  const step = metric === 'cls' ? 0.01 : 50;
  const steps = Math.ceil((Math.max(...reached) * 1.1) / step);
  // A budget of nothing would fail at the first measurable figure.
  return Math.min(value, Number((Math.max(1, steps) * step).toFixed(2)));
}
