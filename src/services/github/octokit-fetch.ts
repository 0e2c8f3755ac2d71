import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';

/** What Octokit reads of a fetch response. */
interface FetchResponse {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  /** The text, for `parseSuccessResponseBody: false`. */
  readonly body: string;
  text(): Promise<string>;
  arrayBuffer(): Promise<Uint8Array>;
}

interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect?: 'manual' | 'follow' | 'error';
  readonly signal?: AbortSignal;
}

const readTimeout = 10_000;
const writeTimeout = 30_000;
const redirects = 3;

/**
 * A fetch for Octokit over our own Http: the global one costs more at start-up than Octokit itself. Reads
 * follow redirects (a renamed repository) on the same host only, so that the token stays there; a write
 * follows none.
 */
export function octokitFetch(http: Http) {
  return async (url: string, options: FetchOptions): Promise<FetchResponse> => {
    const follows = options.method === 'GET' && options.redirect !== 'manual';
    let at = url;
    for (let hop = 0; ; hop += 1) {
      const response = await http.send({
        method: options.method,
        url: at,
        headers: options.headers,
        timeout: options.method === 'GET' ? readTimeout : writeTimeout,
        ...(options.body === undefined ? {} : { body: options.body }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      const next = follows && hop < redirects ? target(response, at) : undefined;
      if (next === undefined) return fetched(response, at);
      at = next;
    }
  };
}

/** Where a redirect leads, when it stays on the same host. */
function target(response: HttpResponse, from: string): string | undefined {
  const location = response.headers.location;
  if (![301, 302, 307, 308].includes(response.status) || location === undefined) return undefined;
  if (!URL.canParse(location, from)) return undefined;
  const to = new URL(location, from);
  return to.origin === new URL(from).origin ? to.href : undefined;
}

function fetched(response: HttpResponse, url: string): FetchResponse {
  const body = Buffer.from(response.body).toString('utf8');
  return {
    status: response.status,
    statusText: '',
    url,
    headers: new Map(Object.entries(response.headers)),
    body,
    text: async () => body,
    arrayBuffer: async () => response.body,
  };
}

/** The failure of our Http inside what Octokit threw. */
export function httpFailureIn(thrown: unknown): HttpFailure | undefined {
  if (thrown instanceof HttpFailure) return thrown;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof HttpFailure ? cause : undefined;
}
