import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpFailure, type HttpRequest } from '../../../src/ports/http.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import {
  closedPort,
  closeServers,
  httpServer,
  httpsServer,
  tcpServer,
} from '../../support/probe-servers.ts';

afterEach(closeServers);

const timeout = 5000;

function send(request: Omit<HttpRequest, 'timeout'> & { timeout?: number }, env = {}) {
  return createHttp({ env, loopbackOnly: false }).send({ timeout, ...request });
}

async function failure(promise: Promise<unknown>): Promise<HttpFailure> {
  const thrown = await promise.then(
    () => new Error('it answered'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof HttpFailure)) throw thrown;
  return thrown;
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming) text += chunk;
  return text;
}

describe('an exchange', () => {
  it('answers status, headers in lower case and the body', async () => {
    const url = await httpServer((_, response) => {
      response.writeHead(418, { 'X-Cache': 'Hit', 'Set-Cookie': ['a=1', 'b=2'] });
      response.end('tea');
    });
    const { status, headers, body } = await send({ url });
    expect(status).toBe(418);
    expect(headers).toMatchObject({ 'x-cache': 'Hit', 'set-cookie': 'a=1, b=2' });
    expect(Buffer.from(body).toString()).toBe('tea');
  });

  it('sends method, headers and body, with the length of the body', async () => {
    const url = await httpServer(async (request, response) => {
      const { method, headers } = request;
      response.end(JSON.stringify({ method, headers, body: await bodyOf(request) }));
    });
    const { body } = await send({ url, method: 'POST', headers: { 'X-Key': 'k' }, body: '배포' });
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({
      method: 'POST',
      headers: { 'x-key': 'k', 'content-length': '6', 'user-agent': 'tsops' },
      body: '배포',
    });
  });

  it('follows no redirect and repeats nothing', async () => {
    let asked = 0;
    const url = await httpServer((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await send({ url })).status).toBe(302);
    expect(asked).toBe(1);
  });

  it('shares a connection between reads, and opens a fresh one for a write', async () => {
    const ports: (number | undefined)[] = [];
    const url = await httpServer((request, response) => {
      ports.push(request.socket.remotePort);
      response.end();
    });
    const http = createHttp({ env: {}, loopbackOnly: false });
    await http.send({ url, timeout });
    await http.send({ url, timeout });
    await http.send({ url, timeout, method: 'POST' });
    expect(ports[1]).toBe(ports[0]);
    expect(ports[2]).not.toBe(ports[0]);
  });
});

describe('a failure', () => {
  it('of a refused connection had not sent anything', async () => {
    const port = await closedPort();
    const error = await failure(send({ url: `http://127.0.0.1:${port}/` }));
    expect(error).toMatchObject({ code: 'refused', sent: false });
    expect(error.message).toBe(`127.0.0.1:${port}: the connection was refused`);
  });

  it('of a name that does not exist had not sent anything', async () => {
    const error = await failure(send({ url: 'http://nowhere.invalid/' }));
    expect(error).toMatchObject({ code: 'dns', sent: false });
  });

  it('of a connection that was dropped after the request had sent it', async () => {
    let posts = 0;
    const port = await tcpServer((socket) => {
      socket.once('data', () => {
        posts += 1;
        socket.destroy();
      });
    });
    const error = await failure(
      send({ url: `http://127.0.0.1:${port}/`, method: 'POST', body: 'x' }),
    );
    expect(error).toMatchObject({ code: 'reset', sent: true });
    expect(posts).toBe(1);
  });

  it('of an answer that breaks off in its body', async () => {
    const port = await tcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'));
    });
    expect(await failure(send({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({
      code: 'reset',
      sent: true,
    });
  });

  it('of a server that never answers ends at the timeout', async () => {
    const port = await tcpServer(() => undefined);
    const url = `http://127.0.0.1:${port}/`;
    const error = await failure(send({ url, timeout: 40 }));
    expect(error).toMatchObject({ code: 'timeout', sent: true });
    expect(error.message).toContain('did not answer within 40 ms');
  });

  it('of a body that drips ends at the timeout too', async () => {
    const url = await httpServer((_, response) => {
      response.write('a');
    });
    expect(await failure(send({ url, timeout: 60 }))).toMatchObject({ code: 'timeout' });
  });

  it('of a body over the limit ends the connection', async () => {
    let close: () => void;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const url = await httpServer((_, response) => {
      response.on('close', () => close());
      // It never ends: only the client can close it.
      response.write('x'.repeat(100_000));
    });
    const error = await failure(send({ url, maxBody: 1000 }));
    expect(error).toMatchObject({ code: 'body-too-large', sent: true });
    await closed;
  });

  it('of what is no HTTP is an answer nobody can read', async () => {
    const port = await tcpServer((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n'));
    });
    expect(await failure(send({ url: `http://127.0.0.1:${port}/` }))).toMatchObject({
      code: 'other',
      sent: true,
    });
  });

  it.each(['self-signed', 'expired', 'other-name'] as const)(
    'of a certificate that is %s had not sent anything',
    async (fixture) => {
      const url = await httpsServer(fixture, (_, response) => response.end());
      const error = await failure(send({ url, method: 'POST', body: 'secret' }));
      expect(error).toMatchObject({ code: 'tls', sent: false });
      expect(error.message).toContain('its certificate does not hold');
    },
  );

  it.each(['ftp://a.test/', 'talkstudio.app', ''])('of %j is a bad address', async (url) => {
    expect(await failure(send({ url }))).toMatchObject({ code: 'bad-url', sent: false });
  });
});

describe('a signal', () => {
  const reason = new Error('Ctrl-C');

  it('ends an exchange with its reason', async () => {
    const controller = new AbortController();
    const port = await tcpServer((socket) => {
      socket.once('data', () => controller.abort(reason));
    });
    const url = `http://127.0.0.1:${port}/`;
    await expect(send({ url, signal: controller.signal })).rejects.toBe(reason);
  });

  it('that came before lets nothing leave', async () => {
    let asked = 0;
    const url = await httpServer((_, response) => {
      asked += 1;
      response.end();
    });
    await expect(send({ url, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toBe(0);
  });
});

describe('inside the sandbox', () => {
  it.each(['https://api.github.com/', 'http://10.0.0.1/', 'http://127.0.0.1.evil.test/'])(
    '%s is never contacted',
    async (url) => {
      const http = createHttp({ env: {}, loopbackOnly: true });
      const error = await failure(http.send({ url, timeout }));
      expect(error).toMatchObject({ code: 'not-loopback', sent: false });
    },
  );

  it('loopback is', async () => {
    const url = await httpServer((_, response) => response.end('here'));
    const http = createHttp({ env: {}, loopbackOnly: true });
    expect((await http.send({ url, timeout })).status).toBe(200);
  });

  it('is asked directly, whatever proxy the environment names', async () => {
    const url = await httpServer((_, response) => response.end('here'));
    const env = { HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' };
    const http = createHttp({ env, loopbackOnly: true });
    expect((await http.send({ url, timeout })).status).toBe(200);
  });
});
