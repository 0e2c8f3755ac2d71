/*
 * When errors began: which rise of the level, among all that the series holds, is the one that the window is
 * about; whether it is clear enough to be called an onset; and whether it has ended.
 */

import { withoutBursts } from './bursts.ts';
import {
  changeProbability,
  type OnsetPosterior,
  onsetPosterior,
  type Stretch,
} from './onset-posterior.ts';
import { dispersionOf, runningSums, type Segment, segmentsOf } from './poisson-segments.ts';

/** Indices into the counts; levels are counts a minute. */
export interface Rise {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly confidence: number;
  readonly before: number;
  readonly since: number;
  readonly endedAt: number | null;
  readonly gradual: boolean;
}

/**
 * An onset is a rise to three times the level before: MONITORING section 2 calls 200 % more than usual an
 * error spike. What the time of day does to a site in two hours stays well below.
 */
export const clearFactor = 3;
/** What is less sure than this is not called an onset. */
const leastConfidence = 0.9;
/** Minutes that a rise may take, from the first step to the clear factor. */
const longestRise = 120;
/** A step of a rise by degrees is short, and each is clearly higher than the one before. */
const longestStep = 40;
const stepFactor = 1.8;
/** It ended where a tenth of the rise is left. */
const remainder = 0.1;
/** Minutes of a rise that is no longer called sudden. */
const suddenWithin = 5;
/** Minutes before and after that the exact minute is looked for in. */
const lookBack = 120;
const lookOn = 130;

/**
 * The onset of the raised level in `counts` from `window` (an index) on; null where no level there is
 * clearly above what came before it. The counts are one a minute; for the method see the two files that
 * this one imports.
 */
export function riseIn(raw: readonly number[], window: number): Rise | null {
  const dispersion = dispersionOf(raw);
  const counts = withoutBursts(raw);
  const segments = segmentsOf(counts, dispersion);
  const peak = peakFrom(segments, window);
  const first = firstRaised(segments, peak);
  if (first === null) return null;
  const [base, raised] = [segments[first - 1], segments[first]];
  const top = segments[peak];
  if (base === undefined || raised === undefined || top === undefined) return null;
  const reached = highestWithin(segments, first, raised.start + longestRise);
  if (reached < clearFactor * base.level || reached === 0) return null;
  const rise = describe(counts, { segments, dispersion, first, peak, base, top });
  return rise.confidence >= leastConfidence && isSharp(counts, rise) ? rise : null;
}

/**
 * The counts of the hour before and of the best half hour of the two hours after: a curve that climbs all
 * day is cut into long stretches with clear steps between them, but has none here.
 */
function isSharp(counts: readonly number[], { at }: Rise): boolean {
  const sums = runningSums(counts);
  const mean = (from: number, to: number): number =>
    ((sums[to] ?? 0) - (sums[from] ?? 0)) / Math.max(1, to - from);
  const before = mean(Math.max(0, at - 60), at);
  const until = Math.min(counts.length, at + longestRise);
  let best = 0;
  for (let from = at; from < until; from += 5) {
    best = Math.max(best, mean(from, Math.min(until, from + 30)));
  }
  return best >= clearFactor * before;
}

/** The highest segment that reaches into the window. */
function peakFrom(segments: readonly Segment[], window: number): number {
  let peak = -1;
  segments.forEach(({ end, level }, index) => {
    if (end > window && level > (segments[peak]?.level ?? -1)) peak = index;
  });
  return peak;
}

/** The first segment of the rise that leads to the peak; null where the series begins raised. */
function firstRaised(segments: readonly Segment[], peak: number): number | null {
  const level = (index: number): number => segments[index]?.level ?? 0;
  let first = peak;
  while (first > 0 && level(first - 1) * clearFactor > level(peak)) first -= 1;
  if (first <= 0) return null;
  const crossing = segments[first]?.start ?? 0;
  // A rise by degrees has steps of its own below the clear factor.
  for (let step = first - 1; step > 0; step -= 1) {
    const { start, end } = segments[step] ?? { start: 0, end: 0 };
    const short = end - start <= longestStep && crossing - start <= longestRise;
    if (!short || level(step) < stepFactor * level(step - 1)) break;
    first = step;
  }
  return first;
}

function highestWithin(segments: readonly Segment[], first: number, until: number): number {
  const some = segments.slice(first).filter(({ start }) => start < until);
  return Math.max(0, ...some.map(({ level }) => level));
}

interface ChangePoint {
  readonly segments: readonly Segment[];
  readonly dispersion: number;
  readonly first: number;
  readonly peak: number;
  readonly base: Segment;
  readonly top: Segment;
}

function describe(counts: readonly number[], found: ChangePoint): Rise {
  const { segments, dispersion, base, top } = found;
  const sums = runningSums(counts);
  const total = (from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const near = Math.min(
    base.level + remainder * (top.level - base.level),
    // However high the peak was, what is three times as many as before is not over.
    Math.max(clearFactor * base.level, base.level + 1),
  );
  const ended = endOf(segments, found.peak, near);
  const start = Math.max(base.start, base.end - lookBack);
  const end = Math.min(fallOf(segments, found.peak), Math.max(base.end + lookOn, top.start + 10));
  const quiet = base.end - start;
  const stretch = {
    counts: counts.slice(start, end),
    before: (total(start, base.end) + 0.5) / (quiet + 1),
    reached: top.level,
    rests: total(start, base.end),
    dispersion,
    earliest: 0,
    latest: Math.max(1, Math.min(end, Math.max(base.end, top.start) + 10) - start),
  };
  const posterior = patient(stretch, onsetPosterior(stretch));
  const at = start + posterior.at;
  const last = ended ?? counts.length;
  const [hourBefore, hourAfter] = [Math.max(start, at - 60), Math.min(end, at + 60)];
  return {
    at,
    from: start + posterior.from,
    to: start + posterior.to,
    confidence: changeProbability(
      { total: total(hourBefore, at), length: at - hourBefore },
      { total: total(at, hourAfter), length: hourAfter - at },
      dispersion,
    ),
    before: at > start ? total(start, at) / (at - start) : base.level,
    since: total(at, last) / Math.max(1, last - at),
    endedAt: ended,
    gradual: posterior.ramp > suddenWithin,
  };
}

/** No long rise is a straight line for long: what it is off by must not look like certainty. */
function patient(stretch: Stretch, found: OnsetPosterior): OnsetPosterior {
  if (found.ramp <= 2 * suddenWithin) return found;
  return onsetPosterior({ ...stretch, dispersion: 2 * stretch.dispersion });
}

/** Start of the segments at the end that are all back near the level before; null while it lasts. */
function endOf(segments: readonly Segment[], peak: number, near: number): number | null {
  let first = segments.length;
  while (first - 1 > peak && (segments[first - 1]?.level ?? 0) <= near) first -= 1;
  return segments[first]?.start ?? null;
}

/** Where the level first falls below half of the peak again. */
function fallOf(segments: readonly Segment[], peak: number): number {
  const half = (segments[peak]?.level ?? 0) / 2;
  const fallen = segments.slice(peak + 1).find(({ level }) => level < half);
  return fallen?.start ?? segments.at(-1)?.end ?? 0;
}
