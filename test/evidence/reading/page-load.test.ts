import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { PageTag } from '../../../src/domain/speed/page.ts';
import type { Inquiry } from '../../../src/evidence/asking/inquiry.ts';
import {
  arrived,
  isImage,
  isMissing,
  isOwnFile,
  servedVersionOf,
  siteCode,
  siteImages,
  siteOf,
  sitePage,
} from '../../../src/evidence/reading/page-load.ts';
import type { Http } from '../../../src/ports/http.ts';
import type { WebPages } from '../../../src/ports/web-pages.ts';
import { inquiryWith, recorded, refusing } from '../../support/ask.ts';
import { code, image, page, tag } from '../../support/web-page.ts';

const config = {
  environments: {
    production: { url: 'https://site.test' },
    staging: { url: 'https://staging.test' },
  },
};

function pages(tags: readonly PageTag[], others: Partial<WebPages> = {}) {
  return recorded<WebPages>({
    page: async (url) => page(url, tags),
    code: async (url) => code(url),
    image: async (url) => image(url),
    ...others,
  });
}

function inquiring(webPages: WebPages, parts: Parameters<typeof inquiryWith>[0] = {}): Inquiry {
  return inquiryWith({ config, services: { webPages: async () => webPages }, ...parts });
}

const urls = (asked: ReturnType<typeof pages>, method: string) =>
  asked.calls.filter((call) => call.method === method).map(({ args }) => args[0]);

describe('the page of an environment', () => {
  it('is loaded once in an inquiry, whoever asks', async () => {
    const asked = pages([tag('script', 'https://site.test/a.js')]);
    const inquiry = inquiring(asked);
    const [first] = await Promise.all([sitePage(inquiry), siteCode(inquiry), siteImages(inquiry)]);
    expect(await sitePage(inquiry)).toBe(first);
    expect(await siteCode(inquiry)).toBe(await siteCode(inquiry));
    expect(await siteImages(inquiry)).toBe(await siteImages(inquiry));
    expect(urls(asked, 'page')).toEqual(['https://site.test']);
    expect(urls(asked, 'code')).toEqual(['https://site.test/a.js']);
    expect(asked.calls[0]?.args[1]).toMatchObject({
      timeout: 5000,
      signal: inquiry.context.signal,
    });
    await sitePage(inquiring(asked));
    expect(urls(asked, 'page')).toHaveLength(2);
  });

  it.each([
    [199, false],
    [200, true],
    [299, true],
    [300, false],
    [503, false],
  ])('of status %i is one: %s', async (status, isOne) => {
    const answer = { page: async (url: string) => page(url, [], { status }) };
    const loaded = sitePage(inquiring(pages([], answer)));
    if (isOne) expect((await loaded).status).toBe(status);
    else await expect(loaded).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('that the config does not know is a mistake of the config', () => {
    expect(siteOf(inquiring(pages([]))).url).toBe('https://site.test');
    expect(() => siteOf(inquiring(pages([]), { environment: 'moon' }))).toThrow(/moon/);
  });
});

describe('code', () => {
  it('is scripts and styles, also preloaded ones, and what they import, each once', async () => {
    const tags = [
      tag('script', 'https://site.test/a.js'),
      tag('style', 'https://site.test/b.css'),
      tag('preload', 'https://site.test/c.js', { as: 'script' }),
      tag('prefetch', 'https://site.test/d.css', { as: 'style' }),
      tag('modulepreload', 'https://site.test/e.js'),
      tag('script', 'https://site.test/a.js'),
      tag('preload', 'https://site.test/font.woff2', { as: 'font' }),
      tag('prefetch', 'https://site.test/next.html', { as: 'document' }),
      tag('image', 'https://site.test/f.png'),
    ];
    const imports = ['https://site.test/e.js', 'https://site.test/g.js'];
    const asked = pages(tags, {
      code: async (url) => code(url, { imports: url.endsWith('a.js') ? imports : [] }),
    });
    const found = await siteCode(inquiring(asked));
    const names = [...'a b c d e g'].filter((name) => name !== ' ');
    expect([...found.keys()].map((url) => new URL(url).pathname[1])).toEqual(names);
    expect(urls(asked, 'code')).toHaveLength(6);
    expect(asked.calls.at(-1)?.args[1]).toMatchObject({ timeout: 5000 });
  });

  it('that fails keeps its reason, and imports nothing', async () => {
    const tags = ['a', 'b'].map((name) => tag('script', `https://site.test/${name}.js`));
    const asked = pages(tags, {
      code: (url) => (url.endsWith('a.js') ? refusing('gone')() : Promise.resolve(code(url))),
    });
    const found = await siteCode(inquiring(asked));
    const [failed, came] = [...found.values()];
    expect(failed).toBeInstanceOf(TsopsError);
    expect(failed).toMatchObject({ message: 'gone' });
    expect(arrived(found.values())).toEqual([came]);
  });

  it('is sixty files at most, of the page and of its imports together', async () => {
    const some = (length: number, name: string) =>
      Array.from({ length }, (_, i) => `https://site.test/${name}${i}.js`);
    const of = async (own: number, imported: number) => {
      const tags = some(own, 'a').map((url) => tag('script', url));
      const asked = pages(tags, {
        code: async (url) =>
          code(url, { imports: url.endsWith('/a0.js') ? some(imported, 'b') : [] }),
      });
      return (await siteCode(inquiring(asked))).size;
    };
    expect(await of(60, 1)).toBe(60);
    expect(await of(61, 0)).toBe(60);
    expect(await of(59, 2)).toBe(60);
    expect(await of(30, 29)).toBe(59);
  });

  it('is loaded six at a time', async () => {
    let [under, most] = [0, 0];
    const tags = Array.from({ length: 20 }, (_, i) => tag('script', `https://site.test/${i}.js`));
    const asked = pages(tags, {
      code: async (url) => {
        under += 1;
        most = Math.max(most, under);
        await Promise.resolve();
        under -= 1;
        return code(url);
      },
    });
    await siteCode(inquiring(asked));
    expect(most).toBe(6);
  });

  it('is no answer after an interrupt', async () => {
    const stop = new AbortController();
    const asked = pages([tag('script', 'https://site.test/a.js')], {
      code: async () => {
        stop.abort(new Error('Ctrl-C'));
        throw new Error('the socket was closed');
      },
    });
    await expect(siteCode(inquiring(asked, { signal: stop.signal }))).rejects.toThrow('Ctrl-C');
  });
});

describe('images', () => {
  it('are those of the page and those that are preloaded, sixty at most', async () => {
    const tags = [
      tag('preload', 'https://site.test/hero.png', { as: 'image' }),
      tag('preload', 'https://site.test/a.js', { as: 'script' }),
      tag('prefetch', 'https://site.test/later.png', { as: 'image' }),
      tag('script', 'https://site.test/b.js'),
      ...Array.from({ length: 61 }, (_, i) => tag('image', `https://site.test/${i}.png`)),
    ];
    const asked = pages(tags);
    const found = await siteImages(inquiring(asked));
    expect(found.size).toBe(60);
    expect([...found.keys()].slice(0, 2)).toEqual([
      'https://site.test/hero.png',
      'https://site.test/0.png',
    ]);
    expect(tags.slice(0, 5).map(isImage)).toEqual([true, false, false, false, true]);
    expect(asked.calls.at(-1)?.args[1]).toMatchObject({ timeout: 5000 });
  });
});

describe('a file', () => {
  it('is ours by the host of any environment, and those below it', () => {
    const own = isOwnFile(inquiring(pages([])).config);
    expect(own('https://assets.site.test/a.js')).toBe(true);
    expect(own('https://staging.test/a.js')).toBe(true);
    expect(own('https://other.test/a.js')).toBe(false);
  });

  it.each([
    [{ status: 403 }, true],
    [{ status: 404 }, true],
    [{ status: 410 }, true],
    [{ status: 503 }, false],
    [{ status: 200 }, false],
    [{ status: 200, type: 'text/html' }, true],
  ])('that came as %j is missing: %s', (parts, missing) => {
    const file = code('https://site.test/a.js', parts);
    expect(isMissing(file)).toBe(missing);
    expect(arrived([file])).toEqual(missing ? [] : [file]);
  });
});

describe('the served version', () => {
  const http = (status: number) =>
    recorded<Http>({
      send: async () => ({ status, headers: {}, body: Buffer.from('{"version":"v2.0.0"}') }),
    });

  it('is read once in an inquiry', async () => {
    const asked = http(200);
    const inquiry = inquiryWith({ config, services: { http: asked } });
    expect(await servedVersionOf(inquiry)).toBe('v2.0.0');
    expect(await servedVersionOf(inquiry)).toBe('v2.0.0');
    expect(asked.calls.map(({ args }) => args[0])).toMatchObject([
      { url: 'https://site.test/build-info.json', timeout: 5000 },
    ]);
  });

  it('is not known where build-info.json does not tell', async () => {
    const inquiry = inquiryWith({ config, services: { http: http(503) } });
    expect(await servedVersionOf(inquiry)).toBeNull();
  });
});
