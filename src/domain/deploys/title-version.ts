/* The version that the title of a run names. A title is read in whole words: never a part of a version. */
import {
  formOf,
  isCalendar,
  isVersionTag,
  sameVersion,
  type TagFormat,
  tagOf,
} from './version-tag.ts';

export interface TagsKnown {
  /** Names of all tags; null where they were not asked for. */
  readonly tags: ReadonlySet<string> | null;
  readonly format: TagFormat | null;
}

export const noTagsKnown: TagsKnown = { tags: null, format: null };

const word = /[A-Za-z0-9@][A-Za-z0-9@/._+-]*/g;
/** Words that count things up, which a title has for no other reason. */
const counted = /^(?:rel|release|build|version)[-_/@]?\d+$/i;

/** The words of a title as they stand; of `v1.2.3/production` the parts too, where the whole is no version. */
function wordsOf(title: string): string[] {
  const whole = [...title.matchAll(word)].map(([text]) => text.replace(/^@(?=v?\d)|\.+$/g, ''));
  const parts = whole.flatMap((text) =>
    isVersionTag(text) || !/[/@]/.test(text) ? [text] : [text, ...text.split(/[/@]/)],
  );
  return [...new Set(parts)];
}

/**
 * The only version of a title, as its tag is spelled: one of the tags where they are known, one of the format where it
 * is set; else what looks like nothing but a version. Null where none or several are named.
 */
export function tagIn(title: string, known: TagsKnown = noTagsKnown): string | null {
  const words = wordsOf(title);
  const isTag = (text: string) => known.tags?.has(text) && isVersionTag(text, known.format);
  const [surest] = [
    words.filter(isTag),
    words.filter((text) => known.format !== null && isVersionTag(text, known.format)),
    ...[isPlain, isOfPackage, isDate].map((looks) => words.filter(looks)),
  ].filter((some) => some.length > 0);
  const [only, ...others] = new Set(surest?.map((text) => spelledAsTag(text, known)));
  return others.length === 0 ? (only ?? null) : null;
}

function spelledAsTag(text: string, { tags, format }: TagsKnown): string {
  return tagOf(text, { tags, format }) ?? (format === null ? (tagOf(text) ?? text) : text);
}

/** A `v`, a build or three numbers: an address or a time of day has none of it. */
function isPlain(text: string): boolean {
  const parts = formOf(text);
  if (parts === null || parts.prefix !== '' || isCalendar(parts.numbers)) return false;
  return parts.v !== '' || parts.build !== '' || parts.numbers.length === 3;
}

function isOfPackage(text: string): boolean {
  const parts = formOf(text);
  if (parts === null || parts.prefix === '') return false;
  return parts.numbers.length > 1 || parts.prefix.endsWith('@') || counted.test(text);
}

/** Many a title says when: a date is a version only where there is nothing else. */
function isDate(text: string): boolean {
  const parts = formOf(text);
  return parts !== null && parts.numbers.length > 2 && isCalendar(parts.numbers);
}

/** True where the title names this version and no other. */
export function titleNamesTag(title: string, tag: string): boolean {
  if (wordsOf(title).includes(tag)) return true;
  const named = tagIn(title);
  return named !== null && sameVersion(named, tag);
}
