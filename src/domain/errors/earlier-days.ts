/*
 * What an hour brings on other days too: a job of the night, a rush at noon. Neither an onset, nor what keeps trouble of
 * today from being over.
 */

/** So many times what it was on earlier days is no longer what this hour brings. */
const above = 2;
/** Minutes that are compared at least: a count by itself scatters too much. */
const shortest = 5;

/** The level up to which a stretch of the counts (indices, the end left out) is what its hour brings. */
export type UsualLevel = (from: number, to: number) => number;

/** Nothing is known of earlier days. */
export const nothingUsual: UsualLevel = () => 0;

/**
 * Twice the second highest of earlier days in as long a stretch of the same window: the highest does not count, as that
 * day may have had an incident, and a job need not start in the same minute each day. `days` are counts a minute of the
 * window on earlier days; `first` is the index of the window in the counts of today. On the tweet counts of the Numenta
 * Anomaly Benchmark twice the second highest takes five of six false onsets away.
 */
export function usualLevel(days: readonly (readonly number[])[], first: number): UsualLevel {
  return (from, to) => {
    const within = (counts: readonly number[]) =>
      Math.min(to - first, counts.length) - Math.max(0, from - first);
    const known = days.filter((counts) => within(counts) > 0);
    const levels = known.map((counts) => highestMean(counts, Math.max(shortest, within(counts))));
    const [, second] = levels.sort((a, b) => b - a);
    return second === undefined ? 0 : above * second;
  };
}

function highestMean(counts: readonly number[], wanted: number): number {
  const length = Math.min(wanted, counts.length);
  let sum = counts.slice(0, length).reduce((total, count) => total + count, 0);
  let best = sum;
  for (let end = length; end < counts.length; end += 1) {
    sum += (counts[end] ?? 0) - (counts[end - length] ?? 0);
    best = Math.max(best, sum);
  }
  return best / length;
}
