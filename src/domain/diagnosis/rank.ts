import { say } from '../text/language.ts';
import { hypothesisName } from './names.ts';
import type { Observation } from './observation.ts';
import type { Diagnosis, HandMark, HypothesisId, Ranked, RankingReason } from './types.ts';
import { byHand, clearMargin, enough, weights } from './weights.ts';

const unseenCause = 'cause-not-seen';

function handReasons(hypothesis: HypothesisId, marks: readonly HandMark[]): RankingReason[] {
  return marks
    .filter((mark) => mark.hypothesis === hypothesis && mark.change !== 'ruled-out')
    .map(({ reason }) => ({
      evidence: null,
      weight: byHand,
      text: say(`entered by hand: ${reason}`, `직접 판단: ${reason}`),
    }));
}

/** What stands: the last word on a hypothesis counts. */
function ruledOut(hypothesis: HypothesisId, marks: readonly HandMark[]): string | null {
  const last = marks.findLast((mark) => mark.hypothesis === hypothesis);
  return last?.change === 'ruled-out' ? last.reason : null;
}

const byWeight = (a: RankingReason, b: RankingReason) => Math.abs(b.weight) - Math.abs(a.weight);

/**
 * The hypotheses with their reasons, the highest score first and what was ruled out last. Equal scores keep
 * the order of `hypotheses`.
 */
export function rank(
  hypotheses: readonly HypothesisId[],
  clues: readonly Observation[],
  marks: readonly HandMark[],
  about: (hypothesis: HypothesisId) => string | null,
): Ranked[] {
  const added = marks.filter(({ change }) => change === 'added').map((mark) => mark.hypothesis);
  const all = [...new Set([...hypotheses, ...added])];
  const ranked = all.map((hypothesis): Ranked => {
    const reasons = clues
      .filter(({ id }) => weights[id].hypothesis === hypothesis)
      .map(({ reason }) => reason)
      .concat(handReasons(hypothesis, marks));
    return {
      hypothesis,
      name: hypothesisName(hypothesis),
      about: about(hypothesis),
      score: reasons.reduce((sum, { weight }) => sum + weight, 0),
      for: reasons.filter(({ weight }) => weight > 0).sort(byWeight),
      against: reasons.filter(({ weight }) => weight < 0).sort(byWeight),
      ruledOut: ruledOut(hypothesis, marks),
    };
  });
  const last = ({ ruledOut: reason }: Ranked) => (reason === null ? 0 : 1);
  return ranked.sort((a, b) => last(a) - last(b) || b.score - a.score);
}

type RankOutcome = Pick<Diagnosis, 'margin' | 'standing' | 'recommended' | 'causes'>;

/** How the rules of one runbook judge what the points alone do not tell. */
export interface Judgement {
  /** True where both are causes at once, each of its own part. */
  twoCauses(first: HypothesisId, second: HypothesisId): boolean;
  /**
   * True where it cannot be named: a question that could clear it was not answered, or, of a false alarm,
   * some answer contradicts it.
   */
  halfSeen(hypothesis: HypothesisId): boolean;
  /** True where it is seen by itself, so that no other, however near, makes it a tie. */
  certain?(hypothesis: HypothesisId): boolean;
}

function notSeen(margin: number, standing: 'tie' | 'thin'): RankOutcome {
  return { margin, standing, recommended: unseenCause, causes: [] };
}

/** A false alarm is an answer, but not a cause. */
function named(...hypotheses: HypothesisId[]): HypothesisId[] {
  return hypotheses.filter((one) => one !== 'false-alarm' && one !== unseenCause);
}

/** What the ranking allows to say. */
export function judgeRanked(ranked: readonly Ranked[], judgement: Judgement): RankOutcome {
  const [first, second] = ranked.filter(({ ruledOut: reason }) => reason === null);
  if (!first) return notSeen(0, 'thin');
  const margin = first.score - (second?.score ?? 0);
  const { hypothesis } = first;
  const thin = hypothesis === unseenCause || first.score < enough;
  if (thin || judgement.halfSeen(hypothesis)) return notSeen(margin, 'thin');
  if (second && second.score >= enough && judgement.twoCauses(hypothesis, second.hypothesis)) {
    const causes = named(hypothesis, second.hypothesis);
    return { margin, standing: 'two-causes', recommended: hypothesis, causes };
  }
  const near = second !== undefined && margin < clearMargin;
  if (near && judgement.certain?.(hypothesis) !== true) return notSeen(margin, 'tie');
  return { margin, standing: 'clear', recommended: hypothesis, causes: named(hypothesis) };
}
