import { networkInterfaces } from 'node:os';
import { afterEach, expect, it } from 'vitest';
import { HttpFailure, type HttpRequest } from '../../../src/ports/http.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { type ForwardProxy, forwardProxy } from '../../support/forward-proxy.ts';
import { closedPort, closeServers, httpServer, httpsServer } from '../../support/probe-servers.ts';

const proxies: ForwardProxy[] = [];
afterEach(async () => {
  for (const { close } of proxies.splice(0)) await close();
  await closeServers();
});

async function proxy(behaviour: Parameters<typeof forwardProxy>[0] = {}): Promise<ForwardProxy> {
  const made = await forwardProxy(behaviour);
  proxies.push(made);
  return made;
}

function send(request: Omit<HttpRequest, 'timeout'>, env: Record<string, string>) {
  return createHttp({ env, loopbackOnly: false }).send({ timeout: 5000, ...request });
}

async function failure(promise: Promise<unknown>): Promise<HttpFailure> {
  const thrown = await promise.catch((error: unknown) => error);
  if (!(thrown instanceof HttpFailure))
    throw new Error(`no HttpFailure: ${JSON.stringify(thrown)}`);
  return thrown;
}

it('is asked for the whole of a plain address, with its own password and no tunnel', async () => {
  const site = await httpServer((request, response) => {
    response.end(`${request.headers.host} ${request.headers['proxy-authorization'] ?? 'none'}`);
  });
  const { port } = new URL(site);
  const { url: address, asked } = await proxy({ port: Number(port) });
  const env = { HTTP_PROXY: address.replace('//', '//user:pass%20word@') };
  const { body } = await send({ url: 'http://site.test/a?b=1#c', method: 'POST' }, env);
  const credentials = Buffer.from('user:pass word').toString('base64');
  expect(asked).toEqual([`POST http://site.test/a?b=1 Basic ${credentials}`]);
  expect(Buffer.from(body).toString()).toContain('site.test ');
});

it.each([
  ['a percent sign that begins no byte', 'user:pa%ss', Buffer.from('user:pa%ss')],
  ['a byte that is no UTF-8', 'user:p%ff', Buffer.from('user:p\u00ff', 'latin1')],
  ['a letter beyond ASCII', 'user:비밀', Buffer.from('user:비밀')],
  ['an at sign and a colon', 'us%40er:p@ss:w', Buffer.from('us@er:p@ss:w')],
])('is let in with %s, plainly and by CONNECT', async (_what, userinfo, plain) => {
  const { url: address, asked } = await proxy({
    connect: 403,
    plain: (_, response) => response.end('ok'),
  });
  const at = address.replace('//', `//${userinfo}@`);
  await send({ url: 'http://site.test/' }, { HTTP_PROXY: at });
  await failure(send({ url: 'https://site.test/' }, { HTTPS_PROXY: at }));
  const credentials = `Basic ${plain.toString('base64')}`;
  expect(asked).toEqual([
    `GET http://site.test/ ${credentials}`,
    `CONNECT site.test:443 ${credentials}`,
  ]);
});

const speaksIpv6 = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === '::1'),
);

it.skipIf(!speaksIpv6)('may be an IPv6 address', async () => {
  const { url: address, asked } = await proxy({ address: '::1', connect: 403 });
  await failure(send({ url: 'https://site.test/' }, { HTTPS_PROXY: address }));
  expect(asked).toEqual(['CONNECT site.test:443 -']);
});

it('tunnels to a secure address, whose certificate is checked before anything is sent', async () => {
  const site = await httpsServer('self-signed', (_, response) => response.end());
  const { port } = new URL(site);
  const { url: address, asked } = await proxy();
  const url = `https://site.test:${port}/`;
  const error = await failure(send({ url, method: 'POST', body: 'x' }, { HTTPS_PROXY: address }));
  expect(asked).toEqual([`CONNECT site.test:${port} -`]);
  expect(error).toMatchObject({ code: 'tls', sent: false });
});

it.each([403, 407])(
  'that answers CONNECT with %i says no for itself, and nothing was sent',
  async (status) => {
    const { url: address } = await proxy({ connect: status });
    const asking = send({ url: 'https://site.test/', method: 'POST' }, { HTTPS_PROXY: address });
    const error = await failure(asking);
    expect(error).toMatchObject({ code: 'other', sent: false });
    const said = `site.test: the proxy ${new URL(address).host} did not let us through (${status})`;
    expect(error.message.startsWith(said)).toBe(true);
  },
);

it.each([
  [407, {}],
  [403, { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }],
  [502, { 'proxy-status': 'cache.test; error=destination_unavailable' }],
] as const)(
  'that answers a plain address with its own %i says no for itself',
  async (status, headers) => {
    const { url: address } = await proxy({
      plain: (_, response) => response.writeHead(status, headers).end('no'),
    });
    const error = await failure(send({ url: 'http://site.test/' }, { HTTP_PROXY: address }));
    expect(error).toMatchObject({ code: 'other', sent: false });
    expect(error.message).toContain(`did not let us through (${status})`);
  },
);

it("passes on the site's own 403, which stays the site's", async () => {
  const site = await httpServer((_, response) => response.writeHead(403).end('members only'));
  const { url: address } = await proxy({ port: Number(new URL(site).port) });
  const answer = await send({ url: 'http://site.test/' }, { HTTP_PROXY: address });
  expect(answer.status).toBe(403);
});

it('that is down is named as what refused, not the site', async () => {
  const env = { HTTP_PROXY: `http://127.0.0.1:${await closedPort()}` };
  const error = await failure(send({ url: 'http://site.test/' }, env));
  expect(error.message).toMatch(
    /site\.test: the proxy 127\.0\.0\.1:\d+: the connection was refused/,
  );
});

it.each(['http', 'https'])('of SOCKS is told plainly as not supported, for %s', async (scheme) => {
  const env = { ALL_PROXY: 'socks5h://127.0.0.1:1080' };
  const error = await failure(send({ url: `${scheme}://site.test/` }, env));
  expect(error).toMatchObject({ sent: false });
  expect(error.message).toContain('a SOCKS proxy, which tsops does not support');
});
