/* The published methods that ours is compared with. Each answers the index of the onset, or null. */
import { binarySegmentation, clear, costOf, onsetIn, pelt, pettitt, sumsOf } from './segments.mjs';

const mean = (some) => some.reduce((sum, one) => sum + one, 0) / Math.max(1, some.length);
const median = (some) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;

/** Means and variances of blocks of half an hour. */
function blocksOf(counts, length = 30) {
  const blocks = [];
  for (let from = 0; from + length <= counts.length; from += length) {
    const some = counts.slice(from, from + length);
    const level = mean(some);
    blocks.push({ level, variance: mean(some.map((one) => (one - level) ** 2)) });
  }
  return blocks;
}

/** Size of a negative binomial by the moments of blocks, the median of those that tell. */
function sizeOf(counts) {
  const sizes = blocksOf(counts)
    .filter(({ level, variance }) => level > 0.2 && variance > level)
    .map(({ level, variance }) => level ** 2 / (variance - level));
  return sizes.length < 5 ? Number.POSITIVE_INFINITY : median(sizes);
}

/** The usual level: the median of the blocks of half an hour before the window. */
function usualOf(counts, window) {
  return Math.max(0.05, median(blocksOf(counts.slice(0, window)).map(({ level }) => level)));
}

/** Three standard deviations above the mean of the time before the window, three minutes of five (Shewhart, 1931). */
function shewhart(counts, window) {
  const before = counts.slice(0, window);
  const usual = mean(before);
  const limit = usual + 3 * Math.sqrt(mean(before.map((one) => (one - usual) ** 2)));
  const isOver = (at) => counts.slice(at, at + 5).filter((one) => one > limit).length >= 3;
  for (let at = Math.max(0, window - 90); at + 5 <= counts.length; at += 1) {
    if (counts[at] > limit && isOver(at)) return at;
  }
  return null;
}

/** CUSUM for a rise to three times the usual level of a Poisson process (Page, Biometrika 41, 1954; Lucas 1985). */
function cusum(counts, window, threshold = 10) {
  const usual = usualOf(counts, window);
  let [sum, start, onset] = [0, 0, null];
  counts.forEach((count, at) => {
    const before = sum;
    sum = Math.max(0, sum + count * Math.log(clear) - usual * (clear - 1));
    if (before === 0 && sum > 0) start = at;
    if (sum === 0 && at < window) onset = null;
    if (sum > threshold && onset === null) onset = start;
  });
  return onset;
}

/** Runs whose probability is less are given up. */
const least = 1e-6;

/**
 * Bayesian online change-point detection (Adams and MacKay, arXiv:0710.3742, 2007) of a Poisson process with a gamma
 * prior; the changes are where the likeliest run at the end of the series began, and so on backwards.
 */
function bocpd(counts, window, hazard = 1 / 400) {
  const prior = { shape: 0.5, rate: 0.5 / Math.max(0.1, mean(counts)) };
  let runs = [{ start: 0, weight: 1, ...prior }];
  const likeliest = [];
  for (const [at, count] of counts.entries()) {
    const seen = runs.map((run) => run.weight * predictive(count, run));
    const total = seen.reduce((sum, one) => sum + one, 0) || 1;
    const grown = runs.map((run, i) => ({
      start: run.start,
      weight: (seen[i] * (1 - hazard)) / total,
      shape: run.shape + count,
      rate: run.rate + 1,
    }));
    runs = grown.filter(({ weight }) => weight > least);
    runs.push({ start: at + 1, weight: hazard, ...prior });
    likeliest.push(grown.reduce((best, run) => (run.weight > best.weight ? run : best)).start);
  }
  const cuts = [];
  for (let end = counts.length; end > 0; end = cuts[0]) cuts.unshift(likeliest[end - 1]);
  return onsetIn(counts, cuts, window);
}

/** Probability of a count under a gamma-Poisson mixture. */
function predictive(count, { shape, rate }) {
  return Math.exp(
    logGamma(count + shape) -
      logGamma(shape) -
      logGamma(count + 1) +
      shape * Math.log(rate / (rate + 1)) -
      count * Math.log(rate + 1),
  );
}

function logGamma(value) {
  let [shifted, less] = [value, 0];
  for (; shifted < 8; shifted += 1) less += Math.log(shifted);
  const tail = (1 / 12 - 1 / (360 * shifted ** 2)) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + tail - less;
}

const cut = (how) => (counts, window) => onsetIn(counts, how(counts), window);

export const methods = {
  'three sigma (Shewhart 1931)': shewhart,
  'CUSUM (Page 1954)': cusum,
  'binary segmentation, Poisson (Scott and Knott 1974)': cut((counts) =>
    binarySegmentation(counts.length, costOf(sumsOf(counts))),
  ),
  'rank test, segmented (Pettitt 1979)': cut(pettitt),
  'BOCPD, Poisson (Adams and MacKay 2007)': bocpd,
  'PELT, Poisson (Killick 2012)': cut((counts) => pelt(counts.length, costOf(sumsOf(counts)))),
  'PELT, negative binomial': cut((counts) =>
    pelt(counts.length, costOf(sumsOf(counts), sizeOf(counts))),
  ),
};
