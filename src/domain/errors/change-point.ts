/*
 * When errors began: which rise of the level, among all that the series holds, is the one that the window is
 * about; whether it is clear enough to be called an onset; and whether it has ended.
 */

import { withoutBursts } from './bursts.ts';
import { type CountNoise, dispersionAt, noiseOf } from './count-noise.ts';
import { runningSums, type Segment, segmentsOf } from './count-segments.ts';
import { nothingUsual, type UsualLevel } from './earlier-days.ts';
import {
  changeProbability,
  type OnsetPosterior,
  onsetPosterior,
  type Stretch,
} from './onset-posterior.ts';
import { toldMinutes } from './told-minutes.ts';

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
/** What lies so many times above the top is cut down to that. */
const burstAbove = 2;
/** Minutes of a pause that tell the level before. */
const shortestPause = 3;
/** A segment so near to the top has reached it. */
const nearTop = 0.7;
/** Minutes before and after that the exact minute is looked for in. */
const lookBack = 120;
const lookOn = 130;

/**
 * The onset of the raised level in `counts` from `window` (an index) on; null where no level there is
 * clearly above what came before it. It is that of the level of *now*, traced back, however high a burst on its way was;
 * where now is quiet, that of the highest level in the window, which has ended. What the hour brings on earlier days too
 * (`usual`) is no onset, and counts as quiet. The counts are one a minute; for the method see the files that this one
 * imports.
 */
export function riseIn(
  raw: readonly number[],
  window: number,
  usual: UsualLevel = nothingUsual,
): Rise | null {
  const noise = noiseOf(raw);
  const counts = withoutBursts(raw);
  const segments = segmentsOf(counts, noise);
  const series = { counts, told: toldMinutes(raw), segments, noise, usual };
  return riseTo(series, topNow(series)) ?? riseTo(series, topIn(series, window));
}

interface Series {
  readonly counts: readonly number[];
  /** How many of them were told in full. */
  readonly told: number;
  readonly usual: UsualLevel;
  readonly segments: readonly Segment[];
  readonly noise: CountNoise;
}

/** The raised level that an onset leads to. */
interface Top {
  /** Index of a segment that has it. */
  readonly index: number;
  readonly level: number;
}

function riseTo(series: Series, top: Top | null): Rise | null {
  const { counts, segments } = series;
  const first = top === null ? null : firstRaised(series, top);
  if (top === null || first === null) return null;
  const [base, raised] = [segments[first - 1], segments[first]];
  if (base === undefined || raised === undefined) return null;
  // Of a level that is back near the one before, nothing lasts.
  if (top.level < clearFactor * base.level || top.level <= base.level + 1) return null;
  const reached = highestWithin(segments, first, raised.start + longestRise);
  if (reached < clearFactor * base.level || reached === 0) return null;
  const rise = describe(series, { first, base, top });
  return rise.confidence >= leastConfidence && isSharp(counts, rise, base) ? rise : null;
}

/**
 * The counts of the hour before (of the pause before, where trouble came and went) and of the best half hour of the two
 * hours after: a curve that climbs all day is cut into long stretches with clear steps between them, but has none here.
 */
function isSharp(counts: readonly number[], { at }: Rise, base: Segment): boolean {
  const sums = runningSums(counts);
  const mean = (from: number, to: number): number =>
    ((sums[to] ?? 0) - (sums[from] ?? 0)) / Math.max(1, to - from);
  const before = mean(Math.max(0, at - 60, Math.min(base.start, at - shortestPause)), at);
  const until = Math.min(counts.length, at + longestRise);
  let best = 0;
  for (let from = at; from < until; from += 5) {
    best = Math.max(best, mean(from, Math.min(until, from + 30)));
  }
  return best >= clearFactor * before;
}

/** Minutes whose median level is that of now: a burst in them that is shorter than half of them does not move it. */
const nowMinutes = 15;

function topNow({ counts, segments, usual }: Series): Top | null {
  const from = Math.max(0, counts.length - nowMinutes);
  const levels = segments.flatMap(({ start, end, level }) =>
    new Array<number>(Math.max(0, end - Math.max(start, from))).fill(level),
  );
  const level = levels.sort((a, b) => a - b)[Math.floor(levels.length / 2)];
  if (level === undefined || level <= usual(from, counts.length)) return null;
  return { index: segments.length - 1, level };
}

/** The highest segment that reaches into the window. */
function topIn({ segments, usual }: Series, window: number): Top | null {
  const isTop = ({ start, end, level }: Segment): boolean =>
    end > window && level > usual(Math.max(start, window), end);
  const index = segments.reduce(
    (best, segment, at) =>
      isTop(segment) && segment.level > (segments[best]?.level ?? -1) ? at : best,
    -1,
  );
  const level = segments[index]?.level;
  return level === undefined ? null : { index, level };
}

/** The first segment of the rise that leads to the top; null where the series begins raised. */
function firstRaised({ segments, usual }: Series, top: Top): number | null {
  const level = (index: number): number => segments[index]?.level ?? 0;
  let first = top.index;
  if (level(first) * clearFactor <= top.level) return null;
  while (first > 0 && level(first - 1) * clearFactor > top.level) first -= 1;
  if (first <= 0) return null;
  const crossing = segments[first]?.start ?? 0;
  // A rise by degrees has steps of its own below the clear factor; what the hour brings is none of them.
  for (let step = first - 1; step > 0; step -= 1) {
    const { start, end } = segments[step] ?? { start: 0, end: 0 };
    const short = end - start <= longestStep && crossing - start <= longestRise;
    if (!short || level(step) < stepFactor * level(step - 1)) break;
    if (level(step) <= usual(start, end)) break;
    first = step;
  }
  return first;
}

function highestWithin(segments: readonly Segment[], first: number, until: number): number {
  const some = segments.slice(first).filter(({ start }) => start < until);
  return Math.max(0, ...some.map(({ level }) => level));
}

interface ChangePoint {
  readonly first: number;
  readonly base: Segment;
  readonly top: Top;
}

function describe(series: Series, { first, base, top }: ChangePoint): Rise {
  const { counts, noise } = series;
  const sums = runningSums(counts);
  const total = (from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const near = Math.min(
    base.level + remainder * (top.level - base.level),
    // However high the peak was, what is three times as many as before is not over.
    Math.max(clearFactor * base.level, base.level + 1),
  );
  const ended = endOf(series, top.index, near);
  const stretch = stretchOf(series, { first, base, top });
  const start = Math.max(base.start, base.end - lookBack);
  const end = start + stretch.counts.length;
  const posterior = patient(stretch, onsetPosterior(stretch));
  const at = start + posterior.at;
  const last = ended ?? counts.length;
  const [hourBefore, hourAfter] = [Math.max(start, at - 60), Math.min(end, at + 60)];
  const mean = total(hourBefore, hourAfter) / Math.max(1, hourAfter - hourBefore);
  return {
    at,
    from: start + posterior.from,
    to: start + posterior.to,
    confidence: changeProbability(
      { total: total(hourBefore, at), length: at - hourBefore },
      { total: total(at, hourAfter), length: hourAfter - at },
      dispersionAt(noise, mean),
    ),
    before: at > start ? total(start, at) / (at - start) : base.level,
    since: total(at, last) / Math.max(1, last - at),
    endedAt: ended,
    gradual: posterior.ramp > suddenWithin,
  };
}

/** What lies around the change: up to two hours before it, and as long after as the level holds. */
function stretchOf(
  { counts, segments, noise }: Series,
  { first, base, top }: ChangePoint,
): Stretch {
  const sums = runningSums(counts);
  const start = Math.max(base.start, base.end - lookBack);
  const reached = segments.slice(first).find(({ level }) => level >= nearTop * top.level);
  const full = reached?.start ?? base.end;
  const end = Math.min(fallOf(segments, top), Math.max(base.end + lookOn, full + 10));
  const rests = (sums[base.end] ?? 0) - (sums[start] ?? 0);
  // A burst on the way must not look like the end of a long rise.
  const highest = burstAbove * (top.level + 1);
  return {
    counts: counts.slice(start, end).map((count) => Math.min(count, highest)),
    before: (rests + 0.5) / (base.end - start + 1),
    reached: top.level,
    rests,
    noise,
    earliest: 0,
    latest: Math.max(1, Math.min(end, Math.max(base.end, full) + 10) - start),
  };
}

/** No long rise is a straight line for long: what it is off by must not look like certainty. */
function patient(stretch: Stretch, found: OnsetPosterior): OnsetPosterior {
  if (found.ramp <= 2 * suddenWithin) return found;
  const noise = { ...stretch.noise, dispersion: 2 * stretch.noise.dispersion };
  return onsetPosterior({ ...stretch, noise });
}

/**
 * Start of the segments at the end that are all back near the level before, or what the hour brings; null while it lasts,
 * and where nobody has told yet that it does not.
 */
function endOf({ segments, told, usual }: Series, peak: number, near: number): number | null {
  const isBack = ({ start, end, level }: Segment): boolean =>
    level <= Math.max(near, usual(start, end));
  const last = segments.findLastIndex((segment, index) => index <= peak || !isBack(segment));
  const start = segments[last + 1]?.start ?? null;
  return start !== null && start < told ? start : null;
}

/** Where the level first falls below half of the top again. */
function fallOf(segments: readonly Segment[], top: Top): number {
  const fallen = segments.slice(top.index + 1).find(({ level }) => level < top.level / 2);
  return fallen?.start ?? segments.at(-1)?.end ?? 0;
}
