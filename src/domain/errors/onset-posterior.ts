/*
 * How sure it is that the level changed, and when.
 *
 * Method: the Bayesian change-point of a Poisson process (Raftery and Akman, "Bayesian analysis of a Poisson
 * process with a change-point", Biometrika 73, 1986), in minutes. As errors may also rise by degrees, the
 * change may take a while: the rate is `before` up to the onset, then a straight line up to the raised
 * level. Counts that spread more than Poisson's are weighed down by their dispersion (quasi-likelihood), and
 * are negative binomial where they spread the more the higher the level.
 */
import { type CountNoise, countTerms } from './count-noise.ts';
import { runningSums } from './count-segments.ts';

export interface OnsetPosterior {
  /** Index of the count at which the rise began: the median, and the ends of the central 95 %. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Counts that the rise took (median); 0 where it came at once. */
  readonly ramp: number;
}

/** Minutes that a rise may take; half of the prior is on none. */
const ramps = [0, 2, 3, 5, 8, 12, 18, 25, 35, 45, 60, 75, 90, 120];
/** The level reached, as multiples of what was seen: a rise that goes on has not reached it yet. */
const heights = [0.8, 0.9, 1, 1.1, 1.25, 1.6, 2.2];

export interface Stretch {
  readonly counts: readonly number[];
  /** Counts a minute before, and the highest level reached. */
  readonly before: number;
  readonly reached: number;
  /** Counts that `before` rests on; few leave room for another level. */
  readonly rests: number;
  readonly noise: CountNoise;
  /** Indices among which the onset is looked for, the last excluded. */
  readonly earliest: number;
  readonly latest: number;
}

/** The posterior of the onset within a stretch that begins quiet and ends raised. */
export function onsetPosterior(stretch: Stretch): OnsetPosterior {
  const { earliest, latest } = stretch;
  const byStart = new Float64Array(latest - earliest);
  const byRamp = new Float64Array(ramps.length);
  const series = { counts: Float64Array.from(stretch.counts), sums: runningSums(stretch.counts) };
  const models = modelsOf(stretch);
  const weights = models.map((model) =>
    byStart.map(
      (_, start) =>
        model.prior + likelihood(series, earliest + start, model) / stretch.noise.dispersion,
    ),
  );
  const top = weights.reduce(
    (most, some) => some.reduce((high, weight) => Math.max(high, weight), most),
    Number.NEGATIVE_INFINITY,
  );
  for (const [index, { ramp }] of models.entries()) {
    for (const [start, weight] of weights[index]?.entries() ?? []) {
      const share = Math.exp(weight - top);
      byStart[start] = (byStart[start] ?? 0) + share;
      byRamp[ramp] = (byRamp[ramp] ?? 0) + share;
    }
  }
  const place = (share: number): number => earliest + quantile(byStart, share);
  return {
    at: place(0.5),
    from: place(0.025),
    to: place(0.975),
    ramp: ramps[quantile(byRamp, 0.5)] ?? 0,
  };
}

interface Model {
  /** Index into the ramps. */
  readonly ramp: number;
  readonly before: Terms;
  readonly reached: Terms;
  /** Those of the rate in each minute of the rise. */
  readonly logs: Float64Array;
  readonly linears: Float64Array;
  readonly prior: number;
}

type Terms = ReturnType<typeof countTerms>;

function modelsOf(stretch: Stretch): Model[] {
  const models: Model[] = [];
  const shifts = shiftsOf(stretch);
  const terms = (rate: number): Terms => countTerms(rate, stretch.noise.size);
  for (const [ramp, length] of ramps.entries()) {
    for (const height of heights) {
      const reached = stretch.reached * height;
      for (const shift of shifts) {
        const before = Math.max(1e-4, stretch.before * Math.exp(shift));
        if (before >= reached) continue;
        const rise = Array.from({ length }, (_, minute) =>
          terms(before + ((reached - before) * (minute + 0.5)) / length),
        );
        const prior = length === 0 ? Math.log(0.5) : Math.log(0.5 / (ramps.length - 1));
        const logs = Float64Array.from(rise, ({ log }) => log);
        const linears = Float64Array.from(rise, ({ linear }) => linear);
        const ends = { before: terms(before), reached: terms(reached) };
        models.push({ ramp, ...ends, logs, linears, prior });
      }
    }
  }
  return models;
}

/** How far the level before may lie from what was seen, as logarithms; it matters where little was seen. */
function shiftsOf({ rests, noise: { dispersion } }: Stretch): readonly number[] {
  const seen = rests / dispersion;
  if (seen > 50) return [0];
  const unsure = Math.min(1, 1.2 / Math.sqrt(seen + 0.5));
  return [-unsure, 0, unsure];
}

interface Series {
  readonly counts: Float64Array;
  /** Counts from 0 to i, for every i. */
  readonly sums: Float64Array;
}

function likelihood({ counts, sums }: Series, start: number, model: Model): number {
  const { before, reached, logs, linears } = model;
  const sum = (index: number): number => sums[index] ?? 0;
  const top = Math.min(counts.length, start + logs.length);
  let total = sum(start) * before.log - start * before.linear;
  for (let at = start; at < top; at += 1) {
    total += (counts[at] ?? 0) * (logs[at - start] ?? 0) - (linears[at - start] ?? 0);
  }
  const raised = sum(counts.length) - sum(top);
  return total + raised * reached.log - (counts.length - top) * reached.linear;
}

function quantile(weights: Float64Array, share: number): number {
  const wanted = weights.reduce((sum, weight) => sum + weight, 0) * share;
  let seen = 0;
  for (const [index, weight] of weights.entries()) {
    seen += weight;
    if (seen >= wanted) return index;
  }
  return weights.length - 1;
}

/**
 * Probability that two stretches have levels of their own rather than one (both equally likely at first):
 * the Bayes factor of Raftery and Akman for a change at a place that is known to within both lengths.
 */
export function changeProbability(
  first: { readonly total: number; readonly length: number },
  second: { readonly total: number; readonly length: number },
  dispersion: number,
): number {
  const length = first.length + second.length;
  const mean = (first.total + second.total) / length;
  if (mean === 0) return 0;
  // A prior worth one count, at the common mean.
  const marginal = (total: number, span: number): number => {
    const [shape, rate] = [1 + total / dispersion, 1 / mean + span / dispersion];
    return logGamma(shape) - shape * Math.log(rate) + Math.log(1 / mean);
  };
  const two = marginal(first.total, first.length) + marginal(second.total, second.length);
  const one = marginal(first.total + second.total, length);
  return 1 / (1 + Math.exp(one - two + Math.log(length)));
}

/** Stirling's series with its first three terms, shifted to 8 and more: right to ten digits. */
function logGamma(value: number): number {
  let shifted = value;
  let less = 0;
  for (; shifted < 8; shifted += 1) less += Math.log(shifted);
  const square = shifted * shifted;
  const tail = (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + tail - less;
}
