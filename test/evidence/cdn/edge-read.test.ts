import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readEdge } from '../../../src/evidence/cdn/edge-read.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeClock } from '../../support/clock.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function read(url: string, signal = new AbortController().signal) {
  const http = createHttp({ env: {}, loopbackOnly: true });
  return readEdge({ http, clock: fakeClock(), signal }, url);
}

describe('one read through the edge', () => {
  it('tells status, cache, age, etag, content and edge location', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, {
        'x-cache': 'Hit from cloudfront',
        age: '3600',
        etag: '"abc"',
        'x-amz-cf-pop': 'ICN57-P1',
      });
      response.end('hello');
    });
    expect(await read(url)).toEqual({
      url,
      at: Date.parse('2026-11-23T03:00:00Z'),
      status: 200,
      xCache: 'Hit from cloudfront',
      age: 3600,
      etag: '"abc"',
      hash: '2cf24dba5fb0',
      pop: 'ICN57-P1',
      failure: null,
    });
  });

  it('is none of a challenge that answers 200, and one of a page that is the site', async () => {
    const challenge =
      '<title>Making sure you&#39;re not a bot!</title><script id="anubis_challenge"></script>';
    const url = await serve(({ url: path }, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(path === '/' ? challenge : '<title>Shop</title>');
    });
    expect((await read(url)).failure).toBe('a challenge of Anubis answered, not the site');
    expect((await read(`${url}shop`)).failure).toBeNull();
  });

  it('asks as a browser does, and tells content as transferred apart', async () => {
    const url = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toContain('gzip');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'));
    });
    expect((await read(url)).hash).not.toBe('2cf24dba5fb0');
  });

  it('follows no redirect', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(301, { location: 'http://127.0.0.1:1/' }).end();
    });
    expect((await read(url)).status).toBe(301);
  });

  it.each(['soon', '-1', '1e9', '99999999999', ''])('takes no age of %j', async (age) => {
    const url = await serve((_request, response) => response.writeHead(200, { age }).end());
    expect((await read(url)).age).toBeNull();
  });

  it('keeps nothing that steers a terminal', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'x-cache': 'Hit\x9b31m\u0085 two', etag: `"${'e'.repeat(500)}"` });
      response.end();
    });
    const { xCache, etag } = await read(url);
    expect(xCache).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(etag?.length).toBeLessThanOrEqual(100);
  });
});

describe('no answer', () => {
  it.each<[string, RequestListener, string]>([
    ['a dropped connection', (request) => request.socket.destroy(), 'dropped'],
    [
      'a body without end',
      (_request, response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024)));
        };
        response.on('drain', more);
        more();
      },
      'more than',
    ],
  ])('%s is a reason, no failure of ours', async (_what, listener, reason) => {
    const { status, hash, failure } = await read(await serve(listener));
    expect([status, hash]).toEqual([null, null]);
    expect(failure).toContain(reason);
  });

  it('an address outside of the sandbox is not asked', async () => {
    expect((await read('https://talkstudio.app/')).failure).toContain('only loopback');
  });

  it('Ctrl-C ends it with its own reason', async () => {
    const controller = new AbortController();
    const reason = new Error('Ctrl-C');
    const url = await serve(() => controller.abort(reason));
    await expect(read(url, controller.signal)).rejects.toBe(reason);
  });
});
