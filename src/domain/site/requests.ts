/** Requests of the minutes, scaled up where some are not told yet; null where fewer than half are. */
export function requestsOf(requests: readonly (number | null)[]): number | null {
  const told = requests.filter((count) => count !== null);
  if (told.length === 0 || told.length * 2 < requests.length) return null;
  return Math.round((told.reduce((sum, count) => sum + count, 0) * requests.length) / told.length);
}
