import { describe, expect, it } from 'vitest';
import { ask, batch, cloudfront, sandboxed } from './sandboxed.ts';

describe('the site of the sandbox', () => {
  it('serves build-info.json with version, commit, build time and environment', async () => {
    const { sandbox } = await sandboxed();
    const { status, headers, json } = await ask(`${sandbox.siteUrls.production}/build-info.json`);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/json');
    expect(json).toMatchObject({ version: 'v1.2.3', environment: 'production' });
    expect(json.commit).toMatch(/^[0-9a-f]{12}$/);
    expect(Date.parse(json.buildTime)).toBeLessThan(sandbox.world.startedAt);
  });

  it('answers an unknown path with its page and status 200, as a single-page app does', async () => {
    const { sandbox } = await sandboxed();
    const { status, headers, text } = await ask(`${sandbox.siteUrls.production}/settings/theme`);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<div id="root">');
  });

  it('serves every file that its page names, in the size that the scenario gives', async () => {
    const { sandbox } = await sandboxed('image-weight');
    const { text } = await ask(`${sandbox.siteUrls.production}/`);
    const paths = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(paths.length).toBeGreaterThanOrEqual(5);
    const answers = await Promise.all(paths.map((path) => ask(sandbox.siteUrls.production + path)));
    for (const { headers } of answers) expect(headers['content-type']).not.toContain('text/html');
    const sizes = answers.map(({ headers }) => Number(headers['content-length']));
    expect(Math.max(...sizes)).toBe(4_812_300);
  });

  it('packs text where the asker takes gzip, and serves parts of a file', async () => {
    const { sandbox } = await sandboxed();
    const { text } = await ask(`${sandbox.siteUrls.production}/`);
    const url = sandbox.siteUrls.production + /src="([^"]+\.js)"/.exec(text)?.[1];
    const plain = await ask(url);
    const packed = await ask(url, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    const [sent, whole] = [packed, plain].map(({ headers }) => Number(headers['content-length']));
    expect(sent).toBeGreaterThan((whole ?? 0) * 0.2);
    expect(sent).toBeLessThan((whole ?? 0) * 0.4);
    const part = await ask(url, { headers: { range: 'bytes=0-99' } });
    expect(part).toMatchObject({ status: 206, text: plain.text.slice(0, 100) });
    expect(part.headers['content-range']).toBe(`bytes 0-99/${whole}`);
  });

  it('names its scripts as a bundler does, and serves what its entry imports', async () => {
    const { sandbox } = await sandboxed();
    const { text } = await ask(`${sandbox.siteUrls.production}/`);
    const entry = /<script type="module"[^>]* src="([^"]+)"/.exec(text)?.[1];
    const vendor = /<link rel="modulepreload"[^>]* href="([^"]+)"/.exec(text)?.[1] ?? '';
    const code = (await ask(sandbox.siteUrls.production + entry)).text;
    expect(code.startsWith(`import"./${vendor.split('/').pop()}";`)).toBe(true);
  });

  it('has lost a file that a deploy took away, while its old page still names it', async () => {
    const { sandbox } = await sandboxed('stale-cache');
    const { text } = await ask(`${sandbox.siteUrls.production}/`);
    const later = /rel="prefetch" href="([^"]+)"/.exec(text)?.[1];
    const gone = await ask(sandbox.siteUrls.production + later);
    expect([gone.status, gone.headers['x-cache']]).toEqual([404, 'Error from cloudfront']);
    const staging = await ask(`${sandbox.siteUrls.staging}/`);
    const fresh = /rel="prefetch" href="([^"]+)"/.exec(staging.text)?.[1];
    expect((await ask(sandbox.siteUrls.production + fresh)).status).toBe(200);
  });

  it('loads scripts of others from another origin', async () => {
    const { sandbox } = await sandboxed('third-party-script');
    const { text } = await ask(`${sandbox.siteUrls.production}/`);
    const url = /src="([^"]+support-chat\.js)"/.exec(text)?.[1] ?? '';
    expect(new URL(url).hostname).toBe('localhost');
    expect((await ask(url)).headers['content-length']).toBe('641200');
  });

  it('tells Miss, Hit and age as an edge does, and 304 to a known etag', async () => {
    const { sandbox, clock } = await sandboxed('calm', {
      edge: { cachedAt: '0s', ttl: { '*': '60s' } },
    });
    const url = `${sandbox.siteUrls.production}/build-info.json`;
    const first = await ask(url);
    expect(first.headers['x-cache']).toBe('Miss from cloudfront');
    expect(first.headers.age).toBeUndefined();
    clock.advance(20_000);
    const second = await ask(url);
    expect([second.headers['x-cache'], second.headers.age]).toEqual(['Hit from cloudfront', '20']);
    const third = await ask(url, { headers: { 'if-none-match': second.headers.etag ?? '' } });
    expect([third.status, third.text]).toEqual([304, '']);
  });

  it('keeps serving the old version after a deploy that did not invalidate, until somebody does', async () => {
    const { sandbox, clock } = await sandboxed('stale-cache');
    const url = `${sandbox.siteUrls.production}/build-info.json`;
    expect((await ask(url)).json.version).toBe('v1.2.2');
    expect((await cloudfront(sandbox, '/invalidation', batch('ref-1', '/*'))).status).toBe(201);
    expect((await ask(url)).json.version).toBe('v1.2.2');
    clock.advance(4_000);
    expect((await ask(url)).json.version).toBe('v1.2.3');
  });

  it('serves two versions where a part of the edge holds another one', async () => {
    const { sandbox } = await sandboxed('mixed-fleet');
    const seen = new Map<string, number>();
    for (let i = 0; i < 40; i += 1) {
      const { json } = await ask(`${sandbox.siteUrls.production}/build-info.json`);
      seen.set(json.version, (seen.get(json.version) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['v1.2.2', 'v1.2.3']);
    expect(seen.get('v1.2.2')).toBeLessThan(seen.get('v1.2.3') ?? 0);
  });

  it('answers 503 with an error of the edge while it is down, and staging goes on', async () => {
    const { sandbox } = await sandboxed('site-down');
    const { status, headers } = await ask(`${sandbox.siteUrls.production}/build-info.json`);
    expect([status, headers['x-cache']]).toEqual([503, 'Error from cloudfront']);
    expect((await ask(sandbox.siteUrls.staging)).status).toBe(200);
  });
});
