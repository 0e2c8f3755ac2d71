/*
 * What an evidence draws where a picture says more than its sentence; the views turn it into text. Texts in
 * it come from outside and are clean already.
 */

/** Counts over time, as a sparkline with the moments that matter marked on it. */
export interface Series {
  readonly kind: 'series';
  /** Start of the first value, and the length of each, in milliseconds. Null where nothing is known. */
  readonly from: number;
  readonly step: number;
  readonly values: readonly (number | null)[];
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

/** Shares beside the shares that would be expected, both from 0 to 1; `expected` null where not known. */
export interface Bars {
  readonly kind: 'bars';
  readonly bars: readonly {
    readonly label: string;
    readonly share: number;
    readonly expected: number | null;
    readonly note: string;
    /** It stands out. */
    readonly marked: boolean;
  }[];
}

/** A few rows, the weightiest first, each a sign and its cells. */
export interface Rows {
  readonly kind: 'rows';
  readonly rows: readonly {
    readonly marked: boolean;
    readonly cells: readonly string[];
    /** The command that shows it whole, where it has to be cut. */
    readonly whole?: string;
  }[];
  /** Columns to align right, by index. */
  readonly right: readonly number[];
  /** The column that gives way on a narrow screen. */
  readonly flexible: number;
}

export type Picture = Series | Bars | Rows;
