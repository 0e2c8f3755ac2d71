import type { Collected } from '../evidence/findings.ts';
import type { Advice } from './error-responses.ts';
import type { Observation } from './observation.ts';
import { judgeRanked, rank } from './rank.ts';
import { rationaleOf } from './rationale.ts';
import { isCertain } from './site-observations.ts';
import { siteAdvice } from './site-responses.ts';
import type { Diagnosis, HandMark, HypothesisId } from './types.ts';
import { unansweredIn } from './unanswered.ts';

interface Judging {
  readonly hypotheses: readonly HypothesisId[];
  readonly clues: readonly Observation[];
  readonly hand: readonly HandMark[];
  /** What a cause is about: a version, a host, a file. */
  readonly about: (hypothesis: HypothesisId) => string | null;
  readonly twoCauses: (first: HypothesisId, second: HypothesisId) => boolean;
  readonly halfSeen: (hypothesis: HypothesisId) => boolean;
  /** What to do about a cause that is not the site's own. */
  readonly advise: (recommended: HypothesisId) => Advice;
}

/** Ranks the causes, says how sure that is, and what to do: the end of every diagnosis. */
export function conclude(collected: Collected, judging: Judging): Diagnosis {
  const { hypotheses, clues, hand, about, twoCauses, halfSeen, advise } = judging;
  const ranked = rank(hypotheses, clues, hand, about);
  const certain = (one: HypothesisId): boolean => isCertain(one, clues);
  const standing = judgeRanked(ranked, { twoCauses, halfSeen, certain });
  const judged = { ranked, ...standing, unseen: unansweredIn(collected) };
  const { recommended } = standing;
  const { response, notes } = siteAdvice(recommended, collected) ?? advise(recommended);
  return { ...judged, response, why: [...rationaleOf(judged), ...notes] };
}
