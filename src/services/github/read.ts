/* Reads fields of GitHub's answers, and says what is wrong where they are not what GitHub promises. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An answer that is not GitHub's: HTML of a proxy, cut JSON, other types than promised. */
export function notGitHub(what: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `GitHub's answer can not be read: ${what}`,
    why: 'something between here and GitHub may have changed it (a proxy, a sign-in page)',
    next: ['tsops doctor'],
  });
}

export function fields(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw notGitHub(`${what} is not an object`);
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw notGitHub(`${what} is not a list`);
}

/** A number that identifies something; GitHub's are whole and safe. */
export function id(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw notGitHub(`${what} is not a number`);
}

/** Text that must be there, cleaned. */
export function text(value: unknown, what: string): string {
  if (typeof value === 'string') return cleanText(value, 300);
  throw notGitHub(`${what} is not text`);
}

/** Text that may be missing. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? cleanText(value, 300) : null;
}

export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : 0;
}

/** Epoch milliseconds of an ISO time that must be there. */
export function time(value: unknown, what: string): number {
  const at = timeOrNull(value);
  if (at === null) throw notGitHub(`${what} is not a time`);
  return at;
}

export function timeOrNull(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : null;
}

/** The value of `login`, `slug` or `name` of a nested object; null when there is none. */
export function nameIn(value: unknown, field: string): string | null {
  return typeof value === 'object' && value !== null
    ? textOrNull((value as Record<string, unknown>)[field])
    : null;
}
