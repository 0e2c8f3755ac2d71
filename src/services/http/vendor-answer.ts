import { cleanText } from '../../domain/text/clean.ts';
import type { Reach } from '../../ports/access.ts';
import { type Http, HttpFailure, type HttpRequest } from '../../ports/http.ts';

export interface VendorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON; undefined when it is not JSON (a gateway's HTML page, an empty body …). */
  readonly json: unknown;
}

/** What came back from one request: an answer, or one line that says why there is none. */
export type Asked =
  | { readonly answer: VendorAnswer; readonly reason?: undefined }
  | {
      readonly answer?: undefined;
      readonly reason: string;
      /** A write may have been taken all the same. */
      readonly perhapsTaken: boolean;
      /** Where the vendor limits us: milliseconds that it asks to wait, null where it does not say. */
      readonly wait?: number | null;
    };

const maxBody = 2 * 1024 * 1024;

/**
 * Asks a vendor once and reads its answer as JSON. What says nothing about our access — no answer, a
 * rate limit, a vendor in trouble, a redirect, a page that is not JSON — becomes a reason.
 * Rejects only with the signal's reason.
 */
export async function askVendor(
  http: Http,
  vendor: string,
  request: Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body'>,
  reach: Reach,
): Promise<Asked> {
  try {
    const { status, headers, body } = await http.send({
      ...request,
      headers: { accept: 'application/json', ...request.headers },
      maxBody,
      ...reach,
    });
    return judge(vendor, { status, headers, json: parse(body) });
  } catch (thrown) {
    if (!(thrown instanceof HttpFailure)) throw thrown;
    return { reason: cleanText(thrown.message, 200), perhapsTaken: thrown.sent };
  }
}

function judge(vendor: string, answer: VendorAnswer): Asked {
  const { status, headers, json } = answer;
  if (status === 429) return limited(vendor, headers);
  if (status >= 500) {
    return { reason: `${vendor} is in trouble: it answered ${status}`, perhapsTaken: true };
  }
  if (status >= 300 && status < 400) {
    const reason = `${vendor} answered ${status}, a redirect: its address may be wrong`;
    // Whoever redirects may have passed a write on before.
    return { reason, perhapsTaken: true };
  }
  if (status < 300 && json === undefined) {
    return { reason: `${vendor} answered something that is not JSON`, perhapsTaken: true };
  }
  return { answer };
}

/** PagerDuty tells the seconds that are left in a header of its own. */
function limited(vendor: string, headers: VendorAnswer['headers']): Asked {
  const given = headers['retry-after'] ?? headers['ratelimit-reset'];
  const until = given === undefined ? '' : `; asks to wait ${cleanText(given, 20)} s`;
  const seconds = Number(given);
  return {
    reason: `${vendor} limits our requests (429)${until}`,
    perhapsTaken: false,
    wait: seconds >= 0 ? Math.max(1, seconds) * 1000 : null,
  };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

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
export function list(value: unknown, ...path: readonly string[]): readonly unknown[] | undefined {
  const at = path.length === 0 ? value : field(value, ...path);
  return Array.isArray(at) ? at : undefined;
}

/** Epoch milliseconds; null where there is no time. */
export function instant(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** Base address and path joined with one slash. */
export function join(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}
