/*
 * What a source could tell of a metric's past: how far back, how finely, and the samples. Times are epoch
 * milliseconds.
 */

import { minute } from '../../time/units.ts';

/** A stretch of time in which there can be a value every `step` milliseconds. */
export interface HistoryPart {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

export interface KeptSample {
  readonly t: number;
  /** From when on it could have been seen, which is `t` at the earliest. */
  readonly visible: number;
  readonly value: number;
}

export interface KeptSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly KeptSample[];
}

export interface MetricHistory {
  /** Oldest first, one after the other; empty where nothing is known. */
  readonly parts: readonly HistoryPart[];
  readonly series: readonly KeptSeries[];
  /** Why it is less than was asked for; empty where it is not. */
  readonly lack: string;
}

/**
 * A count of a longer step as counts of its minutes, so that each means what it means live; all of them can
 * be seen only when the step is over.
 */
export function countByMinute(from: number, step: number, count: number): KeptSample[] {
  const minutes = Math.max(1, Math.round(step / minute));
  return Array.from({ length: minutes }, (_, index) => ({
    t: from + (index + 1) * minute,
    visible: from + step,
    value: count / minutes,
  }));
}

/** From when on all of several histories are known; undefined where one of them never is. */
export function knownFrom(histories: readonly MetricHistory[]): number | undefined {
  const starts = histories.map(({ parts }) => parts[0]?.from);
  return starts.includes(undefined) ? undefined : Math.max(...(starts as number[]));
}

/** Stretches in which both are known, each with the longer of their steps. */
export function commonParts(
  some: readonly HistoryPart[],
  others: readonly HistoryPart[],
): HistoryPart[] {
  return some
    .flatMap((one) =>
      others.map((other) => ({
        from: Math.max(one.from, other.from),
        to: Math.min(one.to, other.to),
        step: Math.max(one.step, other.step),
      })),
    )
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

/** Neighbours of the same step made one; oldest first. */
export function joinedParts(parts: readonly HistoryPart[]): HistoryPart[] {
  const joined: HistoryPart[] = [];
  for (const part of parts.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && last.step === part.step && last.to >= part.from) {
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, part.to) };
    } else joined.push(part);
  }
  return joined;
}
