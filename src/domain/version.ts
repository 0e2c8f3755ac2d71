import SemVer from 'semver/classes/semver.js';

const strict =
  /^v(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const anywhere =
  /(?<![0-9A-Za-z.-])v?(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?![0-9A-Za-z-]|\.\d)/g;

/** What a version looks like, for messages. */
export const versionForm = 'v1.2.3 or v1.2.3-rc.1';

/** True for a version tag, exactly `vX.Y.Z` or `vX.Y.Z-pre.1`: no spaces, no leading zeros, no build part. */
export function isVersion(text: string): boolean {
  return text.length <= 100 && strict.test(text) && parsed(text) !== null;
}

/** The tag form of a version that may lack its `v` (`1.2.3` → `v1.2.3`); undefined when it is none. */
export function versionTag(text: string): string | undefined {
  const tag = text.startsWith('v') ? text : `v${text}`;
  return isVersion(tag) ? tag : undefined;
}

/** Negative when `a` is older than `b`, by semantic versioning. Both must be versions. */
export function compareVersions(a: string, b: string): number {
  return new SemVer(a).compare(b);
}

/** The versions among `names`, newest first. */
export function sortedVersions(names: Iterable<string>): string[] {
  return [...names]
    .filter(isVersion)
    .map((name) => ({ name, value: new SemVer(name) }))
    .sort((a, b) => b.value.compare(a.value))
    .map(({ name }) => name);
}

/** The only version that a title names (`Deploy v1.2.3 to production`); null when none or several are. */
export function versionIn(title: string): string | null {
  const found = new Set([...title.matchAll(anywhere)].map(([text]) => versionTag(text)));
  found.delete(undefined);
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

/**
 * The newest tag, and how many versions lie between what is served and it. Pre-releases count only where
 * one is served, or where there is nothing else. `behind` is null when `served` is no version.
 */
export function distanceToNewest(
  served: string,
  tags: Iterable<string>,
): { readonly newest: string | null; readonly behind: number | null } {
  const all = sortedVersions(tags);
  const stable = all.filter((tag) => !tag.includes('-'));
  const own = versionTag(served);
  const counted = stable.length === 0 || own?.includes('-') ? all : stable;
  const behind =
    own === undefined ? null : counted.filter((tag) => compareVersions(tag, own) > 0).length;
  return { newest: counted[0] ?? null, behind };
}

function parsed(text: string): SemVer | null {
  try {
    return new SemVer(text);
  } catch {
    return null;
  }
}
