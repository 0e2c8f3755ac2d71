/** What a reader may conclude. `unknown`: we could not ask. `no-data`: we asked, there was nothing. */
export const verdicts = ['ok', 'warn', 'no-data', 'unknown', 'bad'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * The verdict of a whole, from the verdicts of its parts. One `bad` part makes the whole bad; else one
 * part that could not be told makes it `unknown` or `no-data`: neither is ever counted as ok.
 * An empty list is `no-data`.
 */
export function worst(parts: Iterable<Verdict>): Verdict {
  let rank = -1;
  for (const part of parts) rank = Math.max(rank, verdicts.indexOf(part));
  return verdicts[rank] ?? 'no-data';
}
