import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { judge } from '../../../src/domain/health/probe-verdict.ts';
import { type ForwardProxy, forwardProxy } from '../../support/forward-proxy.ts';
import {
  closedPort,
  closeServers,
  httpServer,
  httpsServer,
  target,
  testSite,
} from '../../support/probe-servers.ts';

const proxies: Pick<ForwardProxy, 'close'>[] = [];
afterEach(async () => {
  for (const { close } of proxies.splice(0)) await close();
  await closeServers();
});

async function proxy(behaviour: Parameters<typeof forwardProxy>[0] = {}): Promise<ForwardProxy> {
  const made = await forwardProxy(behaviour);
  proxies.push(made);
  return made;
}

test('a probe through a proxy says so, without the password of the proxy', async () => {
  const origin = await httpServer((_, response) => response.end('ok'));
  const { url, asked } = await proxy({ port: Number(new URL(origin).port) });
  const env = { HTTP_PROXY: url.replace('//', '//user:pass%20word@') };
  const measured = await testSite({ env }).probe(target('http://site.test/a?b'));
  expect(measured.failure).toBeNull();
  const [hop] = measured.hops;
  expect(hop).toMatchObject({ status: 200, proxy: new URL(url).host, address: null, dnsMs: null });
  const credentials = Buffer.from('user:pass word').toString('base64');
  expect(asked).toEqual([`GET http://site.test/a?b Basic ${credentials}`]);
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

test('a password that is not encoded opens the tunnel all the same', async () => {
  const { url, asked } = await proxy();
  const env = { HTTPS_PROXY: url.replace('//', '//kim:pa%ss@') };
  const good = await httpsServer('valid', (_, response) => response.end());
  expect((await testSite({ env }).probe(target(good))).failure).toBeNull();
  const credentials = Buffer.from('kim:pa%ss').toString('base64');
  expect(asked.every((each) => each.endsWith(` Basic ${credentials}`))).toBe(true);
});

test('NO_PROXY goes straight', async () => {
  const { url, asked } = await proxy();
  const origin = await httpServer((_, response) => response.end());
  const env = { HTTP_PROXY: url, NO_PROXY: '127.0.0.1' };
  const measured = await testSite({ env }).probe(target(origin));
  expect(measured.hops[0]).toMatchObject({ proxy: null, address: '127.0.0.1' });
  expect(asked).toEqual([]);
});

test.each(['http', 'https'])(
  'a proxy that is down is our own way out that fails, for %s',
  async (scheme) => {
    const env = { ALL_PROXY: `http://127.0.0.1:${await closedPort()}` };
    const measured = await testSite({ env }).probe(target(`${scheme}://site.test/`));
    expect(measured.failure?.reason).toBe('network_unreachable');
    expect(measured.failure?.detail).toMatch(/the proxy 127\.0\.0\.1:\d+ opened no way out/);
  },
);

test.each([403, 407])('so is a proxy that answers CONNECT with %i', async (status) => {
  const { url } = await proxy({ connect: status });
  const env = { HTTPS_PROXY: url };
  const measured = await testSite({ env }).probe(target('https://site.test/'));
  expect(measured.failure?.reason).toBe('network_unreachable');
  expect(measured.failure?.detail).toContain(String(status));
});

test.each([
  [407, {}, 'unknown network_unreachable'],
  [403, { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, 'unknown network_unreachable'],
  [503, { server: 'squid/6.6' }, 'unknown network_unreachable'],
  [403, { server: 'nginx' }, 'bad http_4xx'],
] as const)('a plain %i with %j is told as whose it is', async (status, headers, told) => {
  const { url } = await proxy({
    plain: (_, response) => response.writeHead(status, headers).end('no'),
  });
  const asked = target('http://site.test/');
  const measured = await testSite({ env: { HTTP_PROXY: url } }).probe(asked);
  const [finding] = judge(measured, asked, null);
  expect(`${finding?.verdict} ${finding?.reason}`).toBe(told);
});

test.each(['http', 'https'])(
  'a SOCKS proxy is told plainly as not supported, for %s',
  async (scheme) => {
    const env = { ALL_PROXY: 'socks5://127.0.0.1:1080' };
    const measured = await testSite({ env }).probe(target(`${scheme}://site.test/`));
    expect(measured.failure?.reason).toBe('network_unreachable');
    expect(measured.failure?.detail).toContain('a SOCKS proxy, which tsops does not support');
  },
);

test('a proxy that never answers ends with the timeout of the probe', async () => {
  const silent = createServer().on('connect', () => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  proxies.push({
    async close() {
      silent.closeAllConnections();
      silent.close();
    },
  });
  const env = { HTTPS_PROXY: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` };
  const measured = await testSite({ env }).probe(target('https://site.test/', { timeout: 60 }));
  expect(measured.failure?.reason).toBe('timeout_connect');
});
