import { createHash } from 'node:crypto';
import type { Clock } from '../../contract/context.ts';
import type { EdgeRead } from '../../domain/cdn/edge-proof.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';

export interface EdgeReader {
  readonly http: Http;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const timeout = 10_000;
const maxBody = 10 * 1024 * 1024;

/**
 * Reads one address through the edge as a browser would (compressed, no redirect followed). Always answers;
 * rejects only with the signal's reason.
 */
export async function readEdge(reader: EdgeReader, url: string): Promise<EdgeRead> {
  const { http, clock, signal } = reader;
  try {
    const response = await http.send({
      url,
      site: true,
      headers: { accept: '*/*', 'accept-encoding': 'gzip, br' },
      timeout,
      maxBody,
      signal,
    });
    const at = clock.now();
    const stranger = await strangerIn(response);
    if (stranger !== null) return { ...nothing, url, at, failure: stranger };
    return { ...headersOf(response), url, at, hash: hashOf(response), failure: null };
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof HttpFailure)) throw thrown;
    return { ...nothing, url, at: clock.now(), failure: cleanText(thrown.message, 200) };
  }
}

/** Who answered in the site's place; null for the site, as far as can be told. */
async function strangerIn({ status, headers, body }: HttpResponse): Promise<string | null> {
  const shown =
    headers['cf-mitigated'] ?? headers['x-amzn-waf-action'] ?? headers['x-vercel-mitigated'];
  // A challenge may come with 200, as a page; a file is read as it is.
  const isPage = /html/i.test(headers['content-type'] ?? '');
  if (status < 400 && shown === undefined && !isPage) return null;
  const { strangerBehind } = await import('../../domain/health/challenge.ts');
  const text = Buffer.from(body.subarray(0, 16_384)).toString('latin1');
  const by = strangerBehind({ status, headers, text })?.by ?? null;
  return by === null ? null : `${by} answered, not the site`;
}

const nothing = { status: null, xCache: null, age: null, etag: null, hash: null, pop: null };

function headersOf({ status, headers }: HttpResponse) {
  const text = (name: string): string | null => {
    const value = headers[name];
    return value === undefined ? null : cleanText(value, 100);
  };
  const age = text('age');
  return {
    status,
    xCache: text('x-cache'),
    age: age !== null && /^\d{1,10}$/.test(age) ? Number(age) : null,
    etag: text('etag'),
    pop: text('x-amz-cf-pop'),
  };
}

function hashOf({ body }: HttpResponse): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 12);
}
