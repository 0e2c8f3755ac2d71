/* What is made of an answer through the edge, and of one in its place; over real sockets: ./edge-read.test.ts. */
import { describe, expect, it } from 'vitest';
import { readEdge } from '../../../src/evidence/cdn/edge-read.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../../src/ports/http.ts';
import { recorded } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';

const url = 'https://site.test/';
const { signal } = new AbortController();
const nothing = { status: null, xCache: null, age: null, etag: null, hash: null, pop: null };

type Answer = Partial<Omit<HttpResponse, 'body'>> & { readonly body?: string };

function read(answer: Answer | Error, stop = signal) {
  const clock = fakeClock();
  const http = recorded<Http>({
    send: async () => {
      clock.advance(70);
      if (answer instanceof Error) throw answer;
      const { status = 200, headers = {}, body = 'hello' } = answer;
      return { status, headers, body: Buffer.from(body) };
    },
  });
  const at = clock.now() + 70;
  return { found: readEdge({ http, clock, signal: stop }, url), http, at };
}

describe('a read through the edge', () => {
  it('is made as a browser makes it, in ten seconds and ten megabytes', async () => {
    const { found, http } = read({});
    await found;
    expect(http.calls.map(({ args }) => args)).toEqual([
      [
        {
          url,
          site: true,
          headers: { accept: '*/*', 'accept-encoding': 'gzip, br' },
          timeout: 10_000,
          maxBody: 10_485_760,
          signal,
        },
      ],
    ]);
  });

  it('has null for each header that did not come', async () => {
    const { found, at } = read({});
    expect(await found).toEqual({
      ...nothing,
      url,
      at,
      status: 200,
      hash: '2cf24dba5fb0',
      failure: null,
    });
  });

  it.each([
    ['0', 0],
    ['1234567890', 1_234_567_890],
    ['12345678901', null],
    ['1 ', 1],
    ['1s', null],
    ['s1', null],
  ])('takes an age of %j as %s', async (age, expected) => {
    expect((await read({ headers: { age } }).found).age).toBe(expected);
  });
});

describe('an answer in the place of the site', () => {
  it.each<[string, Answer, string]>([
    ['by a header', { headers: { 'cf-mitigated': 'challenge' } }, 'Cloudflare'],
    ['by a header of AWS', { status: 202, headers: { 'x-amzn-waf-action': 'challenge' } }, 'AWS'],
    ['by a header of Vercel', { headers: { 'x-vercel-mitigated': 'challenge' } }, 'Vercel'],
    ['by its page', { status: 403, body: 'https://x.awswaf.com/' }, 'AWS'],
  ])('is no content of it: %s', async (_, answer, by) => {
    const { found, at } = read(answer);
    expect(await found).toEqual({ ...nothing, url, at, failure: expect.stringContaining(by) });
  });

  it.each<[string, Answer]>([
    ['a page of the site that speaks of one', { body: 'https://x.awswaf.com/' }],
    ['an error of the site', { status: 404 }],
    ['a header that lets it pass', { headers: { 'x-amzn-waf-action': 'count' } }],
  ])('is not %s', async (_, answer) => {
    const { failure, status } = await read(answer).found;
    expect([failure, status]).toEqual([null, answer.status ?? 200]);
  });

  it('is looked for in the beginning of a page alone', async () => {
    const marked = (length: number) => ({
      status: 403,
      body: `${' '.repeat(length)}https://x.awswaf.com/`,
    });
    expect((await read(marked(16_000)).found).failure).not.toBeNull();
    expect((await read(marked(17_000)).found).failure).toBeNull();
  });
});

describe('no answer', () => {
  it('is told cleaned and cut, with nothing of the site', async () => {
    const { found, at } = read(new HttpFailure('reset', `cut\n${'x'.repeat(500)}`, true));
    const told = await found;
    expect(told).toEqual({ ...nothing, url, at, failure: expect.stringContaining('cut x') });
    expect(told.failure?.length).toBeLessThanOrEqual(200);
  });

  it('is none for a fault of ours, nor after an interrupt', async () => {
    await expect(read(new TypeError('no x')).found).rejects.toThrow(TypeError);
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    const cut = new HttpFailure('reset', 'the line was cut', true);
    await expect(read(cut, stop).found).rejects.toThrow('Ctrl-C');
  });
});
