/** One measurement of a series. */
export interface Sample {
  readonly series: number;
  /** Epoch milliseconds of the measurement. */
  readonly t: number;
  /** From when on it can be seen: when it was measured and had arrived. */
  readonly visible: number;
  /** True is 1 and false 0; NaN for a stale marker as well. */
  readonly value: number;
  /** Not a value but the word that none follows. */
  readonly stale: boolean;
}

/** What a series is of. */
export interface SeriesIdentity {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One text for labels that are equal, whatever their order. */
export function labelsKey(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
