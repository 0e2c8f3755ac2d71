/**
 * Minutes without any event after which that is an answer, and no delay: our own figure. Where errors are common, so long a
 * silence is taken for one of the tracker well before; where hardly any are usual, it is what an end looks like.
 */
const longestDelay = 15;

/**
 * How many of the counts (one a minute) the tracker has told in full. Events arrive late, in the order of their time: the
 * newest one, of whatever type, shows how late they are. Its own minute may miss some, and those after it miss all. What
 * is not told in full proves no end. Where nothing at all came for longer than events are late, that is told.
 */
export function toldMinutes(counts: readonly number[]): number {
  const newest = counts.findLastIndex((count) => count > 0);
  return counts.length - 1 - newest < longestDelay ? Math.max(0, newest) : counts.length;
}
