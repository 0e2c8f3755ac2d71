import type { Deploy } from './history.ts';

/** Epoch milliseconds; one that still runs has not ended, and one that never told when ended at once. */
export function deployEnd({ endedAt, at, conclusion }: Deploy): number {
  return endedAt ?? (conclusion === null ? Number.POSITIVE_INFINITY : at);
}
