/* Which addresses are read before and after an invalidation. */
import { covers, isTag, isWildcard } from './paths.ts';

export interface EdgeTarget {
  readonly url: string;
  /** False where no path invalidated is the address's own, so that reading it proves nothing. */
  readonly covered: boolean;
}

/** Reads before and after; enough to see a pattern, few enough to be quick. */
const sampleSize = 5;
const perWildcard = 2;

/**
 * A sample of at most five: the paths themselves, and the environment's own page for `/*`. For a wildcard
 * below it (`/assets/*`), what that page links to; where it links to nothing there, the page, uncovered.
 */
export function edgeSample(paths: readonly string[], site: string, page: string): EdgeTarget[] {
  const { origin, pathname } = new URL(site);
  const urls = new Set<string>();
  const wildcards = paths.filter(isWildcard);
  if (wildcards.some((wildcard) => covers(wildcard, pathname))) urls.add(`${origin}${pathname}`);
  for (const wildcard of wildcards) {
    for (const path of linked(page, wildcard)) urls.add(`${origin}${path}`);
  }
  for (const path of paths) {
    if (!isTag(path) && !isWildcard(path) && urls.size < sampleSize) urls.add(`${origin}${path}`);
  }
  const targets = [...urls].slice(0, sampleSize).map((url) => ({ url, covered: true }));
  if (targets.length > 0 || paths.length === 0) return targets;
  return [{ url: `${origin}${pathname}`, covered: false }];
}

/** True where the sample needs the page's links: some wildcard does not cover the page itself. */
export function needsLinks(paths: readonly string[], site: string): boolean {
  const { pathname } = new URL(site);
  return paths.some((path) => isWildcard(path) && !covers(path, pathname));
}

function linked(page: string, wildcard: string): string[] {
  const found = new Set<string>();
  for (const [, path = ''] of page.matchAll(/\b(?:src|href)\s*=\s*["'](\/(?!\/)[^"'\s<>#]*)/gi)) {
    if (covers(wildcard, path)) found.add(path);
    if (found.size === perWildcard) break;
  }
  return [...found];
}
