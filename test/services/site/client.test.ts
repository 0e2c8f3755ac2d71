import { createServer } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Measurement, ProbeTarget } from '../../../src/domain/health/probe.ts';
import { judge } from '../../../src/domain/health/probe-verdict.ts';
import type { SiteOptions } from '../../../src/services/site/client.ts';
import { blackHole } from '../../support/black-hole.ts';
import {
  closedPort,
  closeServers,
  httpServer,
  target,
  tcpServer,
  testSite,
} from '../../support/probe-servers.ts';

afterEach(closeServers);

async function probe(
  url: string,
  changes: Partial<ProbeTarget> = {},
  options: Partial<SiteOptions> = {},
): Promise<Measurement & { readonly judged: string }> {
  const asked = target(url, changes);
  const measured = await testSite(options).probe(asked);
  const [finding] = judge(measured, asked, null);
  return {
    ...measured,
    judged: finding === undefined ? 'ok' : `${finding.verdict} ${finding.reason}`,
  };
}

describe('a healthy answer', () => {
  test('is measured phase by phase, with the address and the cache headers', async () => {
    const url = await httpServer((_, response) => {
      response.setHeader('x-cache', 'Hit from cloudfront');
      response.setHeader('age', '31');
      response.setHeader('cache-control', 'max-age=60');
      response.setHeader('via', '1.1 edge');
      response.setHeader('set-cookie', 'session=secret');
      response.end('hello');
    });
    const measured = await probe(url);
    expect(measured.judged).toBe('ok');
    expect(measured.bodyBytes).toBe(5);
    expect(measured.hops).toHaveLength(1);
    const [hop] = measured.hops;
    expect(hop).toMatchObject({
      address: '127.0.0.1',
      family: 4,
      status: 200,
      httpVersion: '1.1',
      proxy: null,
      certificate: null,
      headers: {
        'x-cache': 'Hit from cloudfront',
        age: '31',
        'cache-control': 'max-age=60',
        via: '1.1 edge',
      },
    });
    expect(hop?.headers).not.toHaveProperty('set-cookie');
    expect(hop?.dnsMs, 'an address needs no resolver').toBeNull();
    expect(hop?.tlsMs).toBeNull();
    for (const phase of [hop?.connectMs, hop?.firstByteMs, hop?.downloadMs, hop?.totalMs]) {
      expect(phase).toBeGreaterThanOrEqual(0);
    }
  });

  test('of a name says how long the resolver took and which address answered', async () => {
    const url = await httpServer((_, response) => response.end());
    const { port } = new URL(url);
    const measured = await probe(`http://some.test:${port}/`, {}, { lookup: answers('127.0.0.1') });
    expect(measured.judged).toBe('ok');
    expect(measured.hops[0]?.dnsMs).toBeGreaterThanOrEqual(0);
    expect(measured.hops[0]?.address).toBe('127.0.0.1');
  });

  test('comes from the other family when the first choice does not answer', async () => {
    const url = await httpServer((_, response) => response.end());
    const { port } = new URL(url);
    const lookup = answers('::1', '127.0.0.1');
    const measured = await probe(`http://some.test:${port}/`, {}, { lookup });
    expect(measured.judged).toBe('ok');
    expect(measured.hops[0]).toMatchObject({ address: '127.0.0.1', family: 4 });
  });

  test.runIf(process.platform === 'linux')(
    'comes from the next address when the first one stays silent',
    async () => {
      const hole = await blackHole();
      const beside = createServer((_, response) => response.end());
      await new Promise<void>((resolve) => beside.listen(hole.port, '127.0.0.2', resolve));
      try {
        const lookup = answers('127.0.0.1', '127.0.0.2');
        const measured = await probe(`http://some.test:${hole.port}/`, {}, { lookup });
        expect(measured.judged).toBe('ok');
        expect(measured.hops[0]?.address).toBe('127.0.0.2');
      } finally {
        beside.close();
        await hole.close();
      }
    },
  );

  test('may have 60 KB of header', async () => {
    const url = await httpServer((_, response) => {
      response.setHeader('content-security-policy', 'a'.repeat(60_000)).end();
    });
    expect((await probe(url)).judged).toBe('ok');
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('encoded with %s is decoded before the keyword is looked for', async (encoding, encode) => {
    const url = await httpServer((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip, br');
      response.setHeader('content-encoding', encoding);
      response.end(encode('before the keyword after'));
    });
    const measured = await probe(url, { keyword: 'keyword' });
    expect(measured).toMatchObject({ judged: 'ok', bodyBytes: 24, keywordFound: true });
  });

  test('holds the keyword even where it is split over chunks and characters', async () => {
    const body = Buffer.from('버전 {"version":"v1"}');
    const url = await httpServer(async (_, response) => {
      for (const byte of body) {
        response.write(Buffer.of(byte));
        await new Promise(setImmediate);
      }
      response.end();
    });
    expect((await probe(url, { keyword: '전 {"version"' })).judged).toBe('ok');
  });

  test('may hold bytes that are no text', async () => {
    const url = await httpServer((_, response) => {
      response.end(
        Buffer.concat([Buffer.of(0xff, 0xc3, 0x28), Buffer.from('version'), Buffer.of(0xf0)]),
      );
    });
    expect((await probe(url, { keyword: 'version' })).judged).toBe('ok');
  });

  test.each([
    ['204 No Content', ''],
    ['200 OK', 'content-length: 0\r\n'],
  ])('may be empty, though it says that it is gzip: %s', async (status, header) => {
    const port = await tcpServer((socket) => {
      const head = `HTTP/1.1 ${status}\r\ncontent-encoding: gzip\r\n${header}\r\n`;
      socket.once('data', () => socket.end(head));
    });
    expect(await probe(`http://127.0.0.1:${port}`)).toMatchObject({ judged: 'ok', bodyBytes: 0 });
  });

  test('to HEAD has no body to wait for', async () => {
    const url = await httpServer((_, response) => {
      response.setHeader('content-length', '5000000000');
      response.end();
    });
    expect(await probe(url, { method: 'HEAD' })).toMatchObject({ judged: 'ok', bodyBytes: null });
  });

  test('may have a status that only this monitor expects, a redirect included', async () => {
    const url = await httpServer((_, response) => {
      response.writeHead(301, { location: 'http://elsewhere.invalid/' }).end();
    });
    const measured = await probe(url, { status: [{ from: 301, to: 301 }] });
    expect(measured.judged).toBe('ok');
    expect(measured.hops).toHaveLength(1);
  });
});

describe('an answer that is bad', () => {
  test.each([
    [500, 'bad http_5xx'],
    [503, 'bad http_5xx'],
    [404, 'bad http_4xx'],
    [429, 'bad http_4xx'],
    [304, 'bad unexpected_status'],
  ])('%i is %s', async (status, judged) => {
    const url = await httpServer((_, response) => response.writeHead(status).end());
    expect((await probe(url)).judged).toBe(judged);
  });

  test('is bad and not slow when it is a slow 500', async () => {
    const url = await httpServer((_, response) => {
      setTimeout(() => response.writeHead(500).end(), 20);
    });
    expect((await probe(url, { slowAfter: 1 })).judged).toBe('bad http_5xx');
  });

  test('lacks the keyword', async () => {
    const url = await httpServer((_, response) => response.end('<!doctype html>'));
    expect((await probe(url, { keyword: 'version' })).judged).toBe('bad keyword_missing');
  });

  test('is a redirect loop, ended at the first repetition', async () => {
    let requests = 0;
    const url = await httpServer((request, response) => {
      requests += 1;
      response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end();
    });
    expect((await probe(`${url}/a`)).judged).toBe('bad too_many_redirects');
    expect(requests).toBe(2);
  });

  test('is a chain of more than ten redirects; ten are followed', async () => {
    const url = await httpServer(({ url: path = '' }, response) => {
      const left = Number(path.slice(1));
      if (left === 0) response.end();
      else response.writeHead(308, { location: `/${left - 1}` }).end();
    });
    const followed = await probe(`${url}/10`);
    expect(followed.judged).toBe('ok');
    expect(followed.hops).toHaveLength(11);
    expect((await probe(`${url}/11`)).judged).toBe('bad too_many_redirects');
  });

  test.each(['ftp://files.invalid/', 'http://', 'javascript:alert(1)'])(
    'redirects to what is no web address: %s',
    async (location) => {
      const url = await httpServer((_, response) => response.writeHead(302, { location }).end());
      expect((await probe(url)).judged).toBe('bad invalid_response');
    },
  );

  test('is an upgrade that nobody asked for', async () => {
    const port = await tcpServer((socket) => {
      const head = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n';
      socket.once('data', () => socket.write(head));
    });
    expect((await probe(`http://127.0.0.1:${port}`)).judged).toBe('bad unexpected_status');
  });

  test.each([
    ['more header than anyone reads', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`],
    [
      'two different lengths',
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!',
    ],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhi\r\n'],
    ['a status that is not a number', 'HTTP/1.1 abc OK\r\n\r\n'],
  ])('is broken HTTP: %s', async (_, answer) => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.end(answer)));
    expect((await probe(`http://127.0.0.1:${port}`)).judged).toBe('bad invalid_response');
  });

  test('is no HTTP at all', async () => {
    const port = await tcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    expect((await probe(`http://127.0.0.1:${port}`)).judged).toBe('bad invalid_response');
  });

  test('is encoded in a way that is broken', async () => {
    const url = await httpServer((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end('this is not gzip');
    });
    expect((await probe(url)).judged).toBe('bad invalid_response');
  });

  test('is encoded in a way that no Node reads: then nobody knows', async () => {
    const url = await httpServer((_, response) => {
      response.setHeader('content-encoding', 'dcz');
      response.end('x');
    });
    expect((await probe(url)).judged).toBe('unknown body_unreadable');
  });

  test('is encoded in a way that browsers do not know either: they read it as it is', async () => {
    const url = await httpServer((_, response) => {
      response.setHeader('content-encoding', 'aws-chunked');
      response.end('the keyword');
    });
    expect((await probe(url, { keyword: 'keyword' })).judged).toBe('ok');
    expect((await probe(url, { keyword: 'other' })).judged).toBe('bad keyword_missing');
  });
});

describe('a body that is too much', () => {
  test('by a byte is too large, and exactly the limit is not', async () => {
    const url = await httpServer((_, response) => response.end('x'.repeat(100)));
    expect((await probe(url, { maxBody: 100 })).judged).toBe('ok');
    expect((await probe(url, { maxBody: 99 })).judged).toBe('bad body_too_large');
  });

  test('because it claims 5 GB and never ends is given up at the limit', async () => {
    let sent = 0;
    const url = await httpServer((_, response) => {
      response.setHeader('content-length', String(5 * 1024 ** 3));
      const piece = Buffer.alloc(65_536);
      const pump = (): void => {
        while (!response.destroyed) {
          sent += piece.length;
          if (!response.write(piece)) break;
        }
      };
      response.on('drain', pump);
      pump();
    });
    expect((await probe(url)).judged).toBe('bad body_too_large');
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });

  test('because a few kilobytes of gzip unpack to 64 MiB is given up at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2));
    expect(bomb.length).toBeLessThan(100_000);
    const url = await httpServer((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(bomb);
    });
    expect((await probe(url)).judged).toBe('bad body_too_large');
  });

  test('does not hide the status that came before it', async () => {
    const url = await httpServer((_, response) => response.writeHead(500).end('x'.repeat(100)));
    expect((await probe(url, { maxBody: 10 })).judged).toBe('bad http_5xx');
  });
});

describe('time that runs out', () => {
  const timeout = 60;

  test('while the name is resolved', async () => {
    const measured = await probe('http://some.test/', { timeout }, { lookup: () => undefined });
    expect(measured.judged).toBe('unknown timeout_dns');
    expect(measured.hops[0]).toMatchObject({ dnsMs: null, address: null });
  });

  test('while connecting', async () => {
    const hole = await blackHole();
    try {
      const measured = await probe(`http://127.0.0.1:${hole.port}`, { timeout: 200 });
      expect(measured.judged).toBe('bad timeout_connect');
      expect(measured.hops[0]).toMatchObject({ connectMs: null, address: '127.0.0.1' });
    } finally {
      await hole.close();
    }
  });

  test('in the TLS handshake', async () => {
    const port = await tcpServer(() => undefined);
    expect((await probe(`https://127.0.0.1:${port}`, { timeout })).judged).toBe('bad timeout_tls');
  });

  test('before the answer', async () => {
    const url = await httpServer(() => undefined);
    expect((await probe(url, { timeout })).judged).toBe('bad timeout_response');
  });

  test('while a body drips in byte by byte', async () => {
    const url = await httpServer((_, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    expect((await probe(url, { timeout })).judged).toBe('bad timeout_body');
  });

  test('while headers drip in byte by byte', async () => {
    const port = await tcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-long: ');
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(timer));
    });
    const url = `http://127.0.0.1:${port}`;
    expect((await probe(url, { timeout })).judged).toBe('bad timeout_response');
  });

  test('counts for all redirects together', async () => {
    let left = 100;
    const url = await httpServer((_, response) => {
      setTimeout(() => response.writeHead(302, { location: `/${left--}` }).end(), 20);
    });
    // It runs out on whichever leg it happens to be.
    expect((await probe(url, { timeout })).judged).toMatch(/^bad timeout_(?:connect|response)$/);
  });
});

describe('a network that fails', () => {
  test('refuses the connection', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    expect((await probe(url)).judged).toBe('bad connection_refused');
  });

  test('drops the connection before an answer', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect((await probe(`http://127.0.0.1:${port}`)).judged).toBe('bad connection_reset');
  });

  test('closes the connection without an answer', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.end()));
    expect((await probe(`http://127.0.0.1:${port}`)).judged).toBe('bad connection_reset');
  });

  test('drops the connection in the middle of the body', async () => {
    const url = await httpServer((_, response) => {
      response.setHeader('content-length', '100');
      response.write('half');
      setTimeout(() => response.socket?.resetAndDestroy(), 5);
    });
    const measured = await probe(url);
    expect(measured.judged).toBe('bad connection_reset');
    expect(measured.hops[0]?.status).toBe(200);
  });

  test.each([
    ['ENOTFOUND', 'bad dns_not_found'],
    ['EAI_AGAIN', 'unknown dns_failure'],
    ['ESERVFAIL', 'unknown dns_failure'],
  ])('answers %s for the name: %s', async (code, judged) => {
    const lookup: SiteOptions['lookup'] = (_host, _options, callback) =>
      callback(Object.assign(new Error(code), { code }), []);
    expect((await probe('http://some.test/', {}, { lookup })).judged).toBe(judged);
  });

  test('names a name that does not exist, by the real resolver', async () => {
    const { judged } = await probe('http://does-not-exist.invalid/');
    expect(['bad dns_not_found', 'unknown dns_failure']).toContain(judged);
  });
});

describe('warnings', () => {
  test('slow: a healthy answer that took longer than the monitor allows', async () => {
    const url = await httpServer((_, response) => setTimeout(() => response.end(), 20));
    expect((await probe(url, { slowAfter: 5 })).judged).toBe('warn slow');
  });

  test('redirected_host: the last answer came from another host', async () => {
    const elsewhere = await httpServer((_, response) => response.end());
    const { port } = new URL(elsewhere);
    const url = await httpServer((_, response) => {
      response.writeHead(302, { location: `http://other.test:${port}/` }).end();
    });
    const measured = await probe(url, {}, { lookup: answers('127.0.0.1') });
    expect(measured.judged).toBe('warn redirected_host');
    expect(measured.hops.map(({ status }) => status)).toEqual([302, 200]);
  });
});

describe('headers of a monitor', () => {
  test('are sent to its own origin, and to no other that it redirects to', async () => {
    const seen: Record<string, string | undefined> = {};
    const elsewhere = await httpServer((request, response) => {
      seen.elsewhere = request.headers.authorization;
      response.end();
    });
    const url = await httpServer((request, response) => {
      seen[request.url ?? ''] = request.headers.authorization;
      const location = request.url === '/' ? '/again' : elsewhere;
      response.writeHead(302, { location }).end();
    });
    await probe(url, { headers: { authorization: 'Bearer secret' } });
    expect(seen).toEqual({ '/': 'Bearer secret', '/again': 'Bearer secret', elsewhere: undefined });
  });

  test('that cannot be sent are unknown, not bad', async () => {
    const url = await httpServer((_, response) => response.end());
    expect((await probe(url, { headers: { 'x-a': 'line\nbreak' } })).judged).toBe(
      'unknown probe_failed',
    );
  });
});

test('text of a header cannot steer a terminal', async () => {
  const port = await tcpServer((socket) => {
    socket.once('data', () =>
      socket.end(
        'HTTP/1.1 200 OK\r\nx-cache: Hit\u001b]8;;http://x\u0007 \x9b31mfrom\r\ncontent-length: 0\r\n\r\n',
        'latin1',
      ),
    );
  });
  const measured = await probe(`http://127.0.0.1:${port}`);
  expect(JSON.stringify(measured.hops)).not.toMatch(/\\u001b|\\u009b|\u009b/);
});

test('inside the sandbox nothing but loopback is contacted, by address, name, redirect or proxy', async () => {
  const url = await httpServer(({ url: path }, response) => {
    if (path === '/out') response.writeHead(302, { location: 'http://192.0.2.1/' }).end();
    else response.end();
  });
  const drill = {
    drill: true,
    env: { HTTP_PROXY: 'http://192.0.2.1:3128' },
    lookup: answers('192.0.2.1'),
  };
  expect((await probe('http://192.0.2.1/', {}, drill)).judged).toBe('unknown not_loopback');
  expect((await probe('http://some.test/', {}, drill)).judged).toBe('unknown not_loopback');
  expect((await probe('http://localhost/', {}, drill)).judged).toBe('unknown not_loopback');
  expect((await probe(`${url}/out`, {}, drill)).judged).toBe('unknown not_loopback');
  expect((await probe(url, {}, drill)).judged).toBe('ok');
});

test('inside the sandbox no outside name is even looked up', async () => {
  const asked: string[] = [];
  const lookup: SiteOptions['lookup'] = (host, _options, callback) => {
    asked.push(host);
    callback(null, [{ address: '127.0.0.1', family: 4 }]);
  };
  const site = testSite({ drill: true, lookup });
  await site.probe(target('http://some.test/'));
  await site.addresses('http://some.test/', 500);
  await site.reach({ host: 'some.test', port: 80 }, 500);
  expect(asked).toEqual([]);
});

test('a timeout of a month does not end at once', async () => {
  const url = await httpServer((_, response) => response.end());
  expect((await probe(url, { timeout: 30 * 86_400_000 })).judged).toBe('ok');
});

test('a probe that is aborted rejects with the reason of the signal', async () => {
  const stop = new AbortController();
  const url = await httpServer(() => stop.abort(new Error('enough')));
  await expect(testSite().probe(target(url), { signal: stop.signal })).rejects.toThrow('enough');
});

test('every address of a name can be listed and probed one by one', async () => {
  const url = await httpServer((_, response) => response.end());
  const { port } = new URL(url);
  const named = `http://some.test:${port}/`;
  const site = testSite({ lookup: answers('127.0.0.1', '::1') });
  const all = await site.addresses(named, 1000);
  expect(all).toEqual([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  const [first, second] = await Promise.all(
    all.map((address) => site.probe(target(named), { address })),
  );
  expect(first?.failure).toBeNull();
  expect(first?.hops[0]?.dnsMs).toBeNull();
  expect(second?.hops[0]?.address).toBe('::1');
  expect(second?.failure).not.toBeNull();
});

test('a host is in reach when a connection can be opened, by name or by address', async () => {
  const port = await tcpServer(() => undefined);
  const site = testSite({ lookup: answers('127.0.0.1') });
  const closed = await closedPort();
  expect(await site.reach({ host: '127.0.0.1', port }, 500)).toEqual({
    reached: true,
    resolved: false,
    tookMs: expect.any(Number),
  });
  expect(await site.reach({ host: 'some.test', port }, 500)).toEqual({
    reached: true,
    resolved: true,
    tookMs: expect.any(Number),
  });
  expect((await site.reach({ host: '127.0.0.1', port: closed }, 500)).reached).toBe(false);
});

/** A resolver that answers these addresses for every name. */
function answers(...addresses: readonly string[]): NonNullable<SiteOptions['lookup']> {
  return (_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
}
