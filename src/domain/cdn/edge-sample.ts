/* Which addresses are read before and after an invalidation. */
import { covers, encodePath, isTag, isWildcard } from './paths.ts';

export interface EdgeTarget {
  readonly url: string;
  /** False where no path invalidated is the address's own, so that reading it proves nothing. */
  readonly covered: boolean;
}

/** Reads before and after; enough to see a pattern, few enough to be quick. */
const sampleSize = 5;
const perWildcard = 2;

export interface EdgeSample {
  readonly targets: readonly EdgeTarget[];
  /** Addresses, and spellings of them, that are cleared and not read. */
  readonly unread: number;
}

type Spellings = Readonly<Record<string, readonly string[]>>;

/** Spellings of one path read at most, beside the paths of the sample. */
const perPath = 3;

/**
 * A sample of at most five: the paths themselves, and the environment's own page for `/*`. For a wildcard
 * below it (`/assets/*`), what that page links to; where it links to nothing there, the page, uncovered.
 * Of a path that people ask for in another spelling than it is sent, those spellings first: each may have a
 * copy of its own.
 */
export function edgeSample(
  paths: readonly string[],
  site: string,
  page: string,
  spellings: Spellings = {},
): EdgeSample {
  const { origin, pathname } = new URL(site);
  const urls = new Set<string>();
  const wildcards = paths.filter(isWildcard);
  if (wildcards.some((wildcard) => covers(wildcard, pathname))) urls.add(`${origin}${pathname}`);
  for (const wildcard of wildcards) {
    for (const path of linked(page, wildcard)) urls.add(`${origin}${path}`);
  }
  const single = paths.filter((path) => !isTag(path) && !isWildcard(path));
  const spelt = single.map((path) => [...(spellings[path] ?? []), path]);
  const kept = [...urls].slice(0, sampleSize);
  const read = spelt.slice(0, Math.max(0, sampleSize - kept.length));
  const asked = read.flatMap((ways) => ways.slice(0, perPath).map((path) => `${origin}${path}`));
  const all = [...new Set([...kept, ...asked])];
  const unread = spelt.flat().length - asked.length;
  const targets = all.map((url) => ({ url, covered: true }));
  if (targets.length > 0 || paths.length === 0) return { targets, unread };
  return { targets: [{ url: `${origin}${pathname}`, covered: false }], unread };
}

/** True where the sample needs the page's links: some wildcard does not cover the page itself. */
export function needsLinks(paths: readonly string[], site: string): boolean {
  const { pathname } = new URL(site);
  return paths.some((path) => isWildcard(path) && !covers(path, pathname));
}

function linked(page: string, wildcard: string): string[] {
  const found = new Set<string>();
  for (const [, path = ''] of page.matchAll(/\b(?:src|href)\s*=\s*["'](\/(?!\/)[^"'\s<>#]*)/gi)) {
    if (covers(wildcard, path) || covers(wildcard, encodePath(path))) found.add(path);
    if (found.size === perWildcard) break;
  }
  return [...found];
}
