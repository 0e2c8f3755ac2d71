import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  closedPort,
  closeServers,
  httpServer,
  httpsServer,
  target,
  testSite,
} from '../../support/probe-servers.ts';

const closing: (() => void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await closeServers();
});

/** A proxy that tunnels to where it is asked to, or answers `status`; keeps what it was asked. */
async function proxy(status = 200): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request, client) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? '-'}`);
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const port = Number(request.url?.split(':').at(-1));
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    client.on('error', () => upstream.destroy());
    client.on('close', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test('a probe through a proxy says so, without the password of the proxy', async () => {
  const { url, asked } = await proxy();
  const origin = await httpServer((_, response) => response.end('ok'));
  const env = { HTTP_PROXY: url.replace('//', '//user:pass%20word@') };
  const measured = await testSite({ env }).probe(target(origin));
  expect(measured.failure).toBeNull();
  const [hop] = measured.hops;
  expect(hop).toMatchObject({ status: 200, proxy: new URL(url).host, address: null, dnsMs: null });
  const credentials = Buffer.from('user:pass word').toString('base64');
  expect(asked).toEqual([`${new URL(origin).host} Basic ${credentials}`]);
  expect(JSON.stringify(measured)).not.toContain('pass');
});

test('TLS runs inside the tunnel, to the real host, and its certificate is judged', async () => {
  const { url } = await proxy();
  const env = { HTTPS_PROXY: url };
  const good = await httpsServer('valid', (_, response) => response.end());
  const expired = await httpsServer('expired', (_, response) => response.end());
  const measured = await testSite({ env }).probe(target(good));
  expect(measured.failure).toBeNull();
  expect(measured.hops[0]?.certificate?.subject).toBe('CN=localhost');
  expect((await testSite({ env }).probe(target(expired))).failure?.reason).toBe('tls_expired');
});

test('NO_PROXY goes straight', async () => {
  const { url, asked } = await proxy();
  const origin = await httpServer((_, response) => response.end());
  const env = { HTTP_PROXY: url, NO_PROXY: '127.0.0.1' };
  const measured = await testSite({ env }).probe(target(origin));
  expect(measured.hops[0]).toMatchObject({ proxy: null, address: '127.0.0.1' });
  expect(asked).toEqual([]);
});

test('a proxy that is down is our own way out that fails, not the site', async () => {
  const env = { HTTP_PROXY: `http://127.0.0.1:${await closedPort()}` };
  const measured = await testSite({ env }).probe(target('http://site.test/'));
  expect(measured.failure?.reason).toBe('network_unreachable');
  expect(measured.failure?.detail).toMatch(/the proxy 127\.0\.0\.1:\d+ opened no way out/);
});

test('so is a proxy that says no', async () => {
  const { url } = await proxy(407);
  const measured = await testSite({ env: { HTTP_PROXY: url } }).probe(target('http://site.test/'));
  expect(measured.failure?.reason).toBe('network_unreachable');
  expect(measured.failure?.detail).toContain('407');
});

test('a proxy that never answers ends with the timeout of the probe', async () => {
  const silent = createServer().on('connect', () => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const env = { HTTP_PROXY: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` };
  const measured = await testSite({ env }).probe(target('http://site.test/', { timeout: 60 }));
  expect(measured.failure?.reason).toBe('timeout_connect');
});
