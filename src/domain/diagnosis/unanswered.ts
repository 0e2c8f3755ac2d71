import type { Collected, EvidenceId } from '../evidence/findings.ts';
import { questions, questionsAbout } from '../evidence/questions/table.ts';
import type { Evidence } from '../evidence/shape.ts';
import type { Diagnosis, HypothesisId } from './types.ts';

/** The questions that were put and not answered, in the order of their names. */
export function unansweredIn(collected: Collected): Diagnosis['unseen'] {
  return Object.entries(collected)
    .filter(([, evidence]) => evidence.verdict === 'unknown')
    .map(([id, { problem, detail }]) => ({
      evidence: id as EvidenceId,
      detail: problem?.message ?? detail,
    }))
    .sort((a, b) => (a.evidence < b.evidence ? -1 : 1));
}

/** True where a question of `ids` that could clear the hypothesis was not answered, or not put. */
export function isPartlyUnanswered(
  hypothesis: HypothesisId,
  collected: Collected,
  ids = Object.keys(questions) as readonly EvidenceId[],
): boolean {
  // Nothing is over, and nothing rang for nothing, while nobody knows whether it is up.
  if (hypothesis === 'false-alarm' && collected['site-up']?.verdict === 'unknown') return true;
  return ids.some((id) => canClear(id, hypothesis) && isUnanswered(collected[id]));
}

function canClear(id: EvidenceId, hypothesis: HypothesisId): boolean {
  const { clears }: { readonly clears: readonly string[] } = questions[id];
  return clears.includes(hypothesis);
}

function isUnanswered(evidence: Evidence<unknown> | undefined): boolean {
  return (evidence?.verdict ?? 'unknown') === 'unknown';
}

/** Whether a hypothesis may not be recommended yet; a false alarm neither where the evidence speaks against one. */
export function doubtsIn(
  collected: Collected,
  about: 'errors' | 'speed',
  contradicted: boolean,
): (hypothesis: HypothesisId) => boolean {
  const ids = [...questionsAbout(about), ...questionsAbout('site')];
  return (hypothesis) =>
    isPartlyUnanswered(hypothesis, collected, ids) ||
    (hypothesis === 'false-alarm' && contradicted);
}
