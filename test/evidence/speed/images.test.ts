import { describe, expect, it } from 'vitest';
import type { PageTag } from '../../../src/domain/speed/page.ts';
import images from '../../../src/evidence/speed/images.ts';
import type { LoadedImage, WebPages } from '../../../src/ports/web-pages.ts';
import { inquiryWith, recorded, refusing, stillClock } from '../../support/ask.ts';
import { image, page, tag } from '../../support/web-page.ts';

const url = (name: string) => `https://site.test/${name}`;
const sized = { size: { width: 10, height: 10 }, lazy: true };
const shown = (name: string, parts: Partial<PageTag> = {}) =>
  tag('image', url(name), { ...sized, ...parts });

/** Each image by its name; one that is not here fails. */
function asked(tags: readonly PageTag[], files: Readonly<Record<string, Partial<LoadedImage>>>) {
  const webPages = recorded<WebPages>({
    page: async (address) => page(address, tags),
    image: async (address) => {
      const file = files[address.slice(url('').length)];
      return file === undefined ? refusing('gone')() : image(address, { format: 'webp', ...file });
    },
  });
  const clock = stillClock();
  const inquiry = inquiryWith({
    config: { environments: { production: { url: 'https://site.test' } } },
    services: { webPages: async () => webPages },
    clock,
  });
  return { found: images(inquiry), clock };
}

describe('the images of a page', () => {
  it('are listed by weight, with their sum and what is wrong with each', async () => {
    const tags = [shown('a'), shown('b'), tag('script', url('c.js'))];
    const { found, clock } = asked(tags, { a: { transfer: 100 }, b: { transfer: 300_000 } });
    const { verdict, value, unit } = await found;
    expect([verdict, unit]).toEqual(['warn', 'B']);
    expect(value).toMatchObject({
      images: [
        { url: url('b'), bytes: 300_000, format: 'webp', width: 10, faults: ['heavy'] },
        { url: url('a'), bytes: 100, faults: [] },
      ],
      total: 300_100,
      heaviest: { url: url('b') },
    });
    // They come after the page.
    expect(clock.sleeps).toEqual([10_000]);
  });

  it('are ok where nothing is wrong, and bad where one is very heavy', async () => {
    expect((await asked([shown('a')], { a: {} }).found).verdict).toBe('ok');
    const heavy = { a: { transfer: 1_000_001 } };
    expect((await asked([shown('a')], heavy).found).verdict).toBe('bad');
  });

  it('are told by their type where their header does not tell the format', async () => {
    const { value } = await asked([shown('a')], { a: { format: '', type: 'image/avif' } }).found;
    expect(value?.images[0]?.format).toBe('image/avif');
  });

  it('that stand twice are one, by the place of the last', async () => {
    const tags = [shown('a'), shown('a', { size: null })];
    const { value, detail } = await asked(tags, { a: {} }).found;
    expect(value?.images).toMatchObject([{ faults: ['no-dimensions'] }]);
    expect(detail).not.toContain('could not be read');
  });

  it('after the first three are to wait', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const tags = names.map((name) => shown(name, { lazy: false }));
    const files = Object.fromEntries(names.map((name) => [name, { transfer: 30_000 }]));
    const { value } = await asked(tags, files).found;
    const faulty = value?.images.filter(({ faults }) => faults.length > 0);
    expect(faulty).toMatchObject([{ url: url('d'), faults: ['not-lazy'] }]);
  });

  it('of which some did not come are not ok, and are bad all the same', async () => {
    const tags = [shown('a'), shown('gone')];
    const seemsFine = await asked(tags, { a: {} }).found;
    expect(seemsFine).toMatchObject({ verdict: 'unknown', value: null });
    expect(seemsFine.detail).toContain('1 file could not be read');
    const bad = await asked(tags, { a: { transfer: 2_000_000 } }).found;
    expect(bad).toMatchObject({ verdict: 'bad', value: { images: [{ url: url('a') }] } });
  });

  it('of which none came are unknown', async () => {
    expect((await asked([shown('gone')], {}).found).verdict).toBe('unknown');
  });

  it('that are none are no data', async () => {
    expect(await asked([tag('script', url('c.js'))], {}).found).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-image' },
    });
  });
});
