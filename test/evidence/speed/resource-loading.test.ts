import { describe, expect, it } from 'vitest';
import type { PageTag } from '../../../src/domain/speed/page.ts';
import resourceLoading from '../../../src/evidence/speed/resource-loading.ts';
import type { LoadedCode, WebPages } from '../../../src/ports/web-pages.ts';
import { inquiryWith, recorded, refusing, stillClock } from '../../support/ask.ts';
import { code, page, tag } from '../../support/web-page.ts';

const [own, foreign] = ['https://site.test/a.js', 'https://ads.test/b.js'];

function asked(
  tags: readonly PageTag[],
  files: Readonly<Record<string, Partial<LoadedCode>>> = {},
) {
  const webPages = recorded<WebPages>({
    page: async (address) => page(address, tags),
    code: async (address) => {
      const file = files[address];
      return file === undefined ? refusing('gone')() : code(address, file);
    },
  });
  const clock = stillClock();
  const inquiry = inquiryWith({
    config: { environments: { production: { url: 'https://site.test' } } },
    services: { webPages: async () => webPages },
    clock,
  });
  return { found: resourceLoading(inquiry), clock };
}

const blocks = (url: string) => tag('script', url, { blocking: true });

describe('what a page loads', () => {
  it('is counted, ours and that of others', async () => {
    const tags = [
      tag('script', own),
      tag('script', foreign),
      tag('style', 'https://ads.test/c.css'),
    ];
    const { found, clock } = asked(tags, { [own]: {}, [foreign]: {} });
    const { verdict, value } = await found;
    expect(verdict).toBe('ok');
    expect(value).toEqual({ findings: [], scripts: 2, thirdParty: 1 });
    expect(clock.sleeps).toEqual([10_000]);
  });

  it('of others that blocks the page is told with its weight and its time', async () => {
    const file = { transfer: 40_000, took: 250 };
    const { value } = await asked([blocks(foreign)], { [foreign]: file }).found;
    expect(value?.findings).toMatchObject([
      { what: 'blocking-third-party', bytes: 40_000, took: 250, weighty: true },
    ]);
    const light = await asked([blocks(foreign)], { [foreign]: { transfer: 100, took: 20 } }).found;
    expect(light.value?.findings).toMatchObject([{ weighty: false }]);
  });

  it.each<[string, Readonly<Record<string, Partial<LoadedCode>>>]>([
    ['does not come', {}],
    ['is gone', { [foreign]: { status: 404 } }],
    ['is a page in its place', { [foreign]: { type: 'text/html' } }],
  ])('of others that %s blocks until the browser gives up', async (_, files) => {
    const { value } = await asked([blocks(foreign)], files).found;
    expect(value?.findings).toMatchObject([{ bytes: null, took: null, weighty: true }]);
  });

  it('of ours that blocks is an order of scripts', async () => {
    const { verdict, value } = await asked([blocks(own)], { [own]: { transfer: 100 } }).found;
    expect(value?.findings).toMatchObject([{ what: 'script-order', weighty: false }]);
    expect(verdict).not.toBe('bad');
  });

  it('that its scripts import, and no tag preloads, is told', async () => {
    const module = 'https://site.test/m.js';
    const files = {
      [own]: { imports: [module], transfer: 200_000 },
      [module]: { transfer: 90_000 },
    };
    const { value } = await asked([tag('script', own)], files).found;
    const told = await asked([tag('script', own), tag('modulepreload', module)], files).found;
    expect(value?.findings.map(({ what }) => what)).toEqual(['preload-missing']);
    expect(told.value?.findings).toEqual([]);
  });
});

it('is unknown where the page does not come', async () => {
  const inquiry = inquiryWith({ services: { webPages: refusing('no answer') } });
  expect(await resourceLoading(inquiry)).toMatchObject({ verdict: 'unknown', detail: 'no answer' });
});
