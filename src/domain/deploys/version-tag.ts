/*
 * Tags of versions, in every common form: `v1.2.3`, `1.2.3`, `1.2`, `2024.11.03`, `release-42`, `web@1.2.3`,
 * `web/v1.2.3`, `v1.2.3+build.9`. A form is recognised, or set by `github.tagFormat`; each is ordered by its own rule.
 */

/** What `github.tagFormat` says: what stands before the version, and by which rule versions are ordered. */
export interface TagFormat {
  readonly prefix: string;
  readonly rule: 'version' | 'date' | 'number';
}

interface TagForm {
  /** `web@`, `release-`; empty without one. */
  readonly prefix: string;
  readonly v: string;
  /** All after prefix and `v`, as it is written. */
  readonly bare: string;
  readonly numbers: readonly number[];
  readonly pre: readonly string[];
  readonly build: string;
}

/** What a version looks like, for messages. */
export const versionForm = 'v1.2.3 or v1.2.3-rc.1';

const longest = 100;
const form =
  /^(?<prefix>(?:@?(?!v\d)[A-Za-z][\w.-]*?(?:\/[A-Za-z][\w.-]*?)*?[@/_-]|[A-Za-z]+(?=\d+$))??)(?<v>v?)(?<bare>(?<core>\d{4}-\d\d?(?:-\d\d?(?:\.\d{1,9})*)?|\d{1,14}(?:\.\d{1,9})*)(?:-(?<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+(?<build>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?)$/;
/** What `git describe` puts behind a tag: so many commits after it, and the commit. */
const described = /^(\d+)-g[0-9a-f]{7,40}$/;
/** What makes a pre-release of a calendar version; any other suffix is a later build of the day. */
const early = /^(?:alpha|beta|rc|pre|preview|dev|snapshot|nightly|canary|next)\d*$/i;

/** Reads `github.tagFormat`: `v{version}`, `web@{version}`, `release-{number}`, `{date}`; null where it is not set. */
export function tagFormatOf(text: string | undefined): TagFormat | null {
  const groups = /^(?<prefix>.*?)\$?\{(?<rule>version|date|number)\}$/.exec(text ?? '')?.groups;
  if (groups === undefined) return null;
  return { prefix: groups.prefix ?? '', rule: groups.rule as TagFormat['rule'] };
}

export function formOf(text: string): TagForm | null {
  const groups = text.length > longest ? undefined : form.exec(text)?.groups;
  if (groups === undefined) return null;
  const { prefix = '', v = '', bare = '', core = '', pre, build = '' } = groups;
  const numbers = core.split(/[.-]/).map(Number);
  return { prefix, v, bare, numbers, pre: pre?.split('.') ?? [], build };
}

/**
 * True for what may be a tag of a version: of the format where one is set, else with a prefix, a `v`, two numbers or
 * a date, so that no mere number is one.
 */
export function isVersionTag(text: string, format: TagFormat | null = null): boolean {
  const parts = formOf(text);
  if (parts === null) return false;
  if (format !== null) return fits(text, parts, format);
  const { prefix, v, numbers } = parts;
  return prefix !== '' || v !== '' || numbers.length > 1 || isCalendar(numbers);
}

/** True for what a person may type as a version, before it is known which form the tags have. */
export function isVersionText(text: string): boolean {
  return isVersionTag(text) || /^\d{1,9}$/.test(text);
}

function fits(text: string, parts: TagForm, { prefix, rule }: TagFormat): boolean {
  if (text !== prefix + parts.bare) return false;
  return rule !== 'number' || parts.numbers.length === 1;
}

/** The year first, then month or week: `2024.11.03`, `2024-11`, `20241103`. */
export function isCalendar([first = 0, second]: readonly number[]): boolean {
  const isYear = (year: number) => year >= 1990 && year <= 2199;
  if (second !== undefined) return isYear(first) && second <= 53;
  const digits = String(first);
  return digits.length >= 8 && isYear(Number(digits.slice(0, 4))) && /^\d{4}[01]/.test(digits);
}

/**
 * Negative where `a` is older, 0 where neither is (`+build` says nothing); null where they are of two packages, or no
 * versions. By section 11 of Semantic Versioning 2.0.0; a date's suffix is later than the date, unless it says `rc`.
 * By hand: the semver package takes longer to load than all else that `tsops version` computes.
 */
export function compareTags(a: string, b: string, format: TagFormat | null = null): number | null {
  const [left, right] = [formOf(a), formOf(b)];
  if (left === null || right === null) return null;
  if (left.prefix !== right.prefix && left.prefix !== '' && right.prefix !== '') return null;
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at += 1) {
    const distance = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (distance !== 0) return distance;
  }
  return suffixRank(left, format) - suffixRank(right, format) || inOrder(left.pre, right.pre);
}

/** -1 for a pre-release, 0 for the version itself, 1 for a later build of the same date or after the tag. */
function suffixRank({ numbers, pre }: TagForm, format: TagFormat | null): number {
  const [first] = pre;
  if (first === undefined) return 0;
  if (described.test(first)) return 1;
  return (format?.rule === 'date' || isCalendar(numbers)) && !early.test(first) ? 1 : -1;
}

/** True where it comes before the version that it is named after. */
export function isPreRelease(tag: string, format: TagFormat | null = null): boolean {
  const parts = formOf(tag);
  return parts !== null && suffixRank(parts, format) < 0;
}

/** The first identifiers that differ, else the shorter list first; 0 where both are the same. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((identifier, index) => identifier !== b[index]);
  if (at === -1 || b[at] === undefined) return a.length - b.length;
  return orderOf(a[at] ?? '', b[at]);
}

/** Numbers by their value and before words; words by their ASCII order. */
function orderOf(a: string, b: string): number {
  const [afterA, afterB] = [described.exec(a)?.[1], described.exec(b)?.[1]];
  if (afterA !== undefined && afterB !== undefined && afterA !== afterB)
    return orderOf(afterA, afterB);
  const [numberA, numberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (numberA !== numberB) return numberA ? -1 : 1;
  if (!numberA) return a < b ? -1 : 1;
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || (left === right ? 0 : left < right ? -1 : 1);
}

/** True where two spellings name one version: `v1.2.3` and `1.2.3`, what a site says (`1.2.3`) and `web@1.2.3`; never of none. */
export function sameVersion(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  if (a === b) return true;
  const [left, right] = [formOf(a), formOf(b)];
  if (left === null || right === null || left.bare !== right.bare) return false;
  return left.prefix === right.prefix || left.prefix === '' || right.prefix === '';
}

interface Spelling {
  /** All tags, where they are known: then it is one of them. */
  readonly tags?: ReadonlySet<string> | null;
  readonly format?: TagFormat | null;
  /** A tag of the same package. */
  readonly like?: string | null;
}

/**
 * The tag of a version that a site, a release or a title spells in its own way; undefined where it is none, or where
 * several tags could be meant.
 */
export function tagOf(version: string, { tags, format, like }: Spelling = {}): string | undefined {
  const parts = formOf(version);
  if (parts === null) return undefined;
  if (format != null) return spelled(version, parts, { prefix: format.prefix, v: '' });
  if (tags != null) return tags.has(version) ? version : onlyOne(version, tags);
  const model = like == null ? null : formOf(like);
  if (model !== null) return spelled(version, parts, model);
  if (parts.prefix !== '' || parts.v !== '') return version;
  return isSemVer(parts) ? `v${version}` : isVersionTag(version) ? version : undefined;
}

function spelled(
  version: string,
  { prefix, bare }: TagForm,
  model: Pick<TagForm, 'prefix' | 'v'>,
): string | undefined {
  if (prefix !== '' && prefix !== model.prefix) {
    // Of the format `web/v{version}` the prefix ends with the `v`.
    return model.prefix.startsWith(prefix) ? version : undefined;
  }
  return model.prefix + model.v + bare;
}

/** Tags with a prefix may be of several packages; the one without is the repository's own. */
function onlyOne(version: string, tags: ReadonlySet<string>): string | undefined {
  const meant = [...tags].filter((tag) => sameVersion(tag, version));
  const own = meant.filter((tag) => formOf(tag)?.prefix === '');
  const [only, ...others] = own.length > 0 ? own : meant;
  return others.length === 0 ? only : undefined;
}

function isSemVer({ numbers, bare }: TagForm): boolean {
  return numbers.length === 3 && !isCalendar(numbers) && /^\d+\.\d+\.\d+(?:-|$)/.test(bare);
}
