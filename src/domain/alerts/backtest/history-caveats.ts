/* What the past of its metrics cannot tell of a rule. */

import { hour } from '../../time/units.ts';
import { metricsOf } from '../evaluation/live.ts';
import { lookOf, reachOf } from '../evaluation/observation.ts';
import { evaluableFrom, type RememberedRule } from './kept-replay.ts';
import { joinedParts } from './metric-history.ts';

/**
 * `coarser`: a value only every `step`, so what is shorter does not show; `shorter`: nothing is known
 * before `from`. Epoch milliseconds.
 */
export type HistoryCaveat =
  | { readonly kind: 'coarser'; readonly from: number; readonly to: number; readonly step: number }
  | { readonly kind: 'shorter'; readonly from: number; readonly why: string };

/** Sources begin at whole periods; less than this is not worth a word. Milliseconds. */
const tolerance = hour;

/** `since` is what was asked for, epoch milliseconds. */
export function caveatsOf(remembered: RememberedRule, since: number): readonly HistoryCaveat[] {
  const { rule, histories } = remembered;
  const from = evaluableFrom(remembered);
  if (from === undefined) return [];
  const needed = metricsOf(rule).flatMap((metric) => histories.get(metric) ?? []);
  const late = from - since > reachOf(lookOf(rule.condition, rule)) + tolerance;
  const why = needed.flatMap(({ lack }) => (lack === '' ? [] : [lack])).join('; ');
  const shorter: HistoryCaveat[] = late ? [{ kind: 'shorter', from, why }] : [];
  const coarse = needed
    .flatMap(({ parts }) => parts)
    .filter(({ step, to }) => step > rule.interval && to > from);
  const coarser = joinedParts(coarse).map(
    (part): HistoryCaveat => ({ kind: 'coarser', ...part, from: Math.max(from, part.from) }),
  );
  return [...shorter, ...coarser];
}
