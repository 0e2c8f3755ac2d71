import { day, hour, minute } from '../time/units.ts';
import type { EvidenceWindow } from './shape.ts';

/**
 * The time that one diagnosis is about. Pinned once, so that every step reads the same minutes and a
 * diagnosis taken up again after a crash compares like with like.
 */
export interface PinnedTime {
  /** End of the window, epoch milliseconds; a whole minute, the last that has passed. */
  readonly at: number;
  readonly window: EvidenceWindow;
  /** Where the onset is looked for: the 24 hours up to `at`. */
  readonly history: EvidenceWindow;
  /** The window one hour, one day and seven days earlier. */
  readonly baselines: {
    readonly hour: EvidenceWindow;
    readonly day: EvidenceWindow;
    readonly week: EvidenceWindow;
  };
}

/** How far back a diagnosis looks unless told: the half hour before the page. */
const usualSince = 30 * minute;

/** Whole minutes of a window. */
export function minutesIn({ from, to }: EvidenceWindow): number {
  return Math.round((to - from) / minute);
}

/** `at` and `since` in milliseconds; `since` is the length of the window. */
export function pinTime(at: number, since = usualSince): PinnedTime {
  const to = Math.floor(at / minute) * minute;
  const window = { from: to - since, to };
  const earlier = (by: number): EvidenceWindow => ({ from: window.from - by, to: window.to - by });
  return {
    at: to,
    window,
    history: { from: to - Math.max(day, since), to },
    baselines: { hour: earlier(hour), day: earlier(day), week: earlier(7 * day) },
  };
}
