/* What only the whole runbook tells: which causes its decision knows, and whether it has decided. */
import { nearest } from '../../domain/text/nearest.ts';
import type { Runbook } from '../definition.ts';
import { knownHypotheses } from '../known.ts';
import type { Note } from '../lint-codes.ts';
import type { ReadStep } from './step.ts';

/** The rules that the decisions name; null where there is no decision. */
export function causeRulesOf(steps: readonly ReadStep[], note: Note): Runbook['diagnosis'] {
  const decisions = steps.filter(({ step }) => step.kind === 'decision');
  const first = decisions.find(({ rules }) => rules !== null)?.rules ?? null;
  for (const { at, rules } of decisions) {
    if (rules === null || rules === first) continue;
    const message = `this decision ranks by ${rules}, the one before by ${first}`;
    note('unknown-rules', at, message, 'rank by the same rules in all');
  }
  return first;
}

export function noteCauses(steps: readonly ReadStep[], note: Note): void {
  const known = causeRulesOf(steps, () => {});
  const decided = steps.findIndex(({ step }) => step.kind === 'decision');
  const fix = 'write a step with **Decision:** `errors` or `speed` before it';
  steps.forEach(({ at, step, when }, index) => {
    const before = decided === -1 || index < decided;
    if (before && step.kind === 'action') {
      note('no-decision', at, 'an action stands before any decision', fix);
    } else if (before && when.length > 0) {
      note('no-decision', at, '"When" stands before any decision', fix);
    }
    for (const { name, at: place } of when) noteCause(name, place, known, note);
  });
}

function noteCause(name: string, at: number, rules: Runbook['diagnosis'], note: Note): void {
  const known = rules === null ? Object.values(knownHypotheses).flat() : knownHypotheses[rules];
  if (known.includes(name)) return;
  const guess = nearest(name, known);
  const causes = [...new Set(known)].join(', ');
  const fix = guess === undefined ? `it is one of ${causes}` : `write \`${guess}\``;
  note('unknown-hypothesis', at, `"${name}" is not a cause that the rules know`, fix);
}
