/* Control hosts show what the site shows: then it is somebody on the way who answers. */
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { collectHealth } from '../../../src/evidence/health/monitors.ts';
import { fakeClock } from '../../support/clock.ts';
import { type ForwardProxy, forwardProxy } from '../../support/forward-proxy.ts';
import {
  closeServers,
  type Fixture,
  httpServer,
  httpsServer,
  target,
  testSite,
} from '../../support/probe-servers.ts';

const proxies: ForwardProxy[] = [];
afterEach(async () => {
  for (const { close } of proxies.splice(0)) await close();
  await closeServers();
});

const signal = new AbortController().signal;
const hostOf = (url: string) => ({ host: '127.0.0.1', port: Number(new URL(url).port) });

async function health(url: string, controls: readonly string[], env = {}): Promise<string> {
  const report = await collectHealth(
    [target(url)],
    { retries: 0, retryDelay: 0, concurrency: 1, controlHosts: controls.map(hostOf) },
    { site: testSite({ env }), clock: fakeClock(), signal },
  );
  const [monitor] = report.monitors;
  return `${monitor?.verdict} ${monitor?.reason}`;
}

const secure = (fixture: Fixture) => httpsServer(fixture, (_, response) => response.end('ok'));

describe('a certificate that does not hold', () => {
  test.each([
    ['self-signed', 'self-signed', 'unknown network_intercepted'],
    ['self-signed', 'valid', 'bad tls_untrusted'],
    ['other-name', 'valid', 'bad tls_hostname'],
    ['other-name', 'other-name', 'unknown network_intercepted'],
    ['other-name', 'self-signed', 'bad tls_hostname'],
  ] as const)('%s, where a control host shows %s, is %s', async (own, other, told) => {
    expect(await health(await secure(own), [await secure(other)])).toBe(told);
  });

  test('is judged as ever where no control host can be asked', async () => {
    expect(await health(await secure('self-signed'), [])).toBe('bad tls_untrusted');
  });

  test('through a proxy is asked of the control hosts through the proxy', async () => {
    const inspecting = await secure('self-signed');
    const proxy = await forwardProxy({ port: Number(new URL(inspecting).port) });
    proxies.push(proxy);
    const env = { HTTPS_PROXY: proxy.url };
    const report = await collectHealth(
      [target('https://shop.test/')],
      {
        retries: 0,
        retryDelay: 0,
        concurrency: 1,
        controlHosts: [{ host: 'control.test', port: 443 }],
      },
      { site: testSite({ env }), clock: fakeClock(), signal },
    );
    expect(report.monitors[0]).toMatchObject({
      verdict: 'unknown',
      reason: 'network_intercepted',
    });
    expect(report.controlHosts).toEqual([{ host: 'control.test:443', reached: true }]);
    expect(proxy.asked).toContain('CONNECT control.test:443 -');
  });
});

describe('a plain answer', () => {
  const portal: RequestListener = (request, response) => {
    response.writeHead(403).end(`<h1>Blocked</h1>${request.headers.host}`);
  };
  const fine: RequestListener = (_, response) => response.end('fine');

  test('that control hosts give too is not of the site', async () => {
    const told = await health(await httpServer(portal), [await httpServer(portal)]);
    expect(told).toBe('unknown network_intercepted');
  });

  test('of the site alone is judged', async () => {
    expect(await health(await httpServer(portal), [await httpServer(fine)])).toBe('bad http_4xx');
  });
});

describe('a redirect to a stranger', () => {
  test('to which control hosts are redirected too is a network that needs a log-in', async () => {
    const login = await httpServer((_, response) => response.end('log in'));
    const port = new URL(login).port;
    const to: RequestListener = (request, response) => {
      const location = `http://localhost:${port}/?from=${request.headers.host}`;
      response.writeHead(302, { location }).end();
    };
    const [site, control] = [await httpServer(to), await httpServer(to)];
    expect(await health(site, [control])).toBe('unknown network_intercepted');
  });

  test('of the site alone is a redirect', async () => {
    const other = await httpServer((_, response) => response.end('here'));
    const location = `http://localhost:${new URL(other).port}/`;
    const site = await httpServer((_, response) => response.writeHead(302, { location }).end());
    const control = await httpServer((_, response) => response.end('fine'));
    expect(await health(site, [control])).toBe('warn redirected_host');
  });
});

describe('a certificate out of its time', () => {
  test('for control hosts too is the clock of this machine', async () => {
    const [site, control] = [await secure('expired'), await secure('not-yet-valid')];
    expect(await health(site, [control])).toBe('unknown clock_wrong');
  });

  test('of the site alone is the site', async () => {
    expect(await health(await secure('expired'), [await secure('valid')])).toBe('bad tls_expired');
  });
});
