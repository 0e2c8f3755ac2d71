import { say, type Text } from '../text/language.ts';

/** Free each month, over all distributions of the AWS account (Amazon CloudFront pricing). */
const freePaths = 1000;
/** Of each path beyond, in US dollars (Amazon CloudFront pricing, 2026-11); a wildcard or a tag counts once. */
const pricePerPath = 0.005;

export interface InvalidationCost {
  /** What counts as a path: a file, a wildcard, a tag. */
  readonly paths: number;
  /** US dollars where none of the month's free paths is used up yet. */
  readonly atLeastUsd: number;
  /** US dollars where they all are. */
  readonly atMostUsd: number;
  readonly line: string;
  /** The line in every language. */
  readonly said: Text;
}

/**
 * What an invalidation of so many paths costs. CloudFront does not tell how many of the month's free
 * paths are left, so that there are two figures.
 */
export function invalidationCost(paths: number): InvalidationCost {
  const atLeastUsd = price(Math.max(0, paths - freePaths));
  const atMostUsd = price(paths);
  const counted = `${paths} ${paths === 1 ? 'path' : 'paths'}`;
  const [least, most] = [money(atLeastUsd), money(atMostUsd)];
  const said = say(
    `USD ${least} to ${most}: ${counted}, an account has 1,000 a month free`,
    `USD ${least}~${most}: 경로 ${paths}개, 계정당 월 1,000개까지 무료`,
  );
  return { paths, atLeastUsd, atMostUsd, line: said.en, said };
}

/** To the tenth of a cent, without the noise of floating point. */
function price(paths: number): number {
  return Math.round(paths * pricePerPath * 1000) / 1000;
}

function money(usd: number): string {
  if (usd === 0) return '0';
  return Math.round(usd * 1000) % 10 === 0 ? usd.toFixed(2) : usd.toFixed(3);
}
