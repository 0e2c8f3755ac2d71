import type {
  ErrorHypothesis,
  SiteHypothesis,
  SpeedHypothesis,
} from '../../diagnosis/hypotheses.ts';
import type { Wording } from '../wording.ts';

/** What one observation counts for or against one hypothesis. */
export interface QuestionWeight {
  readonly hypothesis: ErrorHypothesis | SpeedHypothesis | SiteHypothesis;
  /** Points; where `scaled`, those of a share of 100 %. */
  readonly points: number;
  readonly scaled?: true;
  /** When it counts. docs/diagnosis.md shows it. */
  readonly counts: string;
}

/** The panels of a dashboard (MONITORING section 7). */
export type PanelId =
  | 'uptime'
  | 'error-rate'
  | 'latency'
  | 'traffic'
  | 'web-vitals'
  | 'recent-errors'
  | 'deployments';

/** All that is known of a question but who answers it: that is its collector, in `evidence/catalog.ts`. */
export interface QuestionRow<Value> {
  /** Which runbook's diagnosis puts it; `site`: every one, first; `numbers`: none, as it tells how things stand. */
  readonly about: 'errors' | 'speed' | 'site' | 'numbers';
  readonly wording: Wording<Value>;
  /**
   * The hypotheses that it can clear. Where it was not answered they are not named: a source that is dead
   * must not make anyone guilty.
   */
  readonly clears: readonly (ErrorHypothesis | SpeedHypothesis | SiteHypothesis)[];
  /** What its answers count, by a name that is unique in the table; null where it speaks for nothing. */
  readonly weights: Readonly<Record<string, QuestionWeight>> | null;
  /** The panel that its answer can fill. */
  readonly panel: PanelId | null;
}
