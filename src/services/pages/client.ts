import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { ageOf, cacheStateOf } from '../../domain/speed/cache-rules.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';
import type { Loaded, LoadedCode, LoadedImage, Loading, WebPages } from '../../ports/web-pages.ts';
import { unpack } from '../http/unpack.ts';
import { pageTags } from './tags.ts';

const limits = { page: 2_000_000, code: 10_000_000, unpacked: 30_000_000, image: 30_000_000 };
/** An image's header lies within; a JPEG with large metadata may keep its size to itself. */
const imageHead = 128 * 1024;
const redirects = 3;

interface PageClients {
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
}

interface Got {
  readonly loaded: Loaded;
  readonly body: Uint8Array;
  readonly headers: HttpResponse['headers'];
  /** After redirects. */
  readonly at: string;
}

/** Over our own HTTP; compressed as browsers ask for it. */
export function createWebPages(parts: PageClients): WebPages {
  const compressed = { 'accept-encoding': 'gzip, br' };
  return {
    async page(url, loading) {
      const headers = { accept: 'text/html,*/*;q=0.8', ...compressed };
      const got = await get(parts, { url, headers, maxBody: limits.page }, loading);
      return { ...got.loaded, tags: pageTags(textOf(got.body), got.at) };
    },
    async code(url, loading) {
      const headers = { accept: '*/*', ...compressed };
      const got = await get(parts, { url, headers, maxBody: limits.code }, loading);
      return { ...got.loaded, imports: importsOf(got) };
    },
    image: (url, loading) => imageOf(parts, url, loading),
  };
}

interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBody: number;
}

async function get(
  { http, clock }: PageClients,
  request: Request,
  { timeout, signal }: Loading,
): Promise<Got> {
  const began = clock.now();
  let at = request.url;
  for (let hop = 0; ; hop += 1) {
    const left = Math.max(1, timeout - (clock.now() - began));
    const asking = { ...request, url: at, timeout: left, signal, site: true };
    const response = await answerOf(http, asking);
    const { location } = response.headers;
    const moved = response.status >= 300 && response.status < 400 && location !== undefined;
    if (!moved || hop === redirects || !URL.canParse(location, at)) {
      const body = await unpacked(response, at);
      const loaded = loadedOf(request.url, response, body.length, clock.now() - began);
      return { loaded, body, headers: response.headers, at };
    }
    at = new URL(location, at).href;
  }
}

async function answerOf(http: Http, request: Parameters<Http['send']>[0]): Promise<HttpResponse> {
  try {
    return await http.send(request);
  } catch (thrown) {
    if (!(thrown instanceof HttpFailure)) throw thrown;
    throw new TsopsError({ kind: 'unreachable', message: cleanText(thrown.message, 200) });
  }
}

function unpacked({ headers, body }: HttpResponse, url: string): Promise<Uint8Array> {
  return unpack(body, headers['content-encoding'] ?? '', limits.unpacked, new URL(url).host);
}

function loadedOf(url: string, response: HttpResponse, decoded: number, took: number): Loaded {
  const { status, headers, body } = response;
  return {
    url,
    status,
    state: cacheStateOf(headers),
    ageSeconds: ageOf(headers),
    cacheControl: cleanText(headers['cache-control'] ?? '', 120),
    type: cleanText((headers['content-type'] ?? '').split(';', 1)[0] ?? '', 60).toLowerCase(),
    transfer: body.length,
    decoded,
    took,
  };
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

/** Bundlers put static imports at the head of a module. */
const codeHead = 32 * 1024;
const imported =
  /(?:^|[;\s}])(?:import|export)\s*(?:[\w*{}\s,$]+from\s*)?["'](\.{0,2}\/[^"'\s]+)["']/g;

function importsOf({ body, at, loaded }: Got): LoadedCode['imports'] {
  if (!loaded.type.includes('javascript')) return [];
  const head = textOf(body.subarray(0, codeHead));
  const urls = [...head.matchAll(imported)].map(([, path = '']) => new URL(path, at).href);
  return [...new Set(urls)];
}

async function imageOf(parts: PageClients, url: string, loading: Loading): Promise<LoadedImage> {
  const headers = { accept: 'image/avif,image/webp,*/*;q=0.8', range: `bytes=0-${imageHead - 1}` };
  const got = await get(parts, { url, headers, maxBody: limits.image }, loading);
  const whole = /\/(\d{1,15})$/.exec(got.headers['content-range'] ?? '')?.[1];
  const bytes = got.loaded.status === 206 && whole !== undefined ? Number(whole) : got.body.length;
  const status = got.loaded.status === 206 ? 200 : got.loaded.status;
  const header = await imageHeader(got.body);
  return { ...got.loaded, status, transfer: bytes, decoded: bytes, ...header };
}

async function imageHeader(
  body: Uint8Array,
): Promise<Pick<LoadedImage, 'format' | 'width' | 'height'>> {
  const { imageSize } = await import('image-size');
  try {
    const { type = '', width, height } = imageSize(body.subarray(0, imageHead));
    return { format: cleanText(type, 10), width, height };
  } catch {
    return { format: '', width: null, height: null };
  }
}
