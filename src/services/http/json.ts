/*
 * Reads JSON from outside. What is not needed may be missing, or be of another kind: then it is undefined,
 * null or empty. Text is made safe to show. What must be there is read by `neededFields`.
 */
import type { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';

/** A field of an object from outside; undefined when there is no object or no such field. */
export function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** The items of a list from outside; undefined when it is not a list. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] | undefined {
  const at = path.length === 0 ? value : field(value, ...path);
  return Array.isArray(at) ? at : undefined;
}

/** Epoch milliseconds of an ISO time; null where there is none. */
export function instant(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** Clean text; null where there is none, or it is empty. */
export function textOrNull(value: unknown, limit = 300): string | null {
  return typeof value === 'string' && value !== '' ? cleanText(value, limit) : null;
}

/** A count: whole, and 0 where there is none. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : 0;
}

/** An http(s) address that people may open; null where it is none. */
export function linkOrNull(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\/[\x21-\x7e]{1,500}$/.test(value) ? value : null;
}

/** A body as JSON; undefined when it is none (a gateway's HTML page, an empty body …). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Readers of what must be there; `refuse` makes the error that says what is not as promised. */
export function neededFields(refuse: (what: string) => TsopsError) {
  const time = (value: unknown, what: string): number => {
    const at = instant(value);
    if (at === null) throw refuse(`${what} is not a time`);
    return at;
  };
  return {
    fields(value: unknown, what: string): Fields {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return value as Fields;
      }
      throw refuse(`${what} is not an object`);
    },
    items(value: unknown, what: string): readonly unknown[] {
      if (Array.isArray(value)) return value;
      throw refuse(`${what} is not a list`);
    },
    /** A number that identifies something: whole and safe. */
    id(value: unknown, what: string): number {
      if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
      throw refuse(`${what} is not a number`);
    },
    text(value: unknown, what: string): string {
      if (typeof value === 'string') return cleanText(value, 300);
      throw refuse(`${what} is not text`);
    },
    time,
  };
}
