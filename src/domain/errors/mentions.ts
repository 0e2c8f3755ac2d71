import type { ErrorTypes } from './findings.ts';

interface Named {
  readonly name: string;
  readonly probe: string;
  readonly errorsMention?: readonly string[];
}

/** What errors that a dependency causes say: the configured words, else its name and the host of its probe. */
export function wordsOf({ name, probe, errorsMention }: Named): readonly string[] {
  if (errorsMention !== undefined && errorsMention.length > 0) return errorsMention;
  // The seed's place holder is no part of an address.
  const address = probe.replaceAll('{seed}', 'seed');
  return URL.canParse(address) ? [name, new URL(address).hostname] : [name];
}

/** True where the title or the culprit names one of the words, in whichever case. */
export function mentions(
  { title, culprit }: Pick<ErrorTypes['types'][number], 'title' | 'culprit'>,
  words: readonly string[],
): boolean {
  const text = `${title} ${culprit}`.toLowerCase();
  return words.some((word) => text.includes(word.toLowerCase()));
}

/**
 * Errors (levels error and fatal) whose title or culprit names one of the words, in whichever case, and
 * their share of all errors; only types that are listed can be looked at. Null where there are no errors. Where `told` is
 * given, the title must fit that too.
 */
export function shareMentioning(
  { types }: ErrorTypes,
  words: readonly string[],
  told: RegExp = /(?:)/,
): { readonly errors: number; readonly share: number } | null {
  const errors = types.filter(({ level }) => level === 'error' || level === 'fatal');
  const count = (some: typeof errors): number => some.reduce((sum, { events }) => sum + events, 0);
  const all = count(errors);
  if (all === 0) return null;
  const named = errors.filter((type) => mentions(type, words) && told.test(type.title));
  return { errors: count(named), share: count(named) / all };
}

/** So many of the errors must tell of a status to be another witness of it. */
const witnesses = 0.2;

/** True where the pages of people are answered as our probe was: by the status that the errors which name it tell. */
export function isToldByPages(types: ErrorTypes, words: readonly string[], status: number) {
  const share = shareMentioning(types, words, new RegExp(`\\b${status}\\b`))?.share ?? 0;
  return share >= witnesses;
}
