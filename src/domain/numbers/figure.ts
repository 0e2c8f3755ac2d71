/*
 * One number of the service, as every command, report and panel shows it: never without its source, its window and
 * when it was read. Plain data.
 */
import type { Lack } from '../evidence/lacks.ts';
import type { Problem } from '../evidence/result.ts';
import type { EvidenceWindow } from '../evidence/shape.ts';
import type { Verdict } from '../evidence/verdict.ts';
import type { FigureSource } from './sources.ts';
import type { FigureId } from './titles/table.ts';

/** `percent` is 0 to 100; `score` is 0 to 100 as Lighthouse shows it; `shift` is CLS, without a unit. */
export type FigureUnit =
  | 'count'
  | 'per-hour'
  | 'bytes'
  | 'percent'
  | 'milliseconds'
  | 'seconds'
  | 'score'
  | 'shift';

/** What a value is held against; `warn` is where it begins to be worth a look, before it is bad. */
export interface FigureTarget {
  readonly is: 'below' | 'at-most' | 'above' | 'at-least';
  readonly value: number;
  /** Beyond it the verdict is bad, between the two it warns; left out where there is no middle. */
  readonly bad?: number;
}

/** One period, by its start (epoch milliseconds); null where the source has nothing of it. */
export interface FigurePoint {
  readonly t: number;
  readonly value: number | null;
}

/** A stretch of the window beyond the limit: the one that lasts, else the last one. Epoch milliseconds. */
export interface FigureBreach {
  readonly from: number;
  /** Null where it lasts. */
  readonly to: number | null;
  /** The period that was farthest beyond. */
  readonly worst: number;
  /** The newest period. */
  readonly now: number;
}

export interface Figure {
  readonly id: FigureId;
  /** What of it, where there are several: a browser, a theme, a device. Clean text from outside. */
  readonly part?: string;
  /** Of the value; of the newest period too, where that is beyond the limit. */
  readonly verdict: Verdict;
  /**
   * Null where there is none. Beside a `problem` it is an older one, of `readAt`: the source could not be asked now, and
   * the verdict is `unknown`.
   */
  readonly value: number | null;
  readonly unit: FigureUnit;
  readonly target: FigureTarget | null;
  /** The same of the window as long right before; null where that is not known. */
  readonly before: number | null;
  /** Over the window, oldest first; empty where the source tells no course. */
  readonly series: readonly FigurePoint[];
  readonly beyond?: FigureBreach;
  readonly source: FigureSource;
  readonly window: EvidenceWindow | null;
  /** When the source was read; earlier than the answer where an answer was kept. Epoch milliseconds. */
  readonly readAt: number;
  /** What a reader must know of it: sampling, a threshold, a lag. */
  readonly remarks: readonly Lack[];
  /** Why there is no value. */
  readonly lack?: Lack;
  readonly problem?: Problem;
}

/** A moment that may explain a step: a deploy that went live. */
export interface FigureMark {
  readonly at: number;
  readonly version: string;
}

/** Figures that answer one question, with the deploys of their window. */
export interface FigureSet {
  readonly figures: readonly Figure[];
  readonly marks: readonly FigureMark[];
}

/** `ok` within the target, and where there is none. NaN and infinity are no figures: `no-data`. */
export function figureVerdict(value: number | null, target: FigureTarget | null): Verdict {
  if (value === null || !Number.isFinite(value)) return 'no-data';
  if (target === null || meetsTarget(value, target)) return 'ok';
  const { is, bad } = target;
  if (bad === undefined) return 'bad';
  const beyond = is === 'below' || is === 'at-most' ? value > bad : value < bad;
  return beyond ? 'bad' : 'warn';
}

export function meetsTarget(value: number, { is, value: limit }: FigureTarget): boolean {
  switch (is) {
    case 'below':
      return value < limit;
    case 'at-most':
      return value <= limit;
    case 'above':
      return value > limit;
    case 'at-least':
      return value >= limit;
  }
}
