/*
 * How counts scatter about their level. Errors come in bursts, and the more there are the more they scatter: the
 * variance of a minute is taken to be dispersion · mean + mean² / size, which holds Poisson counts (1, Infinity), bursts
 * of one size (above 1) and the negative binomial (a finite size). Hilbe, "Negative Binomial Regression", 2011.
 */

export interface CountNoise {
  /** Variance over mean where there are few; at least 1. */
  readonly dispersion: number;
  /** Size of the negative binomial; Infinity where the variance does not grow with the square of the mean. */
  readonly size: number;
}

/** What a count multiplies, and what each minute costs, in the log-likelihood of a level. */
export function countTerms(
  level: number,
  size: number,
): { readonly log: number; readonly linear: number } {
  if (!Number.isFinite(size)) return { log: Math.log(level), linear: level };
  return { log: Math.log(level / (1 + level / size)), linear: size * Math.log1p(level / size) };
}

/** Variance over mean at a level. */
export function dispersionAt({ dispersion, size }: CountNoise, level: number): number {
  return dispersion + level / size;
}

const block = 30;

/**
 * Variance over mean, at least 1 (Poisson): the median of blocks of 30 counts, so that neither the daily
 * curve nor the change itself, which few blocks hold, counts as spread. Errors come in bursts (one browser
 * in a loop), and without this every burst would be an onset.
 */
export function dispersionOf(counts: readonly number[]): number {
  const found: number[] = [];
  for (let start = 0; start + block <= counts.length; start += block) {
    const some = counts.slice(start, start + block);
    const mean = some.reduce((sum, count) => sum + count, 0) / block;
    // Blocks of next to nothing tell no spread.
    if (mean * block < 5) continue;
    const squares = some.reduce((sum, count) => sum + (count - mean) ** 2, 0);
    found.push(squares / (block - 1) / mean);
  }
  found.sort((a, b) => a - b);
  return Math.max(1, found[Math.floor(found.length / 2)] ?? 1);
}

/** Blocks that are busy have so many times the usual level, and so many counts a minute at least. */
const busy = { factor: 3, level: 5 } as const;
/** Counts of a block of those few minutes for which trouble may last. */
const shortBlock = 10;
/** Fewer tell no size. */
const fewestBlocks = 2;

interface Block {
  readonly level: number;
  /** Variance over mean, by the differences of neighbours: neither a curve nor a step counts as spread. */
  readonly spread: number;
}

function blocksIn(counts: readonly number[]): Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start + shortBlock <= counts.length; start += shortBlock) {
    const some = counts.slice(start, start + shortBlock);
    const level = some.reduce((sum, count) => sum + count, 0) / shortBlock;
    const squares = some.slice(1).reduce((sum, one, at) => sum + (one - (some[at] ?? 0)) ** 2, 0);
    if (level > 0) blocks.push({ level, spread: squares / (2 * (shortBlock - 1)) / level });
  }
  return blocks;
}

/** The lower one of the middle two: a climb or a step within a block only adds to what it seems to scatter. */
function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

/** The noise of a series: its dispersion where it is quiet, and how much more it scatters where it is busy. */
export function noiseOf(counts: readonly number[]): CountNoise {
  const dispersion = dispersionOf(counts);
  const blocks = blocksIn(counts);
  const usual = lowerMedian(blocks.map(({ level }) => level));
  const least = Math.max(busy.level, busy.factor * usual);
  const some = blocks.filter(({ level }) => level >= least);
  const slopes = some.map(({ level, spread }) => (spread - dispersion) / level);
  const slope = some.length < fewestBlocks ? 0 : lowerMedian(slopes);
  return { dispersion, size: slope > 0 ? 1 / slope : Number.POSITIVE_INFINITY };
}
