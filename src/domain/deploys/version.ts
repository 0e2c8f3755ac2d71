const strict =
  /^v(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?$/;
const anywhere =
  /(?<![0-9A-Za-z.-])v?(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?![0-9A-Za-z+-]|\.\d)/g;

/** What a version looks like, for messages. */
export const versionForm = 'v1.2.3 or v1.2.3-rc.1';

/** True for a version tag, exactly `vX.Y.Z` or `vX.Y.Z-pre.1`: no spaces, no leading zeros, no build part. */
export function isVersion(text: string): boolean {
  return text.length <= 100 && strict.test(text);
}

/** The tag form of a version that may lack its `v` (`1.2.3` → `v1.2.3`); undefined when it is none. */
export function versionTag(text: string): string | undefined {
  const tag = text.startsWith('v') ? text : `v${text}`;
  return isVersion(tag) ? tag : undefined;
}

/**
 * Negative when `a` is older than `b`, by section 11 of Semantic Versioning 2.0.0. Both must be versions.
 * By hand: the semver package takes longer to load than all else that `tsops version` computes.
 */
export function compareVersions(a: string, b: string): number {
  const [coreA, preA] = parts(a);
  const [coreB, preB] = parts(b);
  const core = firstDifference(coreA, coreB);
  if (core !== 0) return core;
  // What has a pre-release comes before the release itself.
  if (preA.length === 0 || preB.length === 0) return preB.length - preA.length;
  return firstDifference(preA, preB) || preA.length - preB.length;
}

function parts(version: string): readonly [core: string[], preRelease: string[]] {
  const dash = version.indexOf('-');
  const core = version.slice(1, dash === -1 ? undefined : dash).split('.');
  return [core, dash === -1 ? [] : version.slice(dash + 1).split('.')];
}

/** The order of the first identifiers that differ, as far as both lists go; 0 where none does. */
function firstDifference(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((identifier, index) => index < b.length && identifier !== b[index]);
  return at === -1 ? 0 : order(a[at] ?? '', b[at] ?? '');
}

/** Numbers by their value and before words; words by their ASCII order. */
function order(a: string, b: string): number {
  const [numberA, numberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (numberA && numberB) return a.length - b.length || (a < b ? -1 : 1);
  if (numberA !== numberB) return numberA ? -1 : 1;
  return a < b ? -1 : 1;
}

/** The versions among `names`, newest first. */
export function sortedVersions(names: Iterable<string>): string[] {
  return [...names].filter(isVersion).sort((a, b) => compareVersions(b, a));
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
