/*
 * What CloudFront takes as an invalidation path (Amazon CloudFront Developer Guide, "What you need to know
 * when invalidating files" and "… when invalidating tags"), and how a list of them becomes the shortest
 * one that means the same.
 */

import { cleanText } from '../text/clean.ts';
import { say, type Text } from '../text/language.ts';

/** Of one path, in characters, after encoding. */
export const maxPathLength = 4000;
/** Of one tag, in characters. */
const maxTagLength = 256;
/** In progress at one time, per distribution; wildcards are counted on their own. */
export const inProgressLimits = { paths: 3000, wildcards: 15 } as const;

export interface InvalidationPaths {
  /** As they are sent: encoded, each once, in the order given. */
  readonly paths: readonly string[];
  /** Of a path that is sent otherwise than people ask for it, how they may: as typed, and encoded. */
  readonly spellings?: Readonly<Record<string, readonly string[]>>;
  /** What was left out or written differently, one line of safe text each. */
  readonly notes: readonly Text[];
}

export interface PathProblem {
  /** As typed, made safe to show. */
  readonly path: string;
  readonly message: string;
  /** The path that was probably meant. */
  readonly suggestion?: string;
}

export type PathsChecked =
  | { readonly ok: true; readonly value: InvalidationPaths }
  | { readonly ok: false; readonly problems: readonly PathProblem[] };

// RFC 1738, section 2.2: the unsafe characters; a "%" that already encodes something stays.
const toEncode = /[^\x21-\x7e]|["<>#{}|\\^~[\]`]|%(?![0-9a-fA-F]{2})/gu;
const controls = /[\u0000-\u001f\u007f-\u009f]/;
const loneSurrogate = /\p{Surrogate}/u;

export const isTag = (item: string): boolean => item.startsWith('#');
export const isWildcard = (item: string): boolean => !isTag(item) && item.endsWith('*');

/** True where invalidating `wildcard` (`/images/*`) also invalidates `path`. */
export function covers(wildcard: string, path: string): boolean {
  return isWildcard(wildcard) && path.startsWith(wildcard.slice(0, -1));
}

/**
 * Checks, encodes and folds paths as typed. All problems are found at once. Non-ASCII and unsafe characters
 * are URL-encoded and nothing else; duplicates and what a wildcard covers are left out with a note.
 */
export function checkPaths(typed: readonly string[]): PathsChecked {
  const problems = typed.map(problemOf).filter((problem) => problem !== undefined);
  if (problems.length > 0) return { ok: false, problems };
  const encoded = typed.map((path) => ({
    typed: path,
    sent: isTag(path) ? path : encodePath(path),
  }));
  const notes = encoded
    .filter(({ typed, sent }) => typed !== sent)
    .map(({ typed, sent }) => {
      const [from, to] = [cleanText(typed, 100), cleanText(sent, 100)];
      return say(`${from} is sent encoded: ${to}`, `${from} 인코딩하여 전송: ${to}`);
    });
  const folded = fold(encoded.map(({ sent }) => sent));
  const spellings: Record<string, readonly string[]> = {};
  for (const { typed, sent } of encoded) {
    if (isTag(sent) || isWildcard(sent)) continue;
    const asked = spellingsOf(typed, sent).filter((path) => path !== sent);
    if (asked.length > 0) spellings[sent] = [...new Set([...(spellings[sent] ?? []), ...asked])];
  }
  return {
    ok: true,
    value: { paths: folded.paths, spellings, notes: [...notes, ...folded.notes] },
  };
}

/** Written both ways by browsers and servers, though it means the same (RFC 3986, section 2.3 and 2.2). */
const eitherWay = /[~|'!()*[\]^{}`]|%(?:7E|7C|27|21|28|29|5B|5D|5E|7B|7D|60|2D|2E|5F)/gi;

/**
 * The spellings under which a path is asked for, and each of which an edge may keep a copy of: as browsers
 * send it, with its unsafe characters bare, and with them encoded.
 */
function spellingsOf(typed: string, sent: string): readonly string[] {
  const bare = typed.replace(eitherWay, (part) =>
    part.length === 3 ? decodeURIComponent(part) : part,
  );
  const whole = typed.replace(eitherWay, (part) =>
    part.length === 3 ? part.toUpperCase() : `%${part.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const upper = typed.replace(/%[0-9a-f]{2}/gi, (part) => part.toUpperCase());
  // File names of macOS come decomposed (a Hangul syllable as its letters); pages name them composed.
  const composed = typed.normalize('NFC');
  return [...new Set([...[composed, typed, bare, whole, upper].map(asBrowser), sent])];
}

/** As a browser puts a path on the wire (the URL standard's path state, without its dot segments). */
function asBrowser(path: string): string {
  return path.replace(/[^\x21-\x7e]|["<>`{}#]|\^/gu, (character) => encodeURIComponent(character));
}

/** A path as it is sent: unsafe characters URL-encoded, and nothing else. */
export function encodePath(path: string): string {
  return path.replace(toEncode, (character) => {
    // encodeURIComponent leaves "~" alone.
    return character === '~' ? '%7E' : encodeURIComponent(character);
  });
}

function problemOf(path: string): PathProblem | undefined {
  const shown = cleanText(path, 100);
  const problem = (message: string, suggestion?: string): PathProblem => ({
    path: shown,
    message,
    ...(suggestion === undefined ? {} : { suggestion: cleanText(suggestion, 300) }),
  });
  if (path === '') return problem('an empty path');
  if (controls.test(path) || loneSurrogate.test(path)) {
    return problem('holds a control character, which no path has');
  }
  if (isTag(path)) return tagProblem(path, problem);
  if (/^https?:\/\//i.test(path)) return problem('is a whole address; give its path', pathOf(path));
  if (!path.startsWith('/')) return problem('has no leading slash', `/${path}`);
  const straight = withoutDotSegments(path);
  if (straight !== path) {
    return problem('has a "." or ".." between slashes, which nobody asks for', straight);
  }
  const star = path.indexOf('*');
  if (star !== -1 && star < path.length - 1) {
    return problem('has a "*" that is not its last character', path.slice(0, star + 1));
  }
  const { length } = encodePath(path);
  if (length <= maxPathLength) return undefined;
  return problem(`is ${length} characters long; CloudFront takes ${maxPathLength}`);
}

function tagProblem(
  tag: string,
  problem: (message: string) => PathProblem,
): PathProblem | undefined {
  const value = tag.slice(1);
  if (value === '') return problem('is a tag without a name');
  if (!/^[\x21-\x7e]+$/.test(value) || value.includes(',')) {
    return problem('is no tag: a tag has visible ASCII characters and no comma');
  }
  if (value.includes('*')) return problem('is a tag, and tags take no wildcard');
  if (value.length <= maxTagLength) return undefined;
  return problem(`is a tag of ${value.length} characters; CloudFront takes ${maxTagLength}`);
}

/** As browsers and clients resolve a path before they ask (RFC 3986, section 5.2.4; `%2e` is a dot to them). */
function withoutDotSegments(path: string): string {
  const [before = '', ...query] = path.split(/(?=\?)/);
  if (!/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(before)) return path;
  const kept: string[] = [];
  const segments = before.slice(1).split('/');
  for (const [at, segment] of segments.entries()) {
    const dots = segment.replace(/%2e/gi, '.');
    if (dots === '..') kept.pop();
    else if (dots !== '.') kept.push(segment);
    if ((dots === '.' || dots === '..') && at === segments.length - 1) kept.push('');
  }
  return ['', ...kept].join('/') + query.join('');
}

function pathOf(address: string): string {
  if (!URL.canParse(address)) return '/';
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
}

function fold(paths: readonly string[]): InvalidationPaths {
  const cover = coverOf(paths);
  const seen = new Set<string>();
  const kept: string[] = [];
  const covered = new Map<string, string[]>();
  let twice = 0;
  for (const path of paths) {
    // Tags are case-insensitive, paths are not.
    const key = isTag(path) ? path.toLowerCase() : path;
    const by = cover(path);
    if (seen.has(key)) twice += 1;
    else if (by === undefined) kept.push(path);
    else if (covered.get(by)?.push(path) === undefined) covered.set(by, [path]);
    seen.add(key);
  }
  return { paths: kept, notes: foldNotes(twice, covered) };
}

/** Which wildcard of the list covers an item, the widest one; looks up prefixes, so it stays linear. */
function coverOf(paths: readonly string[]): (path: string) => string | undefined {
  const wildcards = new Set(paths.filter(isWildcard));
  const lengths = [...new Set([...wildcards].map((path) => path.length))].sort((a, b) => a - b);
  return (path) => {
    // "/*" clears the whole cache, tagged or not.
    if (isTag(path)) return wildcards.has('/*') ? '/*' : undefined;
    for (const length of lengths) {
      const wildcard = `${path.slice(0, length - 1)}*`;
      if (wildcard !== path && wildcards.has(wildcard)) return wildcard;
    }
    return undefined;
  };
}

function foldNotes(twice: number, covered: ReadonlyMap<string, readonly string[]>): Text[] {
  const notes = [...covered].map(([wildcard, paths]) => {
    const names = paths.slice(0, 3).map((path) => cleanText(path, 60));
    const left = paths.length - names.length;
    const [more, moreKo] = left > 0 ? [` and ${left} more`, ` 외 ${left}개`] : ['', ''];
    const [list, by] = [names.join(', '), cleanText(wildcard, 60)];
    return say(
      `${list}${more} left out: ${by} covers ${paths.length === 1 ? 'it' : 'them'}`,
      `${list}${moreKo} 제외: ${by}에 포함됩니다`,
    );
  });
  return twice === 0
    ? notes
    : [...notes, say(`${twice} given twice, sent once`, `중복 ${twice}개는 한 번만 전송`)];
}
