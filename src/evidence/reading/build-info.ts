import type { Context } from '../../contract/context.ts';
import { asTsopsError, problemOf, TsopsError } from '../../contract/errors.ts';
import { type BuildInfo, parseBuildInfo } from '../../domain/deploys/build-info.ts';
import { servedText } from '../../domain/deploys/served-text.ts';
import { sameVersion } from '../../domain/deploys/version-tag.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { HttpFailure, type HttpResponse } from '../../ports/http.ts';
import { type SettledAnswer, settle } from '../asking/settle.ts';

const maxBody = 256 * 1024;
const atOnce = 5;
const redirects = 3;

/** What an environment serves, from one or more reads of its build-info.json through the edge. */
export interface ServedBuild extends BuildInfo {
  /** Each version seen and in how many reads; more than one is a mixed fleet. Most seen first. */
  readonly versions: readonly { readonly version: string; readonly reads: number }[];
  readonly reads: number;
  readonly failedReads: number;
}

interface ReadOptions {
  /** Milliseconds for one read. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

type Source = Pick<Context, 'services' | 'clock' | 'signal'>;

/**
 * One read of build-info.json, as a user's browser gets it. Throws TsopsError `unreachable` with what is
 * wrong: no answer, another status, HTML, JSON without a version, more than 256 KiB.
 */
export async function readBuildInfo(
  { services }: Pick<Context, 'services'>,
  url: string,
  { timeout, signal }: ReadOptions,
): Promise<BuildInfo> {
  let at = url;
  for (let hop = 0; ; hop += 1) {
    const response = await get(services.http, at, timeout, signal);
    const { location } = response.headers;
    const moved = [301, 302, 303, 307, 308].includes(response.status) && location !== undefined;
    if (!moved) {
      const wrong = await strangerIn(response, url);
      if (wrong !== null) throw await withHeaders(services, wrong, url);
      return infoOf(response, url);
    }
    if (hop === redirects || !URL.canParse(location, at)) throw trouble(url, 'redirects too often');
    const to = new URL(location, at);
    if (await leadsToLogin(to)) {
      const page = `${to.origin}${to.pathname}`;
      throw await withHeaders(services, `is behind a log-in page: it redirects to ${page}`, url);
    }
    at = to.href;
  }
}

async function get(
  http: Context['services']['http'],
  url: string,
  timeout: number,
  signal: AbortSignal,
): Promise<HttpResponse> {
  try {
    const headers = { accept: 'application/json', 'accept-encoding': 'gzip, br' };
    const reading = { site: true, unpack: true, fresh: true };
    // A connection of its own: repeated reads may then meet different servers of the edge.
    return await http.send({ url, headers, timeout, maxBody, signal, ...reading });
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof HttpFailure)) throw thrown;
    const tooLarge = thrown.code === 'body-too-large';
    throw trouble(url, tooLarge ? 'is larger than 256 KiB' : `was not read: ${thrown.message}`);
  }
}

async function leadsToLogin(to: URL): Promise<boolean> {
  const { isLoginPage } = await import('../../domain/net/login-page.ts');
  return isLoginPage(to);
}

/** What somebody else answered in the site's place, or 401 and 403, which headers may change. */
async function strangerIn(
  { status, headers, body }: HttpResponse,
  url: string,
): Promise<string | null> {
  if (status === 200 && headers['cf-mitigated'] === undefined && !isPage(headers)) return null;
  const { strangerBehind } = await import('../../domain/health/challenge.ts');
  const text = Buffer.from(body.subarray(0, 16_384)).toString('latin1');
  const by = strangerBehind({ status, headers, text })?.by ?? null;
  if (by !== null) return `was not read: ${by} answered ${status}, not ${new URL(url).host}`;
  return status === 401 || status === 403 ? `answers HTTP ${status}` : null;
}

function isPage(headers: HttpResponse['headers']): boolean {
  return /html/i.test(headers['content-type'] ?? '');
}

/** The same with what to set, or what of it is missing. */
async function withHeaders(
  { siteHeaders }: Pick<Context['services'], 'siteHeaders'>,
  what: string,
  url: string,
): Promise<TsopsError> {
  const missing = (await siteHeaders?.forUrl(url))?.missing ?? [];
  const why =
    missing.length > 0 ? missing.join('; ') : 'so the version that is served is not known';
  const host = new URL(url).host;
  return new TsopsError({
    kind: 'unreachable',
    message: `${url} ${what}`,
    why,
    next: [
      `set environments.<name>.headers for ${host} in tsops.config.yaml, and the TSOPS_HEADER_… it names`,
    ],
  });
}

function infoOf(response: HttpResponse, url: string): BuildInfo {
  if (response.status !== 200) throw trouble(url, `answers HTTP ${response.status}`);
  const reading = parseBuildInfo(Buffer.from(response.body).toString('utf8'));
  if ('info' in reading) return reading.info;
  throw trouble(url, reading.trouble);
}

function trouble(url: string, what: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `${url} ${what}`,
    why: 'so the version that is served is not known',
    next: ['tsops health'],
  });
}

/**
 * What an environment serves. `bad` for a mixed fleet; `warn` where some reads failed; `unknown` where
 * all did. `reads` is the number of reads, five at a time.
 */
export async function servedVersion(
  context: Source,
  environment: { readonly name: string; readonly buildInfo: string },
  { reads = 1, timeout = 10_000 } = {},
): Promise<Evidence<ServedBuild>> {
  const question = {
    question: `which version does ${environment.name} serve?`,
    source: environment.buildInfo,
    budget: timeout * Math.ceil(reads / atOnce) + 1000,
  };
  return settle(context, question, async (signal) => {
    const results: (BuildInfo | TsopsError)[] = [];
    while (results.length < reads) {
      const batch = Array.from({ length: Math.min(atOnce, reads - results.length) }, () =>
        readBuildInfo(context, environment.buildInfo, { timeout, signal }).catch(asTsopsError),
      );
      results.push(...(await Promise.all(batch)));
    }
    return answerOf(results);
  });
}

function answerOf(results: readonly (BuildInfo | TsopsError)[]): SettledAnswer<ServedBuild> {
  const infos = results.filter((result): result is BuildInfo => !(result instanceof TsopsError));
  const failure = results.find((result) => result instanceof TsopsError);
  const versions = tally(infos);
  const main = infos.find((info) => info.version === versions[0]?.version);
  if (main === undefined) throw failure ?? new Error('nothing was read');
  const failedReads = results.length - infos.length;
  const mixed = versions.length > 1;
  const verdict: Verdict = mixed ? 'bad' : failure === undefined ? 'ok' : 'warn';
  const value = { ...main, versions, reads: results.length, failedReads };
  return {
    verdict,
    value,
    detail: servedText(value).en,
    ...(failure === undefined ? {} : { problem: problemOf(failure) }),
  };
}

function tally(infos: readonly BuildInfo[]) {
  const counts: { version: string; reads: number }[] = [];
  for (const { version } of infos) {
    const known = counts.find((entry) => sameVersion(entry.version, version));
    if (known === undefined) counts.push({ version, reads: 1 });
    else known.reads += 1;
  }
  return counts.sort((a, b) => b.reads - a.reads);
}
