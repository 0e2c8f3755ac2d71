/** Free each month, over all distributions of the AWS account (Amazon CloudFront pricing). */
const freePaths = 1000;
/** Of each path beyond, in US dollars (Amazon CloudFront pricing, 2026-11); wildcards count once. */
const pricePerPath = 0.005;

export interface InvalidationCost {
  /** What counts as a path: a file, a wildcard, a tag. */
  readonly paths: number;
  /** US dollars where the month's free paths are already used up. */
  readonly atMostUsd: number;
  readonly line: string;
}

/**
 * What an invalidation of so many paths costs. How many of the month's free paths are left is not
 * something CloudFront tells, so that the figure is the most it can be.
 */
export function invalidationCost(paths: number): InvalidationCost {
  const atMostUsd = Math.round(paths * pricePerPath * 1000) / 1000;
  const counted = `${paths} ${paths === 1 ? 'path' : 'paths'}`;
  const line = `${counted}: free within the account's first 1,000 a month, else USD ${money(atMostUsd)}`;
  return { paths, atMostUsd, line: paths > freePaths ? beyond(counted, paths, atMostUsd) : line };
}

function beyond(counted: string, paths: number, atMostUsd: number): string {
  const atLeast = Math.round((paths - freePaths) * pricePerPath * 1000) / 1000;
  return `${counted}: USD ${money(atLeast)} to ${money(atMostUsd)} (the account's first 1,000 a month are free)`;
}

function money(usd: number): string {
  return Number.isInteger(usd * 100) ? usd.toFixed(2) : usd.toFixed(3);
}
