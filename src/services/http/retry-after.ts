type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Milliseconds that an answer asks to wait, at least one second: `Retry-After` in seconds or as a date, else
 * `remaining` (a header with the seconds that are left), else `reset` (one with epoch seconds). Null where
 * none of them says. Source: RFC 9110, 10.2.3.
 */
export function askedWait(
  headers: Headers,
  now: number,
  others: { readonly remaining?: string; readonly reset?: string } = {},
): number | null {
  const wait =
    retryAfter(headers['retry-after'], now) ??
    secondsOf(headers[others.remaining ?? '']) ??
    untilReset(headers[others.reset ?? ''], now);
  return wait === null ? null : Math.max(1000, wait);
}

function retryAfter(given: string | undefined, now: number): number | null {
  const seconds = secondsOf(given);
  if (seconds !== null || given === undefined || !/[a-z]/i.test(given)) return seconds;
  const at = Date.parse(given);
  return Number.isNaN(at) ? null : at - now;
}

function secondsOf(given: string | undefined): number | null {
  const seconds = given === undefined || given.trim() === '' ? Number.NaN : Number(given);
  return seconds >= 0 && Number.isFinite(seconds) ? seconds * 1000 : null;
}

function untilReset(given: string | undefined, now: number): number | null {
  const at = secondsOf(given);
  return at !== null && at > now ? at - now : null;
}
