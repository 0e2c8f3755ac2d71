import * as z from 'zod/mini';
import { parseDuration } from '../domain/time/duration.ts';

// Without it every message of zod/mini is `Invalid input`. Every schema of a scenario builds on this file.
z.config(z.locales.en());

/** `90s`, `-45m`, `+2h` in milliseconds; undefined when it is not such a thing. */
function momentMs(text: string): number | undefined {
  const length = parseDuration(text.replace(/^[+-]/, ''));
  return text.startsWith('-') && length !== undefined ? -length : length;
}

function parsed(parse: (text: string) => number | undefined, expected: string) {
  return z
    .pipe(
      z.string().check(z.refine((text) => parse(text) !== undefined, expected)),
      z.transform((text) => parse(text) ?? 0),
    )
    .check(z.describe(expected));
}

/** A length of time, such as `90s`; milliseconds once read. */
export const spanSchema = parsed(parseDuration, 'a length of time, such as 90s or 5m');

/** A moment relative to the start of the sandbox, such as `-45m`; milliseconds once read. */
export const moment = parsed(
  momentMs,
  'a moment relative to the start, such as -45m (before it) or 10m (after it)',
);

/** How far a clock is ahead, or behind with a minus; milliseconds once read. */
export const skewSchema = parsed(momentMs, 'a length of time with a sign, such as 90s or -2m');
