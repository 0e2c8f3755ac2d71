/*
 * One HTTP exchange over node:http and node:https. The global fetch is never used: it costs more at
 * start-up than everything else together.
 */
import type { DatedAnswer } from '../../domain/evidence/clock-offset.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import { type Http, HttpFailure, type HttpRequest, type HttpResponse } from '../../ports/http.ts';
import type { SiteHeaders } from '../../ports/site.ts';
import { type Attempted, exchangeHttp, proxyRefused, type Way } from './exchange.ts';
import { type WayOptions, type Ways, wayTo } from './way.ts';

export interface HttpOptions extends WayOptions {
  /** The headers that the config gives for the origin of an address of the site. */
  readonly siteHeaders?: SiteHeaders;
  /** Sees every answer; `before` and `after` are epoch milliseconds by our clock. */
  readonly onAnswer?: (answer: DatedAnswer) => void;
  readonly clock?: { now(): number };
}

/** An Http over node's own client. */
export function createHttp(options: HttpOptions): Http {
  const ways: Ways = new Map();
  return {
    async send(request) {
      const url = parse(request.url);
      if (options.loopbackOnly && !isLoopback(url.hostname)) throw notLoopback(url);
      const before = options.clock?.now() ?? 0;
      const response = await answerTo(await withSiteHeaders(request, options), url, options, ways);
      const after = options.clock?.now() ?? 0;
      options.onAnswer?.({ host: url.host, headers: response.headers, before, after });
      return request.unpack === true ? unpacked(response, request, url) : response;
    },
  };
}

async function withSiteHeaders(
  request: HttpRequest,
  { siteHeaders }: HttpOptions,
): Promise<HttpRequest> {
  if (request.site !== true || siteHeaders === undefined) return request;
  const { headers } = await siteHeaders.forUrl(request.url);
  return { ...request, headers: { ...request.headers, ...headers } };
}

async function answerTo(
  request: HttpRequest,
  url: URL,
  options: HttpOptions,
  ways: Ways,
): Promise<HttpResponse> {
  const way = await wayTo(url, request, options, ways);
  const attempted: Attempted = { reused: false };
  try {
    const response = await exchangeHttp(way, url, request, attempted);
    if (way.through !== undefined) await refuseProxys(response, way, url);
    return response;
  } catch (thrown) {
    if (!(thrown instanceof HttpFailure)) throw thrown;
    // The other end had closed it while it lay open: only reads go over such a connection.
    if (thrown.code === 'reset' && attempted.reused) {
      return exchangeHttp(
        await wayTo(url, { ...request, fresh: true }, options, ways),
        url,
        request,
        {
          reused: false,
        },
      );
    }
    if (request.site === true && url.protocol === 'https:')
      return overHttp2(way, url, request, thrown);
    throw thrown;
  }
}

/** A site that speaks only HTTP/2 fails so over HTTP/1.1. */
async function overHttp2(
  way: Way,
  url: URL,
  request: HttpRequest,
  failure: HttpFailure,
): Promise<HttpResponse> {
  const { cause } = failure;
  const { mayWantHttp2 } = await import('./http2.ts');
  if (!mayWantHttp2((cause as { code?: string } | undefined)?.code)) throw failure;
  const { exchangeHttp2 } = await import('./http2.ts');
  return exchangeHttp2(way, url, request, failure);
}

async function refuseProxys({ status, headers }: HttpResponse, way: Way, url: URL): Promise<void> {
  const { isProxysOwn } = await import('../../domain/net/proxy-answer.ts');
  if (isProxysOwn(status, headers)) throw proxyRefused(url.host, way.proxy ?? '', status);
}

async function unpacked(
  response: HttpResponse,
  { maxBody = 10 * 1024 * 1024 }: HttpRequest,
  url: URL,
): Promise<HttpResponse> {
  const encoding = response.headers['content-encoding'];
  if (encoding === undefined) return response;
  const { unpack } = await import('./unpack.ts');
  try {
    return { ...response, body: await unpack(response.body, encoding, maxBody, url.host) };
  } catch (thrown) {
    throw new HttpFailure('other', (thrown as Error).message, true, thrown);
  }
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new HttpFailure('bad-url', `${text} is not an http or https address`, false);
}

function notLoopback(url: URL): HttpFailure {
  return new HttpFailure(
    'not-loopback',
    `${url.host} was not contacted: inside the sandbox only loopback addresses are`,
    false,
  );
}
