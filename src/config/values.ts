import * as z from 'zod/mini';
import { parseDuration } from '../domain/duration.ts';
import { parseSize } from '../domain/size.ts';

/** The kinds of value a config file holds. Each says, in `expected`, what is wanted in words. */

function parsed<T>(expected: string, parse: (text: string) => T | undefined) {
  return z.pipe(
    z.string({ error: expected }),
    z.transform((text, context): T => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', input: text, message: expected });
      return z.NEVER;
    }),
  );
}

export const text = z.string().check(
  z.refine((value: string) => value.trim() !== '' && !/[\0-\x1f\x7f]/.test(value), {
    error: 'a line of text that is not empty',
  }),
);

export const duration = parsed('a duration like 60s, 5 minutes, 1h30m or 14d', parseDuration);
export const size = parsed('a size like 500 kB or 10 MiB', parseSize);

function isHttpUrl(value: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(value) || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.username === '' && url.password === '';
}

export const httpUrl = parsed('an http:// or https:// URL without user or password', (value) =>
  isHttpUrl(value) ? value : undefined,
);

const namedZones = /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z0-9_+-]+){1,2})$/;
export const timezone = parsed('a time zone like Asia/Seoul or UTC', (value) =>
  namedZones.test(value) ? value : undefined,
);

export const whole = (min: number, max: number) =>
  z.number({ error: `a whole number from ${min} to ${max}` }).check(
    z.refine((value: number) => Number.isInteger(value) && value >= min && value <= max, {
      error: `a whole number from ${min} to ${max}`,
    }),
  );

/** A path of the environment's site, or a whole URL. */
export const pathOrUrl = parsed('a path like /build-info.json, or a whole http(s) URL', (value) =>
  /^\/(?!\/)\S*$/.test(value) || isHttpUrl(value) ? value : undefined,
);

function statusRange(value: string | number): { from: number; to: number } | undefined {
  const match = /^([1-5])(?:xx|(\d\d)(?:-([1-5]\d\d))?)$/.exec(String(value));
  if (match === null) return undefined;
  const from = Number(`${match[1]}${match[2] ?? '00'}`);
  const to = match[2] === undefined ? from + 99 : Number(match[3] ?? from);
  return from <= to ? { from, to } : undefined;
}

const statusExpected = 'a status like 200, 2xx or 200-299, or a list of them';
const written = z.union([z.number(), z.string()], { error: statusExpected });

/** Expected HTTP statuses as inclusive ranges. */
export const statuses = z.pipe(
  z.union([written, z.array(written).check(z.minLength(1))], { error: statusExpected }),
  z.transform((value, context): { from: number; to: number }[] => {
    const ranges = [value].flat().map(statusRange);
    if (ranges.includes(undefined)) {
      context.issues.push({ code: 'custom', input: value, message: statusExpected });
    }
    return ranges.filter((range) => range !== undefined);
  }),
);

/** `host` or `host:port` (443 unless given): a place to connect to, to see whether a network works. */
export const tcpHost = parsed('a host like one.one.one.one or dns.google:443', (value) => {
  const match = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i.exec(value);
  const port = Number(match?.[2] ?? 443);
  if (match?.[1] === undefined || port < 1 || port > 65_535) return undefined;
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
});
