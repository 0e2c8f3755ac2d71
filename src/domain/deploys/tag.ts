/*
 * Tags of versions in their common forms: `v1.2.3`, `1.2.3`, `2024.11.03`, `release-42`, `web@1.2.3`, `web/v1.2.3`,
 * `v1.2.3+build.9`. A form is never taken apart to make another tag of it: a tag is used as it is written.
 */
import { sameVersion } from './build-info.ts';
import { compareVersions, isVersion, versionIn } from './version.ts';

const form =
  /^(?<prefix>(?:@?[A-Za-z][\w.-]*?(?:\/[A-Za-z][\w.-]*?)?[@/-])?)v?(?<numbers>\d{1,9}(?:[.-]\d{1,9})*)(?<rest>(?:[-+][0-9A-Za-z.+-]*)?)$/;

interface TagParts {
  readonly prefix: string;
  readonly numbers: readonly number[];
  readonly pre: string;
}

function partsOf(text: string): TagParts | null {
  const groups = text.length > 100 ? undefined : form.exec(text)?.groups;
  if (groups === undefined) return null;
  const { prefix = '', numbers = '', rest = '' } = groups;
  return { prefix, numbers: numbers.split(/[.-]/).map(Number), pre: rest.split('+')[0] ?? '' };
}

/** True for what may be a tag of a version: with a prefix or three numbers, so that no mere number is one. */
export function isTagOfVersion(text: string): boolean {
  if (isVersion(text)) return true;
  const parts = partsOf(text);
  return parts !== null && (parts.prefix !== '' || parts.numbers.length >= 3);
}

/** Negative when `a` is older; null where the two are of different forms and cannot be compared. */
export function compareTags(a: string, b: string): number | null {
  if (isVersion(a) && isVersion(b)) return compareVersions(a, b);
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === null || right === null) return null;
  if (left.prefix !== right.prefix && left.prefix !== '' && right.prefix !== '') return null;
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at += 1) {
    const distance = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (distance !== 0) return distance;
  }
  // A pre-release comes before its release; what is built again is no newer.
  if (left.pre === '' || right.pre === '') return right.pre.length - left.pre.length;
  return left.pre.localeCompare(right.pre, 'en', { numeric: true });
}

/** True where what a site says of itself names the tag: as it is, without its `v`, or without its prefix. */
export function namesTag(served: string, tag: string): boolean {
  if (sameVersion(served, tag)) return true;
  const [own, other] = [partsOf(served), partsOf(tag)];
  if (own === null || other === null || (own.prefix === '') === (other.prefix === '')) return false;
  const bare = (text: string, { prefix }: TagParts) => text.slice(prefix.length);
  return sameVersion(bare(served, own), bare(tag, other));
}

/** The words of a title, whole: what stands between blanks, quotes and brackets. */
function wordsOf(title: string): string[] {
  return title.split(/[\s"'“”‘’()[\]{}<>,;→]+/).map((word) => word.replace(/[.:!?]+$/, ''));
}

/** True where the title has the tag as a whole word. */
export function titleNamesTag(title: string, tag: string): boolean {
  return wordsOf(title).includes(tag) || versionIn(title) === tag;
}

/** The version of a title: the only tag in it where the tags are known, else the only one that looks like one. */
export function tagIn(title: string, tags: ReadonlySet<string> | null): string | null {
  const words = [...new Set(wordsOf(title))];
  const known = tags === null ? [] : words.filter((word) => tags.has(word) && isTagOfVersion(word));
  if (known.length > 0) return known.length === 1 ? (known[0] ?? null) : null;
  const strict = versionIn(title);
  if (strict !== null) return strict;
  const alike = words.filter(
    (word) => isTagOfVersion(word) && /\d[.]\d|\d\d-\d\d|@\d|\+/.test(word),
  );
  return alike.length === 1 ? (alike[0] ?? null) : null;
}
