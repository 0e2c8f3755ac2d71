/* What a read of build-info.json makes of each answer; over real sockets: ./build-info.test.ts. */
import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { readBuildInfo, servedVersion } from '../../../src/evidence/reading/build-info.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../../src/ports/http.ts';
import { recorded, stillClock } from '../../support/ask.ts';
import { type ContextParts, fakeContext } from '../../support/context.ts';

const url = 'https://site.test/build-info.json';
const { signal } = new AbortController();

type Answer = Partial<Omit<HttpResponse, 'body'>> & { readonly body?: string };
const info = (version = 'v1.2.3'): Answer => ({ body: JSON.stringify({ version }) });
const moved = (location: string, status = 302): Answer => ({ status, headers: { location } });

/** Answers one after the other; the last one goes on. */
function site(...answers: readonly (Answer | Error)[]) {
  let reads = 0;
  return recorded<Http>({
    send: async () => {
      const answer = answers[Math.min(reads++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      const { status = 200, headers = {}, body = '' } = answer ?? {};
      return { status, headers, body: Buffer.from(body) };
    },
  });
}

const asked = (http: Http) => http as ReturnType<typeof site>;
const urls = (http: Http) =>
  asked(http).calls.map(({ args }) => (args[0] as { readonly url: string }).url);

function read(http: Http, others: ContextParts['services'] = {}) {
  const context = fakeContext({ services: { http, ...others } });
  return readBuildInfo(context, url, { timeout: 700, signal });
}

const refusal = (http: Http, others: ContextParts['services'] = {}): Promise<TsopsError> =>
  read(http, others).then(
    () => Promise.reject(new Error('nothing was refused')),
    (error) => (error instanceof TsopsError ? error : Promise.reject(error)),
  );

describe('a read of build-info.json', () => {
  it('is as a browser reads it, over a connection of its own, and of 256 KiB at most', async () => {
    const http = site(info());
    expect(await read(http)).toMatchObject({ version: 'v1.2.3' });
    expect(asked(http).calls.map(({ args }) => args[0])).toEqual([
      {
        url,
        headers: { accept: 'application/json', 'accept-encoding': 'gzip, br' },
        timeout: 700,
        maxBody: 262_144,
        signal,
        site: true,
        unpack: true,
        fresh: true,
      },
    ]);
  });

  it.each([301, 302, 303, 307, 308])('follows %i', async (status) => {
    const http = site(moved('/other.json', status), info());
    expect((await read(http)).version).toBe('v1.2.3');
    expect(urls(http)).toEqual([url, 'https://site.test/other.json']);
  });

  it('follows a way of three, each from where it is, and none of four', async () => {
    const hops = ['https://a.test/x/', 'y', '/z'].map((to) => moved(to));
    const http = site(...hops, info());
    expect((await read(http)).version).toBe('v1.2.3');
    expect(urls(http).slice(1)).toEqual([
      'https://a.test/x/',
      'https://a.test/x/y',
      'https://a.test/z',
    ]);
    const far = site(...hops, moved('/four'), info());
    expect((await refusal(far)).message).toContain('redirects too often');
    expect(urls(far)).toHaveLength(4);
  });

  it.each([
    [
      '300, or without an address',
      { status: 300, headers: { location: '/other.json' } },
      'HTTP 300',
    ],
    ['a redirect without an address', { status: 302 }, 'HTTP 302'],
    ['a redirect to no address', moved('http://'), 'redirects too often'],
    ['a failure', { status: 503 }, 'HTTP 503'],
    ['no JSON', { body: '<!doctype html>' }, 'HTML page'],
  ] as const)('is refused for %s', async (_, answer, told) => {
    const { kind, message, next } = await refusal(site(answer));
    expect(kind).toBe('unreachable');
    expect(message).toContain(url);
    expect(message).toContain(told);
    expect(next).toEqual(['tsops health']);
  });

  it('says why no answer came, and of one that is too large that it is', async () => {
    const dropped = await refusal(site(new HttpFailure('reset', 'the line was cut', true)));
    expect(dropped.message).toContain('was not read: the line was cut');
    const large = await refusal(site(new HttpFailure('body-too-large', 'too much', true)));
    expect(large.message).toContain('is larger than 256 KiB');
  });

  it('passes on a fault of ours, and an interrupt', async () => {
    await expect(read(site(new TypeError('x is undefined')))).rejects.toThrow(TypeError);
    const stop = new AbortController();
    const http = recorded<Http>({
      send: async () => {
        stop.abort(new Error('Ctrl-C'));
        throw new HttpFailure('reset', 'the line was cut', true);
      },
    });
    const context = fakeContext({ services: { http } });
    const reading = readBuildInfo(context, url, { timeout: 700, signal: stop.signal });
    await expect(reading).rejects.toThrow('Ctrl-C');
  });
});

describe('somebody in front of the site', () => {
  const gate = 'https://talkstudio.cloudflareaccess.com/login?kid=secret';

  it('that asks for a log-in is named by its page, without what its address holds', async () => {
    const { message, next } = await refusal(site(moved(gate), info()));
    expect(message).toContain('redirects to https://talkstudio.cloudflareaccess.com/login');
    expect(message).not.toContain('secret');
    const own = await refusal(site(moved('/login'), info()));
    expect([own.kind, own.message]).toEqual([
      'unreachable',
      expect.stringContaining('redirects to https://site.test/login'),
    ]);
    expect(next?.[0]).toContain('site.test');
  });

  it('is no log-in where a redirect only leads to another host', async () => {
    expect((await read(site(moved('https://cdn.test/build-info.json'), info()))).version).toBe(
      'v1.2.3',
    );
  });

  it.each([
    ['a page in place of the file', { headers: { 'cf-mitigated': 'challenge' } }],
    [
      'a page that is no JSON',
      { status: 202, headers: { 'content-type': 'text/HTML' }, body: 'https://x.awswaf.com/' },
    ],
  ])('that challenges is named: %s', async (_, answer) => {
    const { message } = await refusal(site(answer));
    expect(message).toMatch(
      /a challenge of (?:Cloudflare|AWS WAF) answered (?:200|202), not site\.test/,
    );
  });

  it('is told by a page of status 200, and not by a header of the file itself', async () => {
    const headers = { 'x-amzn-waf-action': 'challenge' };
    const shown = { headers: { ...headers, 'content-type': 'text/html' } };
    expect((await refusal(site(shown))).message).toContain('a challenge of AWS WAF');
    const { version } = await read(site({ ...info(), headers }));
    expect(version).toBe('v1.2.3');
  });

  it('is nobody where the file itself speaks of one', async () => {
    const file = { body: '{"version":"v1.2.3","note":"https://x.awswaf.com/"}' };
    expect((await read(site(file))).version).toBe('v1.2.3');
  });

  it.each([401, 403])('or the site that wants headers answers %i', async (status) => {
    const { message, why, next } = await refusal(site({ status }));
    expect(message).toContain(`answers HTTP ${status}`);
    expect(why).toContain('not known');
    expect(next?.[0]).toContain('environments.<name>.headers for site.test');
  });

  it('says which headers of the config are missing', async () => {
    const missing = ['TSOPS_HEADER_A is not set', 'TSOPS_HEADER_B is not set'];
    const forUrl = async (of: string) => ({ headers: {}, missing: of === url ? missing : [] });
    const siteHeaders = { forUrl, fill: async () => ({ headers: {}, missing: [] }) };
    const { why } = await refusal(site({ status: 401 }), { siteHeaders });
    expect(why).toBe(missing.join('; '));
    const { next } = await refusal(site({ status: 404 }));
    expect(next).toEqual(['tsops health']);
  });
});

describe('several reads', () => {
  async function served(http: Http, options?: { reads?: number; timeout?: number }) {
    const clock = stillClock();
    const context = fakeContext({ clock, services: { http } });
    const environment = { name: 'production', buildInfo: url };
    const found = await servedVersion(context, environment, options);
    return { ...found, sleeps: clock.sleeps };
  }

  it('are one unless told, within ten seconds', async () => {
    const http = site(info());
    const { verdict, value, source, sleeps } = await served(http);
    expect([verdict, value?.reads, source]).toEqual(['ok', 1, url]);
    expect(asked(http).calls[0]?.args[0]).toMatchObject({ timeout: 10_000 });
    expect(sleeps).toEqual([11_000]);
  });

  it.each([
    [5, 1],
    [6, 2],
    [11, 3],
  ])('of %i take %i times the time of one', async (reads, times) => {
    const http = site(info());
    const { sleeps, value } = await served(http, { reads, timeout: 2000 });
    expect(sleeps).toEqual([times * 2000 + 1000]);
    expect([value?.reads, urls(http).length]).toEqual([reads, reads]);
  });

  it('are five at a time', async () => {
    let [under, most] = [0, 0];
    const http = recorded<Http>({
      send: async () => {
        under += 1;
        most = Math.max(most, under);
        await Promise.resolve();
        under -= 1;
        return { status: 200, headers: {}, body: Buffer.from('{"version":"v1"}') };
      },
    });
    await served(http, { reads: 12 });
    expect(most).toBe(5);
  });

  it('are bad where they differ, most seen first, and a warning where some fail', async () => {
    const mixed = await served(site(info('v1'), info('v2'), info('v2')), { reads: 3 });
    expect(mixed).toMatchObject({
      verdict: 'bad',
      value: {
        version: 'v2',
        versions: [
          { version: 'v2', reads: 2 },
          { version: 'v1', reads: 1 },
        ],
      },
    });
    expect(mixed).not.toHaveProperty('problem');
    const failing = await served(site({ status: 503 }, info('v1'), info('v2')), { reads: 3 });
    expect(failing).toMatchObject({ verdict: 'bad', value: { failedReads: 1 } });
    const some = await served(site({ status: 503 }, info('v1')), { reads: 3 });
    expect(some).toMatchObject({
      verdict: 'warn',
      value: { failedReads: 1, reads: 3 },
      problem: { kind: 'unreachable' },
    });
  });

  it('are of one version with and without its v', async () => {
    const { verdict, value } = await served(site(info('1.2.3'), info('v1.2.3')), { reads: 3 });
    expect([verdict, value?.versions]).toEqual(['ok', [{ version: '1.2.3', reads: 3 }]]);
  });

  it('are unknown where all fail, and where none is made', async () => {
    const failed = await served(site({ status: 503 }), { reads: 2 });
    expect(failed).toMatchObject({ verdict: 'unknown', problem: { kind: 'unreachable' } });
    expect((await served(site(info()), { reads: 0 })).verdict).toBe('unknown');
  });
});
