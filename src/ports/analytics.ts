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

/** Google Analytics 4. Its figures of today lag by hours. */
export interface Analytics {
  /**
   * Null where `analytics.property` or GOOGLE_ANALYTICS_TOKEN is not set. Throws TsopsError: `credentials`
   * (the token is rejected, or may not read the property), `unreachable`.
   */
  visits(reach: {
    readonly timeout: number;
    readonly signal: AbortSignal;
  }): Promise<VisitReport | null>;
}
