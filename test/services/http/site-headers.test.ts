import { afterEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { ConfigTrust } from '../../../src/contract/context.ts';
import { readBuildInfo } from '../../../src/evidence/reading/build-info.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { createSiteHeaders } from '../../../src/services/http/site-headers.ts';
import { fakeContext } from '../../support/context.ts';
import { closeServers, httpServer, target, testSite } from '../../support/probe-servers.ts';

afterEach(closeServers);

const signal = new AbortController().signal;
const env = { TSOPS_HEADER_STAGING: 'dXNlcjpwdw==' };
const headers = { Authorization: 'Basic $TSOPS_HEADER_STAGING' };

function given(url: string, trusted = true) {
  const config = resolveConfig({ environments: { production: { url, headers } } });
  const trust = { trusted } as Partial<ConfigTrust> as ConfigTrust;
  return createSiteHeaders(async () => ({ config, file: 'f', origin: new Map(), trust }), env);
}

/** Answers only whoever says the password; keeps what each request said. */
async function guarded(): Promise<{ readonly url: string; readonly said: unknown[] }> {
  const said: unknown[] = [];
  const url = await httpServer((request, response) => {
    const { authorization } = request.headers;
    said.push(authorization ?? null);
    if (authorization !== 'Basic dXNlcjpwdw==') response.writeHead(401).end();
    else response.end('{"version":"v1.2.3"}');
  });
  return { url, said };
}

function read(url: string, siteHeaders: ReturnType<typeof given>) {
  const http = createHttp({ env: {}, loopbackOnly: true, siteHeaders });
  const context = fakeContext({ services: { http, siteHeaders } });
  return readBuildInfo(context, `${url}/build-info.json`, { timeout: 5000, signal });
}

describe('a build-info.json behind a password', () => {
  it('is read with the headers of its environment', async () => {
    const { url } = await guarded();
    expect((await read(url, given(url))).version).toBe('v1.2.3');
  });

  it('is not read by a config that is not trusted, which is said', async () => {
    const { url, said } = await guarded();
    await expect(read(url, given(url, false))).rejects.toMatchObject({
      message: `${url}/build-info.json answers HTTP 401`,
      why: expect.stringContaining('is not trusted'),
    });
    expect(said).toEqual([null]);
  });

  it('never gives its password to where it is redirected', async () => {
    const other = await guarded();
    const url = await httpServer((_, response) => {
      response.writeHead(302, { location: `${other.url}/build-info.json` }).end();
    });
    await expect(read(url, given(url))).rejects.toThrow('HTTP 401');
    expect(other.said).toEqual([null]);
  });

  it.each([
    '/login',
    'https://acme.cloudflareaccess.com/cdn-cgi/access/login/x',
    'https://vercel.com/sso-api?u=1',
  ])('redirected to the log-in page %s is told as that, with what to set', async (location) => {
    const url = await httpServer((_, response) => response.writeHead(302, { location }).end());
    await expect(read(url, given(url))).rejects.toMatchObject({
      message: expect.stringContaining('is behind a log-in page'),
      next: [expect.stringContaining('environments.<name>.headers')],
    });
  });

  it('of a bot challenge is told as that', async () => {
    const url = await httpServer((_, response) => {
      response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('Just a moment...');
    });
    await expect(read(url, given(url))).rejects.toThrow(/a challenge of Cloudflare answered 403/);
  });
});

describe('a probe', () => {
  it('sends the headers of the environment, and a monitor its own, to their origin alone', async () => {
    const other = await guarded();
    const { url, said } = await guarded();
    const site = testSite({ siteHeaders: given(url) });
    const monitor = { headers: { 'X-Other': '$TSOPS_HEADER_NONE', ...headers } };
    expect((await site.probe(target(url))).hops[0]?.status).toBe(200);
    expect((await site.probe(target(other.url, monitor))).hops[0]?.status).toBe(200);
    expect((await site.probe(target(other.url))).hops[0]?.status).toBe(401);
    expect(said).toHaveLength(1);
  });

  it('shows no secret in what it measures', async () => {
    const { url } = await guarded();
    const measured = await testSite({ siteHeaders: given(url) }).probe(target(url));
    expect(JSON.stringify(measured)).not.toContain('dXNlcjpwdw');
  });

  it('of a service that is not an address of the site gets none', async () => {
    const { url, said } = await guarded();
    const http = createHttp({ env: {}, loopbackOnly: true, siteHeaders: given(url) });
    await http.send({ url, timeout: 5000 });
    expect(said).toEqual([null]);
  });
});
