import { namesOtherVariable } from '../domain/net/site-headers.ts';
import { parseWallTime } from '../domain/oncall/wall-time.ts';
import { parseSize } from '../domain/text/size.ts';
import { parseDuration } from '../domain/time/duration.ts';
import { day } from '../domain/time/units.ts';
import { providers } from './providers.ts';

/** A kind of value that a config file holds, read from the text that YAML gives. */
export interface Kind<Value> {
  /** What a value of the kind looks like: the end of `expected …`. */
  readonly sentence: string;
  /** Undefined where the text is none. */
  parse(text: string): Value | undefined;
  /** Where only these words are right. */
  readonly words?: readonly string[];
}

function matching(sentence: string, pattern: RegExp): Kind<string> {
  return { sentence, parse: (text) => (pattern.test(text) ? text : undefined) };
}

function oneOf<const Word extends string>(...words: readonly Word[]): Kind<Word> {
  const parse = (text: string) => words.find((word) => word === text);
  return { sentence: `one of ${words.join(', ')}`, words, parse };
}

function whole(least: number, most: number): Kind<number> {
  const parse = (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    return value >= least && value <= most ? value : undefined;
  };
  return { sentence: `a whole number from ${least} to ${most}`, parse };
}

/** Node's timers end at 2^31 - 1 ms (24.8 days), beyond which they fire at once. */
const longest = 24 * day;

function span(sentence: string, least: number): Kind<number> {
  const parse = (text: string) => {
    const ms = parseDuration(text);
    return ms !== undefined && ms >= least && ms <= longest ? ms : undefined;
  };
  return { sentence: `${sentence} (at most 24d)`, parse };
}

/** A body is held in memory while its keyword is looked for. */
const largest = 256 * 1_048_576;

/** Whether a text is an http(s) URL that carries no credentials. */
export function isHttpUrl(text: string): boolean {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '';
}

/** An inclusive range of HTTP statuses. */
export interface StatusRange {
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

interface TcpHost {
  readonly host: string;
  readonly port: number;
}

function hostAndPort(text: string): TcpHost | undefined {
  const match = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i.exec(text);
  const port = Number(match?.[2] ?? 443);
  if (match?.[1] === undefined || port < 1 || port > 65_535) return undefined;
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

function read<Value>(sentence: string, parse: (text: string) => Value | undefined): Kind<Value> {
  return { sentence, parse };
}

const headerText = /^[^\0-\x1f\x7f]*[^\0-\x20\x7f][^\0-\x1f\x7f]*$/;

/** Durations in milliseconds, sizes in bytes. */
export const kinds = {
  text: matching('a line of text', /^[^\0-\x1f\x7f]*[^\0-\x20\x7f][^\0-\x1f\x7f]*$/),
  name: matching('a name of letters, digits, - and _', /^[A-Za-z0-9][\w-]*$/),
  headerValue: read(
    'a line of text, with secrets as $TSOPS_HEADER_… and no other variable',
    (text) => (!namesOtherVariable(text) && headerText.test(text) ? text : undefined),
  ),
  header: matching('the name of an HTTP header', /^[\w!#$%&'*+.^`|~-]+$/),
  owner: matching('a GitHub user or organization', /^[A-Za-z0-9][A-Za-z0-9-]*$/),
  repository: matching('a repository name without its owner', /^(?!\.\.?$)[\w.-]+$/),
  workflow: matching('the file name of a workflow, like deploy-prod.yml', /^[\w.-]+\.ya?ml$/),
  ref: matching('a branch or tag, like main', /^(?!-)[^\0-\x20\x7f~^:?*[\\]+$/),
  region: matching('an AWS region like us-east-1', /^[a-z]{2}(?:-[a-z]+)+-\d+$/),
  distribution: matching('a distribution id like E2QWRUHAPOMQZL', /^[A-Z0-9]{3,}$/),
  release: matching(
    'a release name with {version} in it, like talkstudio@{version}',
    /^[^\s/\\]*\{version\}[^\s/\\]*$/,
  ),
  tagFormat: matching(
    'a tag that ends in {version}, {date} or {number}, like web@{version}',
    /^(?!-)[\w@./+-]{0,80}\$?\{(?:version|date|number)\}$/,
  ),
  timezone: matching(
    'a time zone like Asia/Seoul or UTC',
    /^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Z][\w+-]*){1,2})$/,
  ),
  weekTime: matching(
    'a weekday and a time like Monday 09:00',
    /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day ([01]\d|2[0-3]):[0-5]\d$/,
  ),
  date: read('a date like 2026-11-23', (text) =>
    parseWallTime(text)?.time === undefined && parseWallTime(text) ? text : undefined,
  ),
  wallTime: read(
    "a date like 2026-11-23, or with a time '2026-11-23 09:00'",
    (text) => parseWallTime(text) && text,
  ),
  onCallRole: oneOf('primary', 'secondary'),
  language: oneOf('en', 'ko'),
  statusFormat: oneOf('statuspage', 'slack', 'aws'),
  device: oneOf('mobile', 'desktop'),
  property: matching(
    'the number of a Google Analytics 4 property, as Admin, Property details shows it (G-… names a stream)',
    /^\d{4,15}$/,
  ),
  project: matching('the number of a Mixpanel project, as Project settings shows it', /^\d{1,15}$/),
  savedReport: matching('the number of a saved Insights report', /^\d{1,15}$/),
  folder: matching(
    'a folder below the config, like runbooks',
    /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\0-\x1f\x7f]+$/,
  ),
  jsonPath: matching(
    'field names with dots between, like avatars.fallback',
    /^[\w-]+(?:\.[\w-]+)*$/,
  ),
  percent: read('a percentage like 5% or 0.5%', (text) => {
    const value = Number(/^(\d{1,3}(?:\.\d{1,3})?)\s?%$/.exec(text)?.[1] ?? Number.NaN);
    return value > 0 && value <= 100 ? value : undefined;
  }),
  runs: whole(1, 9),
  cdnProvider: oneOf(...providers.cdn),
  deploysProvider: oneOf(...providers.deploys),
  uptimeProvider: oneOf(...providers.uptime),
  analyticsProvider: oneOf(...providers.analytics),
  method: oneOf('GET', 'HEAD', 'OPTIONS'),
  days: whole(0, 3650),
  attempts: whole(0, 10),
  concurrency: whole(1, 1000),
  duration: span('a duration like 60s, 5 minutes or 14d', 1),
  pause: span('a duration like 0, 500ms or 5 seconds', 0),
  size: read('a size like 500 kB or 10 MiB (at most 256 MiB)', (text) => {
    const bytes = parseSize(text) ?? 0;
    return bytes > 0 && bytes <= largest ? bytes : undefined;
  }),
  url: read('an http:// or https:// URL without user or password', (text) =>
    isHttpUrl(text) ? text : undefined,
  ),
  pathOrUrl: read('a path like /build-info.json, or an http(s) URL', (text) =>
    /^\/(?!\/)\S*$/.test(text) || isHttpUrl(text) ? text : undefined,
  ),
  status: read('a status like 200, 2xx or 200-299', statusRange),
  host: read('a host like one.one.one.one or dns.google:443', hostAndPort),
};

export type KindName = keyof typeof kinds;
