import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type { RecentDeploys } from '../../../src/domain/errors/findings.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import type { PageTag } from '../../../src/domain/speed/page.ts';
import { day, minute } from '../../../src/domain/time/units.ts';
import cacheState from '../../../src/evidence/cdn/cache-state.ts';
import type { Http } from '../../../src/ports/http.ts';
import type { Metrics } from '../../../src/ports/metrics.ts';
import type { Loaded, WebPages } from '../../../src/ports/web-pages.ts';
import { answered, inquiryWith, recorded, refusing, stillClock } from '../../support/ask.ts';
import { code, image, page, tag } from '../../support/web-page.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };
const yesterday = { from: window.from - day, to: window.to - day };
const url = (name: string) => `https://site.test/${name}`;
const asset = url('app-1a2b3c4d.js');
const long = 'public, max-age=31536000, immutable';

interface Given {
  readonly tags?: readonly PageTag[];
  /** What each address is answered with; null fails. */
  readonly files?: Readonly<Record<string, Partial<Loaded> | null>>;
  readonly served?: string | null;
  readonly deployed?: string | null;
  readonly told?: Partial<Evidence<RecentDeploys>>;
  readonly cdn?: boolean;
  readonly series?: Metrics['series'];
}

function asked(given: Given = {}) {
  const { tags = [tag('script', asset)], files = {}, served = 'v2.0.0', cdn = true } = given;
  const of = (address: string) => {
    const file = files[address];
    return file === null ? refusing('gone')() : { cacheControl: long, ...file };
  };
  const webPages = recorded<WebPages>({
    page: async (address) => page(address, tags, { cacheControl: 'no-cache', ...files[address] }),
    code: async (address) => code(address, await of(address)),
    image: async (address) => image(address, await of(address)),
  });
  const http = recorded<Http>({
    send: async () => ({
      status: served === null ? 503 : 200,
      headers: {},
      body: Buffer.from(JSON.stringify({ version: served })),
    }),
  });
  const metrics = recorded<Metrics>({
    series:
      given.series ??
      (async (_id, metric, { to }) =>
        metric === 'hit-ratio'
          ? [
              { t: 1, value: to === at ? 90 : 95 },
              { t: 2, value: to === at ? 92 : 95 },
            ]
          : [{ t: 1, value: 200 }]),
  });
  const deployed = given.deployed === undefined ? 'v2.0.0' : given.deployed;
  const run = { version: deployed, conclusion: 'success', at, endedAt: at } as Partial<Deploy>;
  const recent = { deploys: deployed === null ? [] : [run as Deploy], served: null };
  const clock = stillClock();
  const site = { url: 'https://site.test', ...(cdn && { cdn: { distributionId: 'E1' } }) };
  const inquiry = inquiryWith({
    config: { environments: { production: site } },
    services: { webPages: async () => webPages, http, metrics: async () => metrics },
    answers: {
      'recent-deploys': answered<RecentDeploys>(
        given.told ? null : { ...recent, builtAt: null, tags: null },
        given.told,
      ),
    },
    clock,
  });
  return { found: cacheState(inquiry), metrics, clock };
}

describe('what the edge holds', () => {
  it('is ok where all is as deployed, with how often it answers by itself', async () => {
    const { found, metrics, clock } = asked();
    const { verdict, value, window: told } = await found;
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({
      files: [
        { url: 'https://site.test', kind: 'page', fault: null },
        { url: asset, kind: 'asset', state: 'hit', status: 200, cacheControl: long, fault: null },
      ],
      missing: [],
      stale: null,
      hitRatio: 91,
      usualHitRatio: 95,
      originLatency: 200,
    });
    expect(told).toEqual(window);
    expect(metrics.calls.map(({ args }) => args)).toMatchObject([
      ['E1', 'hit-ratio', window, minute, { timeout: 5000 }],
      ['E1', 'hit-ratio', yesterday, minute, { timeout: 5000 }],
      ['E1', 'origin-latency', window, minute, { timeout: 5000 }],
    ]);
    expect(clock.sleeps[0]).toBe(10_000);
  });

  it('has a fault where a file may be kept too short, or the page too long', async () => {
    const files = {
      [asset]: { cacheControl: 'no-cache' },
      'https://site.test': { cacheControl: long },
    };
    const { value } = await asked({ files }).found;
    expect(value?.files.every(({ fault, faultCode }) => fault !== null && faultCode)).toBe(true);
  });

  it('is of our own files alone, images too', async () => {
    const tags = [tag('script', 'https://ads.test/a.js'), tag('image', url('a.png'))];
    const { value } = await asked({ tags }).found;
    expect(value?.files.map((file) => file.url)).toEqual(['https://site.test', url('a.png')]);
  });

  it.each([
    [{ status: 404 }, [asset]],
    [{ status: 200, type: 'text/html' }, [asset]],
    [{ status: 503 }, []],
  ])('with a file answered %j misses %j, and judges no headers of it', async (file, missing) => {
    const { value } = await asked({ files: { [asset]: { ...file, cacheControl: 'no-cache' } } })
      .found;
    expect(value?.missing).toEqual(missing);
    expect(value?.files[1]).toMatchObject({ url: asset, fault: null });
    expect(value?.files[1]).not.toHaveProperty('faultCode');
  });

  it('is not ok where a file of ours did not come at all; one of others is none of it', async () => {
    const lost = await asked({ files: { [asset]: null } }).found;
    expect(lost.verdict).toBe('unknown');
    expect(lost.detail).toContain('1 file could not be read');
    const foreign = 'https://ads.test/a.js';
    const tags = [tag('script', foreign), tag('script', asset)];
    expect((await asked({ tags, files: { [foreign]: null } }).found).verdict).toBe('ok');
  });
});

describe('whether the edge is stale', () => {
  it('is so where another version is served than was deployed last', async () => {
    const { value, verdict } = await asked({ served: 'v1.9.0' }).found;
    expect(value?.stale).toEqual({ serves: 'v1.9.0', deployed: 'v2.0.0' });
    expect(verdict).not.toBe('ok');
    expect((await asked({ served: '2.0.0' }).found).value?.stale).toBeNull();
  });

  it('is not so where nothing was deployed', async () => {
    expect((await asked({ deployed: null }).found).value?.stale).toBeNull();
    const none = await asked({ told: { verdict: 'no-data' } }).found;
    expect([none.verdict, none.value?.stale]).toEqual(['ok', null]);
  });

  it('is not known, and so not ok, without the deploys or what is served', async () => {
    const refused = await asked({ told: { verdict: 'unknown' } }).found;
    expect(refused.verdict).toBe('unknown');
    expect(refused.detail).toContain('what was deployed last is not known');
    const silent = await asked({ served: null }).found;
    expect(silent.verdict).toBe('unknown');
    expect(silent.detail).toContain('build-info.json was not read');
  });
});

describe('how often the edge answers by itself', () => {
  const nothing = { hitRatio: null, usualHitRatio: null, originLatency: null };

  it('is not known without a distribution, which is no gap', async () => {
    const { found, metrics } = asked({ cdn: false });
    expect(await found).toMatchObject({ verdict: 'ok', value: nothing });
    expect((await found).detail).toContain('no CloudFront distribution is configured');
    expect(metrics.calls).toEqual([]);
  });

  it('is not known where no such metric is kept, which is no gap either', async () => {
    const none = await asked({ series: async () => [] }).found;
    expect(none).toMatchObject({ verdict: 'ok', value: nothing });
    expect(none.detail).toContain('additional metrics');
    const latency: Metrics['series'] = async (_, metric) =>
      metric === 'origin-latency' ? [{ t: 1, value: 5 }] : [];
    const some = await asked({ series: latency }).found;
    expect(some.detail).not.toContain('additional metrics');
    const ratio: Metrics['series'] = async (_, metric) =>
      metric === 'hit-ratio' ? [{ t: 1, value: 95 }] : [];
    expect((await asked({ series: ratio }).found).detail).not.toContain('additional metrics');
  });

  it('is a gap where it is refused', async () => {
    const refused = await asked({ series: refusing('expired') }).found;
    expect(refused).toMatchObject({ verdict: 'unknown', problem: { kind: 'credentials' } });
    expect(refused.detail).toContain('CloudWatch: expired');
    // What is wrong is so whatever is missing.
    const stale = await asked({ series: refusing('expired'), served: 'v1.9.0' }).found;
    expect(stale).toMatchObject({ value: nothing });
    expect(stale.verdict).not.toBe('unknown');
  });
});
