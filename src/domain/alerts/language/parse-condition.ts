/*
 * Reads the text of a condition: the comparison by ./comparison.ts, the clauses after it by ./clauses.ts.
 */

import { createCursor } from '../evaluation/cursor.ts';
import { readClauses } from './clauses.ts';
import { readComparison } from './comparison.ts';
import type { Condition } from './condition.ts';
import type { RuleMistake } from './lint-codes.ts';
import type { TemplateNames } from './template.ts';

export interface ReadCondition {
  /** Undefined where a mistake leaves no meaning. */
  readonly condition: Condition | undefined;
  readonly mistakes: readonly RuleMistake[];
  /** Which values a message may show. */
  readonly names: TemplateNames;
}

/** Reads a condition to its end, whatever is wrong on the way. */
export function parseCondition(text: string): ReadCondition {
  const cursor = createCursor(text);
  const comparison = readComparison(cursor);
  const { clauses, places } = readClauses(cursor);
  const { mistakes, metrics, labels } = cursor;
  const names = { metrics, labels };
  if (comparison === undefined || mistakes.length > 0) {
    return { condition: undefined, mistakes, names };
  }
  const condition: Condition = {
    text,
    ...comparison.value,
    ...clauses,
    places: { ...comparison.places, ...places },
  };
  return { condition, mistakes, names };
}
