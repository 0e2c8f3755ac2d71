import * as z from 'zod/mini';
import { parseDuration } from '../domain/duration.ts';
import { parseSize } from '../domain/size.ts';

/** What each kind expects, for documentation. */
export const sentences = new WeakMap<z.core.$ZodType, string>();

/*
 * The kinds of value a config file holds. YAML gives text; each kind reads it. A kind's error is the end
 * of the sentence `expected …`. Whatever `parse` answers with undefined is refused.
 */
function kind<T>(sentence: string, parse: (text: string) => T | undefined) {
  const schema = z.pipe(
    z.string({ error: sentence }),
    z.transform((text, context): T => {
      const value = parse(text);
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', input: text, message: sentence });
      return z.NEVER;
    }),
  );
  sentences.set(schema, sentence);
  return schema;
}

/** What is said where a value is none of its kind; ./explain.ts knows what was meant instead. */
export const expected = {
  duration: 'a duration like 60s, 5 minutes or 14d (at most 24d)',
  pause: 'a duration like 0, 500ms or 5 seconds (at most 24d)',
  size: 'a size like 500 kB or 10 MiB (at most 256 MiB)',
  httpUrl: 'an http:// or https:// URL without user or password',
  timezone: 'a time zone like Asia/Seoul or UTC',
};

const matching = (sentence: string, pattern: RegExp) =>
  kind(sentence, (text) => (pattern.test(text) ? text : undefined));

export const text = matching('a line of text', /^[^\0-\x1f\x7f]*[^\0-\x20\x7f][^\0-\x1f\x7f]*$/);
export const name = matching('a name of letters, digits, - and _', /^[A-Za-z0-9][\w-]*$/);
export const headerName = matching('the name of an HTTP header', /^[\w!#$%&'*+.^`|~-]+$/);
export const owner = matching('a GitHub user or organization', /^[A-Za-z0-9][A-Za-z0-9-]*$/);
export const repository = matching('a repository name without its owner', /^[\w.-]+$/);
export const workflowFile = matching(
  'the file name of a workflow, like deploy-prod.yml',
  /^[\w.-]+\.ya?ml$/,
);
export const gitRef = matching(
  'a branch or tag, like main',
  /^[^\s\0-\x20~^:?*[\\-][^\s~^:?*[\\]*$/,
);
export const region = matching('an AWS region like us-east-1', /^[a-z]{2}(?:-[a-z]+)+-\d+$/);
export const distribution = matching('a distribution id like E2QWRUHAPOMQZL', /^[A-Z0-9]{3,}$/);
export const release = matching(
  'a release name with {version} in it, like talkstudio@{version}',
  /^[^\s/\\]*\{version\}[^\s/\\]*$/,
);
export const timezone = matching(
  expected.timezone,
  /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Z][\w+-]*){1,2})$/,
);

/** Milliseconds; Node's timers end at 2^31 - 1 of them (24.8 days), beyond which they fire at once. */
const longest = 24 * 86_400_000;
const within = (least: number) => (text: string) => {
  const ms = parseDuration(text);
  return ms !== undefined && ms >= least && ms <= longest ? ms : undefined;
};
export const duration = kind(expected.duration, within(1));
export const pause = kind(expected.pause, within(0));

/** Bytes; a body is held in memory while it is searched for its keyword. */
export const size = kind(expected.size, (text) => {
  const bytes = parseSize(text);
  return bytes !== undefined && bytes > 0 && bytes <= 268_435_456 ? bytes : undefined;
});

export const whole = (least: number, most: number) =>
  kind(`a whole number from ${least} to ${most}`, (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    return value >= least && value <= most ? value : undefined;
  });

export const oneOf = <const Word extends string>(...words: readonly Word[]) =>
  z.enum(words, { error: `one of ${words.join(', ')}` });

/** Whether a text is an http(s) URL that carries no credentials. */
export function isHttpUrl(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '';
}

export const httpUrl = kind(expected.httpUrl, (text) => (isHttpUrl(text) ? text : undefined));

export const pathOrUrl = kind('a path like /build-info.json, or an http(s) URL', (text) =>
  /^\/(?!\/)\S*$/.test(text) || isHttpUrl(text) ? text : undefined,
);

/** Inclusive. */
interface StatusRange {
  readonly from: number;
  readonly to: number;
}

function statusRange(text: string): StatusRange | undefined {
  const match = /^([1-5])(?:xx|(\d\d)(?:-([1-5]\d\d))?)$/i.exec(text);
  if (match === null) return undefined;
  const from = Number(`${match[1]}${match[2] ?? '00'}`);
  const to = match[2] === undefined ? from + 99 : Number(match[3] ?? from);
  return from <= to ? { from, to } : undefined;
}

const status = kind('a status like 200, 2xx or 200-299', statusRange);

/** One status or a list of them, as inclusive ranges. */
export const statuses = z.pipe(
  z.transform((given: unknown) => (Array.isArray(given) ? given : [given])),
  z.array(status).check(z.minLength(1, { error: 'at least one status' })),
);

/** `host` or `host:port` (443 unless given): a place to connect to, to see whether a network works. */
export const tcpHost = kind('a host like one.one.one.one or dns.google:443', (text) => {
  const match = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i.exec(text);
  const port = Number(match?.[2] ?? 443);
  if (match?.[1] === undefined || port < 1 || port > 65_535) return undefined;
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
});
