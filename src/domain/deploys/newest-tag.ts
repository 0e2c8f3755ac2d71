import {
  compareTags,
  formOf,
  isCalendar,
  isPreRelease,
  isVersionTag,
  sameVersion,
  type TagFormat,
} from './version-tag.ts';

interface Sought {
  readonly format?: TagFormat | null;
  /** What is served or was deployed, most telling first: tells which of several packages is meant. */
  readonly like?: readonly string[];
}

/** True where the tags are of several packages or kinds, so that it matters what is served. */
export function hasSeveralKinds(tags: Iterable<string>, format: TagFormat | null): boolean {
  return kindsOf(tags, format).size > 1;
}

/**
 * The newest tag, and how many versions lie between what is served and it. Pre-releases count only where
 * one is served, or where there is nothing else. `behind` is null when `served` is no version.
 */
export function distanceToNewest(
  served: string,
  tags: Iterable<string>,
  { format = null, like = [] }: Sought = {},
): { readonly newest: string | null; readonly behind: number | null } {
  const kinds = kindsOf(tags, format);
  const all = ofOneKind(kinds, [served, ...like]);
  const stable = all.filter((tag) => !isPreRelease(tag, format));
  const counted = stable.length === 0 || isPreRelease(served, format) ? all : stable;
  const [newest = null] = sortTags(counted, format);
  const comparable =
    newest === null ? kinds.size === 0 : compareTags(newest, served, format) !== null;
  const behind =
    formOf(served) === null || !comparable
      ? null
      : counted.filter((tag) => (compareTags(tag, served, format) ?? 0) > 0).length;
  return { newest, behind };
}

/** Newest first; of two builds of one version the one with the higher build. */
export function sortTags(tags: readonly string[], format: TagFormat | null = null): string[] {
  const build = (tag: string) => formOf(tag)?.build ?? '';
  return tags.toSorted(
    (a, b) =>
      (compareTags(b, a, format) ?? 0) ||
      build(b).localeCompare(build(a), 'en', { numeric: true }) ||
      (a < b ? 1 : -1),
  );
}

/** Tags of versions by package and kind: `web@`, dates, versions. */
function kindsOf(tags: Iterable<string>, format: TagFormat | null): Map<string, string[]> {
  const kinds = new Map<string, string[]>();
  for (const tag of tags) {
    if (!isVersionTag(tag, format)) continue;
    const parts = formOf(tag);
    const rule = parts !== null && isCalendar(parts.numbers) ? 'date' : 'version';
    const kind = format === null ? `${rule} ${parts?.prefix ?? ''}` : '';
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [tag]);
    else known.push(tag);
  }
  return kinds;
}

/** The kind of what is served; else the repository's own versions; else the only kind there is. */
function ofOneKind(kinds: Map<string, string[]>, like: readonly string[]): readonly string[] {
  const all = [...kinds.values()];
  for (const version of like.filter((text) => formOf(text) !== null)) {
    const its = all.filter((tags) => tags.some((tag) => isOfKind(tag, version)));
    if (its.length === 1) return its[0] ?? [];
  }
  return kinds.get('version ') ?? (all.length === 1 ? (all[0] ?? []) : []);
}

function isOfKind(tag: string, version: string): boolean {
  const prefix = formOf(version)?.prefix ?? '';
  return prefix === '' ? sameVersion(tag, version) : formOf(tag)?.prefix === prefix;
}
