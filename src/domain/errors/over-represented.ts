/*
 * Whether one client has more of the errors than chance and its popularity explain.
 *
 * Method: the log-likelihood ratio (G) of the two-by-two table of errors and visits, of this client and of
 * the others (Dunning, "Accurate methods for the statistics of surprise and coincidence", Computational
 * Linguistics 19, 1993), against chi-squared with one degree of freedom, with Bonferroni's correction for
 * the number of clients that are looked at.
 */

export interface Counted {
  /** People (else events) with errors, of this client and of all. */
  readonly errors: number;
  readonly allErrors: number;
  /** Visits of this client and of all. */
  readonly visits: number;
  readonly allVisits: number;
}

/** Fewer tell nothing, however they are spread. */
const fewest = 10;
/**
 * What stands out must also matter: half as much again as its popularity explains, and at least a sixth of
 * the errors more. Else a fleet of Chrome with a tenth more errors than Safari would always stand out.
 */
const leastLift = 1.5;
const leastExcess = 1 / 6;

/** What nearly everybody uses cannot have half as much again: then the others must have hardly any of theirs. */
const mostOthers = 0.2;

/** `among` is how many clients are compared. */
export function isOverRepresented(counted: Counted, among: number): boolean {
  const { errors, allErrors, visits, allVisits } = counted;
  if (errors < fewest || allVisits <= 0) return false;
  const [share, usual] = [errors / allErrors, visits / allVisits];
  const isLifted = share >= leastLift * usual || 1 - share <= mostOthers * (1 - usual);
  if (!isLifted || share - usual < leastExcess) return false;
  return gOf(counted) > criticalOf(0.01 / Math.max(1, among));
}

/** 2 Σ observed · ln(observed / expected). */
function gOf({ errors, allErrors, visits, allVisits }: Counted): number {
  const total = allErrors + allVisits;
  const client = errors + visits;
  const cells = [
    [errors, (allErrors * client) / total],
    [allErrors - errors, (allErrors * (total - client)) / total],
    [visits, (allVisits * client) / total],
    [allVisits - visits, (allVisits * (total - client)) / total],
  ] as const;
  return (
    2 * cells.reduce((sum, [seen, due]) => sum + (seen > 0 ? seen * Math.log(seen / due) : 0), 0)
  );
}

/**
 * The value that chi-squared with one degree of freedom exceeds with this probability: the square of the
 * normal quantile, by formula 26.2.23 of Abramowitz and Stegun (right to 4.5e-4).
 */
function criticalOf(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(probability / 2));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return (t - top / bottom) ** 2;
}
