/** Chance that a seed repeats: numbers in [0, 1) by mulberry32. */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Chance {
  /** A Poisson count. */
  count(mean: number): number;
  /** A count of the same mean whose variance is `dispersion` times as large. */
  burst(mean: number, dispersion: number): number;
}

export function chance(seed: number): Chance {
  const next = uniform(seed);
  const count = (mean: number): number => {
    // Knuth's product, in parts: for a large mean e to its minus is nothing.
    let left = mean;
    let product = 1;
    let found = -1;
    while (product > 0) {
      found += 1;
      product *= next() || 1e-12;
      while (product < 1 && left > 0) {
        const part = Math.min(left, 500);
        product *= Math.exp(part);
        left -= part;
      }
      if (product <= 1 && left <= 0) return found;
    }
    return found;
  };
  return {
    count,
    // Poisson many bursts of a geometric size: the variance over the mean is 2 · size - 1.
    burst(mean, dispersion) {
      const size = (dispersion + 1) / 2;
      let total = 0;
      for (let bursts = count(mean / size); bursts > 0; bursts -= 1) {
        total += 1 + Math.floor(Math.log(next() || 1e-12) / Math.log(1 - 1 / size || 1e-12));
      }
      return total;
    },
  };
}
