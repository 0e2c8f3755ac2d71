/** How a record's name begins: the second in which it was started, `20261123T031500Z`. */
export const recordStart = (at: number): string =>
  new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

/** Whether a record was started then (epoch milliseconds) or later, by its name; one that tells no time may have been. */
export function isStartedSince(id: string, since: number): boolean {
  return !/^\d{8}T/.test(id) || id >= recordStart(since);
}
