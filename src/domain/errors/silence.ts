import { poissonAtMost } from './recovery.ts';

/** Chances below which no event at all, or far fewer than usual, are taken for a source that fell silent. */
const chance = { none: 0.1, few: 0.001 } as const;
/** Counts before a silence that tell what is usual, where no onset does. */
const before = 180;

/**
 * Index since which events are missing of *all* types, those of every day included; null where they are
 * not. An end of errors leaves the everyday ones; what leaves none is the tracker: it is late, out of its
 * quota, or not reached. `usual` is the mean of a count before the trouble, null where there was none;
 * `ended` the index at which the errors seem to end. Judged by the exact Poisson probability.
 */
export function silentSince(
  counts: readonly number[],
  usual: number | null,
  ended: number | null,
): number | null {
  const start = counts.findLastIndex((count) => count > 0) + 1;
  if (isTooFew(counts.slice(start), usual ?? levelBefore(counts, start), chance.none)) return start;
  if (ended === null || usual === null) return null;
  return isTooFew(counts.slice(ended), usual, chance.few) ? ended : null;
}

/** No counts at all are never too few: nothing was due. */
function isTooFew(counts: readonly number[], usual: number, limit: number): boolean {
  return poissonAtMost(total(counts), usual * counts.length) < limit;
}

function levelBefore(counts: readonly number[], start: number): number {
  const some = counts.slice(Math.max(0, start - before), start);
  return total(some) / Math.max(1, some.length);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
