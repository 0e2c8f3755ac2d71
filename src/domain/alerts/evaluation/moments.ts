/** Moments of evaluation in a row: many at once cost far less than one after the other. */
export interface Moments {
  /** Epoch milliseconds of the first one, and between two. */
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** How many moments are evaluated at once at most. */
export const mostMoments = 512;
