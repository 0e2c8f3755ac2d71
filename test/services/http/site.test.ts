/* Reads of the site, as a browser makes them. */
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/services/http/client.ts';
import {
  closeServers,
  http2Server,
  httpServer,
  httpsServer,
  tcpServer,
  testAuthority,
} from '../../support/probe-servers.ts';

afterEach(closeServers);

const timeout = 5000;
const http = () => createHttp({ env: {}, loopbackOnly: true, ca: testAuthority });

describe('a body', () => {
  const text = '{"version":"v1.2.3"}';
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
    ['aws-chunked,gzip', gzipSync(text)],
    ['utf-8', Buffer.from(text)],
  ])('as %s is unpacked where that is asked for, else left alone', async (encoding, packed) => {
    const url = await httpServer((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(packed);
    });
    const { body } = await http().send({ url, timeout, unpack: true });
    expect(Buffer.from(body).toString()).toBe(text);
    expect((await http().send({ url, timeout })).body).toEqual(packed);
  });

  it('that is not what it says, or would be too much, is no answer', async () => {
    const answers = { '/no': Buffer.from('plain'), '/much': gzipSync(Buffer.alloc(100_000)) };
    const url = await httpServer((request, response) => {
      const packed = answers[request.url as keyof typeof answers];
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    });
    const read = (path: string) =>
      http().send({ url: `${url}${path}`, timeout, unpack: true, maxBody: 1000 });
    await expect(read('/no')).rejects.toThrow(/cannot be unpacked/);
    await expect(read('/much')).rejects.toThrow(/more than 1000 bytes/);
  });
});

describe('a connection that lay open', () => {
  /** Answers once a connection, and drops it at the second request. */
  async function forgetful(): Promise<{ readonly url: string; readonly asked: string[] }> {
    const asked: string[] = [];
    const port = await tcpServer((socket: Socket) => {
      let requests = 0;
      socket.on('data', (data: Buffer) => {
        asked.push(data.toString().split(' ', 1)[0] ?? '');
        requests += 1;
        if (requests > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      });
    });
    return { url: `http://127.0.0.1:${port}/`, asked };
  }

  it('and was dropped at the other end is replaced by a new one, once, for a read', async () => {
    const { url, asked } = await forgetful();
    const one = http();
    await one.send({ url, timeout });
    expect((await one.send({ url, timeout })).status).toBe(200);
    expect(asked).toEqual(['GET', 'GET', 'GET']);
  });

  it('that is new and dropped is a failure at once', async () => {
    let asked = 0;
    const port = await tcpServer((socket) => {
      socket.once('data', () => {
        asked += 1;
        socket.destroy();
      });
    });
    const url = `http://127.0.0.1:${port}/`;
    await expect(http().send({ url, timeout })).rejects.toMatchObject({ code: 'reset' });
    expect(asked).toBe(1);
  });

  it('is not used, and none is left open, where a fresh one is asked for', async () => {
    const { url, asked } = await forgetful();
    const one = http();
    for (const fresh of [true, true, false]) await one.send({ url, timeout, fresh });
    expect(asked).toEqual(['GET', 'GET', 'GET']);
  });
});

describe('a server that speaks only HTTP/2', () => {
  it('is read where it is the site', async () => {
    const url = await http2Server((request, response) => {
      response.writeHead(200, { age: '7' });
      response.end(`${request.headers[':path']} ${request.headers.accept}`);
    });
    const asking = { url: `${url}/a?b`, headers: { accept: 'x/y' }, timeout, site: true };
    const answer = await http().send(asking);
    expect(answer).toMatchObject({ status: 200, headers: { age: '7' } });
    expect(Buffer.from(answer.body).toString()).toBe('/a?b x/y');
  });

  it('is no answer to what is not the site', async () => {
    const url = await http2Server((_, response) => response.end());
    await expect(http().send({ url, timeout })).rejects.toMatchObject({ code: 'other' });
  });

  it('is not what an untrusted certificate means', async () => {
    const url = await httpsServer('self-signed', (_, response) => response.end());
    const failed = http().send({ url, timeout, site: true });
    await expect(failed).rejects.toMatchObject({ code: 'tls', sent: false });
  });
});
