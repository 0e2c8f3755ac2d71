import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { createPageSpeed } from '../../../src/services/google/pagespeed.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeClock } from '../../support/clock.ts';
import { isCleanLine, type VendorReply, vendorServer } from '../vendor-server.ts';
import { refusals } from './fake.ts';

const key = 'AIzaSandboxKeyOfNobody';
const site = 'https://talkstudio.app/start?a=1';
const psi = 'GET /v5/runPagespeed';
const crux = 'POST /v1/records:queryRecord';

function measuring(device: 'mobile' | 'desktop' = 'mobile') {
  return { device, timeout: 500, signal: new AbortController().signal };
}

async function service(answers: Readonly<Record<string, VendorReply>>, secret: string = key) {
  const server = await vendorServer(answers);
  const config = { apiUrl: `${server.url}/v5`, cruxUrl: `${server.url}/v1/` };
  const http = createHttp({ env: {}, loopbackOnly: true });
  const made = createPageSpeed({
    http,
    clock: fakeClock(),
    env: { PAGESPEED_API_KEY: secret },
    config,
  });
  return { server, made };
}

async function failure(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.catch((error: unknown) => error);
  if (!(thrown instanceof TsopsError)) throw new Error(`no TsopsError: ${JSON.stringify(thrown)}`);
  return thrown;
}

const lighthouseResult = {
  categories: { performance: { score: 0.44 } },
  audits: { 'largest-contentful-paint': { numericValue: 5100 } },
};

describe('PageSpeed Insights', () => {
  it('is asked for one page and category, with the key in a header, and answers as Lighthouse does', async () => {
    const { server, made } = await service({ [psi]: { body: { lighthouseResult } } });
    expect(await made.run(site, measuring())).toEqual({ score: 44, vitals: { lcp: 5100 } });
    const [asked] = server.asked;
    expect(Object.fromEntries(asked?.query ?? [])).toEqual({
      url: site,
      strategy: 'mobile',
      category: 'performance',
    });
    expect(asked?.headers['x-goog-api-key']).toBe(key);
  });

  it('tells a page that it could not load as a failure', async () => {
    const runtimeError = { code: 'NO_FCP', message: 'The page did not paint any content.' };
    const { made } = await service({
      [psi]: { body: { lighthouseResult: { ...lighthouseResult, runtimeError } } },
    });
    expect(await made.run(site, measuring('desktop'))).toEqual({
      failure: 'NO_FCP: The page did not paint any content.',
    });
  });

  it.each(refusals('PAGESPEED_API_KEY'))(
    'says what is wrong on %s',
    async (_what, reply, kind, message) => {
      const { made } = await service({ [psi]: reply });
      const error = await failure(made.run(site, measuring()));
      expect(error.kind).toBe(kind);
      expect(error.message).toMatch(message);
      expect(isCleanLine(error.message)).toBe(true);
      expect(JSON.stringify([error.message, error.next, error.why])).not.toContain(key);
    },
  );
});

describe('the Chrome UX Report', () => {
  const percentiles = (p75: unknown) => ({ histogram: [], percentiles: { p75 } });

  it('is asked for the origin, and tells p75; CLS is a text there', async () => {
    const metrics = {
      largest_contentful_paint: percentiles(2140),
      interaction_to_next_paint: percentiles(187),
      cumulative_layout_shift: percentiles('0.07'),
      first_contentful_paint: percentiles(null),
      round_trip_time: percentiles(80),
    };
    const { server, made } = await service({ [crux]: { body: { record: { metrics } } } });
    expect(await made.field(site, measuring())).toEqual({ lcp: 2140, inp: 187, cls: 0.07 });
    expect(server.asked[0]?.headers['x-goog-api-key']).toBe(key);
  });

  it('has nothing of a site with few visits (404)', async () => {
    const body = { error: { code: 404, message: 'chrome ux report data not found' } };
    const { made } = await service({ [crux]: { status: 404, body } });
    expect(await made.field(site, measuring())).toBeNull();
  });

  it.each(refusals('PAGESPEED_API_KEY'))(
    'says what is wrong on %s',
    async (_what, reply, kind, message) => {
      const { made } = await service({ [crux]: reply });
      const error = await failure(made.field(site, measuring()));
      expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(message)]);
      expect(error.message).not.toContain(key);
    },
  );
});

describe('the key', () => {
  it('that is not set: nobody is asked', async () => {
    const { made, server } = await service({}, '');
    expect(await made.run(site, measuring())).toBeNull();
    expect(await made.field(site, measuring())).toBeNull();
    expect(server.asked).toEqual([]);
  });

  it('that cannot be one is not sent', async () => {
    const { made } = await service({}, 'two words');
    const error = await failure(made.run(site, measuring()));
    expect(error).toMatchObject({ kind: 'credentials' });
    expect(error.message).not.toContain('two words');
  });
});
