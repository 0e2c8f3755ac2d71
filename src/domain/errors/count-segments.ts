/*
 * Cuts a series of counts into stretches of one level each.
 *
 * Method: optimal partitioning (Jackson et al., "An algorithm for optimal partitioning of data on an
 * interval", IEEE Signal Processing Letters 12, 2005) with the pruning of PELT (Killick, Fearnhead and
 * Eckley, "Optimal detection of changepoints with a linear computational cost", JASA 107, 2012); the cost of
 * a stretch is its negative binomial log-likelihood, divided by the dispersion.
 */
import type { CountNoise } from './count-noise.ts';

/** Counts from `start` up to but without `end`, with `level` the mean of each. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly level: number;
}

/** Counts from 0 to i, for every i. */
export function runningSums(counts: readonly number[]): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  counts.forEach((count, index) => {
    sums[index + 1] = (sums[index] ?? 0) + count;
  });
  return sums;
}

/** The cheapest cut of `counts` (not negative); an empty series has no segments. */
export function segmentsOf(counts: readonly number[], noise: CountNoise): Segment[] {
  const sums = runningSums(counts);
  const cuts = cheapestCuts(sums, counts.length, noise);
  return cuts.map((start, index) => {
    const end = cuts[index + 1] ?? counts.length;
    return { start, end, level: (at(sums, end) - at(sums, start)) / (end - start) };
  });
}

/**
 * A cut must improve the log-likelihood by two logarithms of the length: one for the level that it adds
 * and one for the place, which is what the Bayesian information criterion takes for two parameters.
 */
const penalty = (length: number): number => 2 * Math.log(length);

/** Starts of the segments, the first 0. */
function cheapestCuts(
  sums: Float64Array,
  length: number,
  { dispersion, size }: CountNoise,
): number[] {
  const best = new Float64Array(length + 1);
  const costs = new Float64Array(length + 1);
  const starts = new Int32Array(length + 1);
  const from = new Int32Array(length + 1);
  const charge = penalty(length);
  best[0] = -charge;
  let open = 1;
  for (let end = 1; end <= length; end += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < open; index += 1) {
      const start = starts[index] ?? 0;
      const total = at(sums, end) - at(sums, start);
      // Minus the log-likelihood of one level, without what every cut has in common.
      const cost = total === 0 ? 0 : levelCost(total, end - start, size);
      const sum = at(best, start) + cost / dispersion;
      costs[index] = sum;
      if (sum < least) {
        least = sum;
        from[end] = start;
      }
    }
    best[end] = least + charge;
    open = prune(starts, costs, open, least + charge);
    starts[open] = end;
    open += 1;
  }
  const cuts: number[] = [];
  for (let end = length; end > 0; end = from[end] ?? 0) cuts.unshift(from[end] ?? 0);
  return cuts;
}

/** The terms of `countTerms`, without an object for each of the many stretches. */
function levelCost(total: number, span: number, size: number): number {
  const level = total / span;
  if (size === Number.POSITIVE_INFINITY) return total - total * Math.log(level);
  return span * size * Math.log1p(level / size) - total * Math.log(level / (1 + level / size));
}

/** PELT: a start that is already dearer cannot become the best one again. Answers how many stay. */
function prune(starts: Int32Array, costs: Float64Array, open: number, limit: number): number {
  let kept = 0;
  for (let index = 0; index < open; index += 1) {
    if (at(costs, index) > limit) continue;
    starts[kept] = starts[index] ?? 0;
    kept += 1;
  }
  return kept;
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}
