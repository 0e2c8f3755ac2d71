/* What several runs of one page measured together, and under which conditions. Plain data. */

/** Shares of 100, as the report shows them. */
export const labScores = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type LabScore = (typeof labScores)[number];

/** Milliseconds; CLS without a unit. */
export const labTimings = ['fcp', 'lcp', 'cls', 'tbt', 'ttfb'] as const;
export type LabTiming = (typeof labTimings)[number];

export type LabMetric = LabScore | LabTiming;

/** What was not measured is left out. */
export type LabValues = Readonly<Partial<Record<LabMetric, number>>>;

/** What must be equal for two figures to be comparable. */
export interface LabConditions {
  /** Version of the program that measured. */
  readonly program: string;
  /** `mobile`, `desktop`. */
  readonly formFactor: string;
  /** `simulate`, `devtools`, `provided`. */
  readonly throttling: string;
  /** `412x823@1.75 mobile`; `off` where the window was as it was. */
  readonly screen: string;
  /** Major version of the browser; null where it did not tell. */
  readonly browser: number | null;
  /** How fast the machine was (Lighthouse's own measure, about 1000 to 2000 on a good one); null where not told. */
  readonly benchmarkIndex: number | null;
}

/** A file that the page loaded: its name without the hash of its content, and the bytes that came over the wire. */
export interface LabFile {
  readonly name: string;
  readonly bytes: number;
}

/** What one run found. */
export interface LabReport {
  readonly values: LabValues;
  readonly conditions: LabConditions;
  /** The heaviest first. */
  readonly files: readonly LabFile[];
  /** What the program itself says that may have spoilt the run. Clean text. */
  readonly warnings: readonly string[];
  /** Milliseconds until the page could be used; one of the two by which the middle run is chosen. */
  readonly interactive: number | null;
}

/** One set of runs, none of which failed. */
export interface LabSet {
  readonly url: string;
  /** When its last run ended. Epoch milliseconds. */
  readonly at: number;
  /** The version that the site served meanwhile; null where it did not tell, or changed between the runs. */
  readonly served: string | null;
  readonly runs: number;
  /** The median of each. */
  readonly values: LabValues;
  readonly conditions: LabConditions;
  /** Of the middle run. */
  readonly files: readonly LabFile[];
}
