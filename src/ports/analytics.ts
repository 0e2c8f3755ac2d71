import type { EvidenceWindow } from '../domain/evidence/shape.ts';
import type { FigureSource } from '../domain/numbers/sources.ts';
import type { LiveTraffic, Usage } from '../domain/numbers/usage.ts';

/** What analytics knows of a property's visits. */
export interface VisitFigures {
  /** Percent of the sessions without an engagement. */
  readonly bounceRate: number;
  readonly sessions: number;
}

export interface VisitReport {
  /** Today so far, in the property's time zone; null where nothing was counted yet. */
  readonly today: VisitFigures | null;
  /** The seven days before. */
  readonly usual: VisitFigures | null;
}

/** Bounds of one answer: milliseconds for the whole of it, and what aborts it. */
export interface AnalyticsReach {
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Who counts the visits, and what visitors do. Every method that asks throws TsopsError: `credentials` (the key is
 * rejected, cannot be read, or may not read this), `config` (what is asked is not there), `unreachable`.
 */
export interface Analytics {
  /** Who tells `usage`, and who tells `live`. */
  readonly sources: { readonly usage: FigureSource; readonly live: FigureSource };
  /** What is read, without secrets: answers are kept under it. */
  readonly account: string;
  /** What must be set before anything can be asked, as people set it; empty where all is. */
  readonly notSet: readonly string[];
  /** Bounce rates against those of a week; null where they are not configured. */
  visits(reach: AnalyticsReach): Promise<VisitReport | null>;
  /** MONITORING section 4.3 of the window, as far as this source has it; only where nothing is `notSet`. */
  usage(window: EvidenceWindow, reach: AnalyticsReach): Promise<Usage>;
  /** What comes in at this moment; only where nothing is `notSet`. */
  live(reach: AnalyticsReach): Promise<LiveTraffic>;
}
