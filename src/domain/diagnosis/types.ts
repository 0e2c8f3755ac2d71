/* What a diagnosis is: hypotheses ranked by the evidence for and against them. Types only. */
import type { EvidenceId } from '../evidence/findings.ts';
import type { Text } from '../text/language.ts';
import type { ErrorHypothesis, SiteHypothesis, SpeedHypothesis } from './hypotheses.ts';

/** One of a runbook's own, or one that the engineer added by hand, in words. */
export type HypothesisId = ErrorHypothesis | SpeedHypothesis | SiteHypothesis | (string & {});

/** One piece of evidence for (positive weight) or against (negative) a hypothesis. */
export interface RankingReason {
  /** Null where the engineer said so by hand. */
  readonly evidence: EvidenceId | null;
  /** Points, -100 to 100; the sum is the score. */
  readonly weight: number;
  readonly text: Text;
}

export interface Ranked {
  readonly hypothesis: HypothesisId;
  readonly name: Text;
  /** What it names: a version, a service, a browser, a file; null where nothing. */
  readonly about: string | null;
  readonly score: number;
  readonly for: readonly RankingReason[];
  readonly against: readonly RankingReason[];
  /** Why the engineer ruled it out; null while it stands. */
  readonly ruledOut: string | null;
}

/** What to do about a cause. */
export type Response =
  | { readonly kind: 'rollback'; readonly from: string | null; readonly version: string }
  | { readonly kind: 'fallback'; readonly dependency: string; readonly active: boolean | null }
  | { readonly kind: 'issue'; readonly title: string; readonly body: string }
  | { readonly kind: 'invalidate'; readonly paths: readonly string[] }
  /** Nobody here can repair it alone: whoever is called next, and the vendors' status pages. */
  | { readonly kind: 'escalate' }
  /** A certificate; `host` is the name that it should be for. */
  | { readonly kind: 'renew'; readonly host: string }
  /** Deploy a version once more, that was deployed and is not served. */
  | { readonly kind: 'redeploy'; readonly version: string }
  /** Nothing to repair; look again later. */
  | { readonly kind: 'watch' }
  /** The evidence does not tell: what to look at by hand. */
  | { readonly kind: 'look-further' };

export interface Diagnosis {
  /** The likeliest first; what was ruled out stands last. */
  readonly ranked: readonly Ranked[];
  /** Points between the first and the second. */
  readonly margin: number;
  /** `two-causes`: both are seen, and both are named. */
  readonly standing: 'clear' | 'two-causes' | 'tie' | 'thin';
  /** What to go on with: the first of the ranked, or `cause-not-seen` where it is a tie or thin. */
  readonly recommended: HypothesisId;
  /** The causes that are named: one, two, or none. */
  readonly causes: readonly HypothesisId[];
  readonly response: Response;
  /** Why that response, the weightiest reason first. */
  readonly why: readonly Text[];
  /** Questions that could not be answered, so that nobody takes them for answered. */
  readonly unseen: readonly { readonly evidence: EvidenceId; readonly detail: string }[];
}

/** What the engineer said of hypotheses by hand, in the order in which it was said. */
export interface HandMark {
  readonly hypothesis: HypothesisId;
  readonly change: 'added' | 'supported' | 'ruled-out';
  readonly reason: string;
}
