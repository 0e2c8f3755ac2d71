/*
 * A burst of some minutes (one browser in a loop, a job that fails at once) neither makes an onset nor moves
 * the one of a level that lasts.
 *
 * Method: the decision-based median filter (Hampel): a count that stands far above the median of the counts
 * around it is replaced by that median; all others stay as they are.
 */

/** Counts on each side: of seven, three do not make the median, four do. */
const side = 3;
/** How far above the median a count must lie: our own figures, far beyond what a minute scatters by. */
const far = { factor: 3, counts: 10 } as const;

/** The counts, with bursts of at most three of them cut down to the level around them. */
export function withoutBursts(counts: readonly number[]): readonly number[] {
  return counts.map((count, index) => {
    // What goes on at the end of the series may be the first minutes of what lasts.
    const from = Math.min(index - side, counts.length - 2 * side - 1);
    const around = counts.slice(Math.max(0, from), index + side + 1).sort((a, b) => a - b);
    const level = around[Math.floor(around.length / 2)] ?? count;
    return count > far.factor * level + far.counts ? level : count;
  });
}
