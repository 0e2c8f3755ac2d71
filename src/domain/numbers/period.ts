/* How a window is cut into periods, so that a provider's periods fit it exactly. Milliseconds. */
import type { EvidenceWindow } from '../evidence/shape.ts';
import { day, minute } from '../time/units.ts';

export interface FigureGrid {
  readonly window: EvidenceWindow;
  /** As long, right before. */
  readonly before: EvidenceWindow;
  /** Of the course: at most 30 in the window, what a line of text can show. */
  readonly period: number;
  /** By which counts weigh, and a beginning is told; the course's period is a multiple of it. */
  readonly fine: number;
}

const fines = [1, 5, 15, 60, 360, 1440].map((minutes) => minutes * minute);
/** Periods of both windows at most. */
const mostFine = 1_500;
/** Into how many columns a window is cut, the best first. */
const columns = [24, 21, 20, 18, 16, 15, 14, 12, 28, 30];

/** The finest period that is still kept of a time so old. Source: CloudWatch user guide, "Metrics retention". */
function keptPeriod(age: number): number {
  if (age <= 15 * day) return minute;
  return age <= 63 * day ? 5 * minute : 60 * minute;
}

/** A window of about `length` that ends no later than `until`; `now` decides what is kept of it. */
export function gridFor(until: number, length: number, now: number): FigureGrid {
  // Some hours more: length and start are rounded.
  const least = keptPeriod(now - until + 2 * length + 480 * minute);
  const fine = fines.find((each) => each >= least && (2 * length) / each <= mostFine) ?? day;
  const whole = Math.max(1, Math.round(length / fine)) * fine;
  const to = Math.floor(until / least) * least;
  const count = columns.find((each) => whole % (each * fine) === 0);
  const period = count === undefined ? Math.ceil(whole / 24 / fine) * fine : whole / count;
  return {
    window: { from: to - whole, to },
    before: { from: to - 2 * whole, to: to - whole },
    period,
    fine,
  };
}

/** The shortest period that people read which cuts the window into at most 48. Milliseconds. */
export function periodFor(length: number): number {
  const read = [1, 5, 15, 60, 180, 360, 1440].map((minutes) => minutes * minute);
  return read.find((period) => length / period <= 48) ?? day;
}
