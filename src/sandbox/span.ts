import { z } from 'zod';

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SPAN = /^([+-]?)(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** `90s`, `-45m`, `+2h` in milliseconds; undefined when it is not a span. */
export function spanMs(text: string): number | undefined {
  const match = SPAN.exec(text);
  if (!match) return undefined;
  const size = Number(match[2]) * (UNITS[match[3] ?? ''] ?? 0);
  return match[1] === '-' ? -size : size;
}

function spanOf(pattern: RegExp, description: string) {
  return z
    .string()
    .regex(pattern, description)
    .transform((text) => spanMs(text) ?? 0)
    .describe(description);
}

/** A length of time, such as `90s`; milliseconds once read. */
export const span = spanOf(/^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/, 'a length of time, such as 90s or 5m');

/** A moment relative to the start of the sandbox, such as `-45m`; milliseconds once read. */
export const moment = spanOf(
  /^[+-]?\d+(?:\.\d+)?(?:ms|s|m|h|d)$/,
  'a moment relative to the start, such as -45m (before it) or 10m (after it)',
);
