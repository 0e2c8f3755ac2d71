/* The value of a longer time out of those of its periods. */

export interface PeriodValue {
  readonly t: number;
  readonly value: number;
}

/** Null of none. */
export function sumOf(points: readonly PeriodValue[]): number | null {
  return points.length === 0 ? null : points.reduce((total, { value }) => total + value, 0);
}

/**
 * A rate or ratio, each period counted by its requests: a quiet night does not weigh as a busy noon. Null where no
 * request came, and where none of the periods has a rate.
 */
export function weightedMean(
  points: readonly PeriodValue[],
  requests: ReadonlyMap<number, number>,
): number | null {
  let [total, weight] = [0, 0];
  for (const { t, value } of points) {
    const counted = requests.get(t) ?? 0;
    total += value * counted;
    weight += counted;
  }
  return weight === 0 ? null : total / weight;
}
