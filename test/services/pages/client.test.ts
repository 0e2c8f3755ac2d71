import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { imageHead } from '../../../src/sandbox/world/image-file.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { createWebPages } from '../../../src/services/pages/client.ts';
import { closedPort, closeServers, httpServer } from '../../support/probe-servers.ts';

afterEach(closeServers);

const signal = new AbortController().signal;
const loading = { timeout: 3000, signal };
const pages = createWebPages({ http: createHttp({ env: {}, loopbackOnly: true }), clock: Date });

/** A server with one answer for every path. */
function serving(
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Promise<string> {
  return httpServer((_, response) => response.writeHead(status, headers).end(body));
}

async function failure(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.catch((error: unknown) => error);
  if (!(thrown instanceof TsopsError)) throw new Error(`no TsopsError: ${JSON.stringify(thrown)}`);
  return thrown;
}

describe('a page', () => {
  it('is asked for as browsers do, and tells what it loads and what the CDN says of it', async () => {
    let asked: Record<string, unknown> = {};
    const url = await httpServer((request, response) => {
      asked = request.headers;
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'x-cache': 'Hit from cloudfront',
          age: '12',
        })
        .end('<script src="/a.js"></script>');
    });
    expect(await pages.page(url, loading)).toMatchObject({
      status: 200,
      state: 'hit',
      ageSeconds: 12,
      cacheControl: 'no-cache',
      type: 'text/html',
      tags: [{ kind: 'script', url: `${url}/a.js` }],
    });
    expect(asked['accept-encoding']).toBe('gzip, br');
    expect(asked.accept).toContain('text/html');
  });

  it('is followed through redirects, and its addresses belong to where it ends', async () => {
    const url = await httpServer((request, response) => {
      if (request.url === '/') response.writeHead(301, { location: '/ko/' }).end();
      else response.end('<script src="a.js"></script>');
    });
    expect((await pages.page(`${url}/`, loading)).tags[0]?.url).toBe(`${url}/ko/a.js`);
  });

  it('that redirects for ever is told with its redirect', async () => {
    const url = await httpServer((_, response) => response.writeHead(302, { location: '/' }).end());
    expect((await pages.page(url, loading)).status).toBe(302);
  });

  it('keeps its status: an error page is an answer', async () => {
    const url = await serving('<h1>503</h1>', { 'x-cache': 'Error from cloudfront' }, 503);
    expect(await pages.page(url, loading)).toMatchObject({ status: 503, state: 'error' });
  });
});

describe('a script', () => {
  const code = 'export const a = 1;\n'.repeat(5000);

  it.each([
    ['gzip', gzipSync(code)],
    ['br', brotliCompressSync(code)],
    ['deflate', deflateSync(code)],
    ['identity', Buffer.from(code)],
  ])('as %s tells its size on the wire and unpacked', async (encoding, body) => {
    const headers = { 'content-encoding': encoding, 'content-type': 'text/javascript' };
    const found = await pages.code(await serving(body, headers), loading);
    expect(found).toMatchObject({ transfer: body.length, decoded: code.length });
  });

  it('tells the modules that it imports at its head, and not those that it imports when needed', async () => {
    const body =
      'import{a as b}from"./vendor-1.js";import"./side.js";export*from"../x.js";' +
      'import z from "react";const l=()=>import("./later.js");';
    const url = await serving(body, { 'content-type': 'text/javascript' });
    const found = await pages.code(`${url}/assets/index.js`, loading);
    expect(found.imports).toEqual([
      `${url}/assets/vendor-1.js`,
      `${url}/assets/side.js`,
      `${url}/x.js`,
    ]);
  });

  it('of another type has no imports, whatever stands in it', async () => {
    const url = await serving('import"./a.js";', { 'content-type': 'text/html' });
    expect((await pages.code(url, loading)).imports).toEqual([]);
  });
});

describe('what cannot be read', () => {
  const bomb = gzipSync(Buffer.alloc(40_000_000));
  const answers: readonly (readonly [string, RequestListener, RegExp])[] = [
    ['a dropped connection', (request) => request.destroy(), /dropped/],
    ['no answer in time', () => {}, /did not answer within/],
    [
      'a body that is not what it says',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
      /cannot be unpacked/,
    ],
    [
      'a body that would fill the memory',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      /more than 30000000 bytes/,
    ],
    [
      'an encoding that nobody asked for',
      (_, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
      /not asked for/,
    ],
    ['a page of 3 MB', (_, response) => response.end(Buffer.alloc(3_000_000)), /more than 2000000/],
  ];

  it.each(answers)('is said of %s', async (_name, answer, message) => {
    const url = await httpServer(answer);
    const error = await failure(pages.page(url, { timeout: 400, signal }));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toMatch(message);
  });

  it('is said where nothing listens', async () => {
    const error = await failure(pages.code(`http://127.0.0.1:${await closedPort()}/`, loading));
    expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringMatching(/refused/) });
  });

  it('is the caller’s own reason where the caller gave up', async () => {
    const ended = AbortSignal.abort(new Error('given up'));
    const url = await serving('x');
    await expect(pages.code(url, { timeout: 100, signal: ended })).rejects.toThrow('given up');
  });
});

describe('an image', () => {
  const whole = (path: string, width: number, height: number, bytes: number): Buffer => {
    const body = Buffer.alloc(bytes, '\n');
    imageHead(path, width, height).copy(body);
    return body;
  };

  it.each([
    ['a.png', 'png'],
    ['a.jpg', 'jpg'],
    ['a.webp', 'webp'],
    ['a.svg', 'svg'],
  ])('%s tells its format and its pixels in its header', async (path, format) => {
    const url = await serving(whole(path, 1280, 720, 2000));
    expect(await pages.image(url, loading)).toMatchObject({
      format,
      width: 1280,
      height: 720,
      transfer: 2000,
    });
  });

  it('is not read to its end where the server gives parts, and yet its size is known', async () => {
    const body = whole('a.png', 4096, 2304, 4_812_300);
    let sent = 0;
    const url = await httpServer((request, response) => {
      const to = Number(/^bytes=0-(\d+)$/.exec(request.headers.range ?? '')?.[1]) + 1;
      const part = body.subarray(0, to);
      sent = part.length;
      const range = `bytes 0-${to - 1}/${body.length}`;
      response.writeHead(206, { 'content-range': range, 'content-type': 'image/png' }).end(part);
    });
    expect(await pages.image(url, loading)).toMatchObject({
      status: 200,
      transfer: 4_812_300,
      width: 4096,
      height: 2304,
    });
    expect(sent).toBe(131_072);
  });

  it.each([
    ['garbage', Buffer.alloc(500, 'x')],
    ['nothing', Buffer.alloc(0)],
    ['a cut header', imageHead('a.png', 10, 10).subarray(0, 14)],
  ])('of %s has no format and no pixels, and is no failure', async (_what, body) => {
    expect(await pages.image(await serving(body), loading)).toMatchObject({
      format: '',
      width: null,
      height: null,
    });
  });
});
