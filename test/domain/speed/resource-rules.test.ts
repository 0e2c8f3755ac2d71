import { describe, expect, it } from 'vitest';
import type { PageTag } from '../../../src/domain/speed/page.ts';
import {
  type ResourceSize,
  resourceFindings,
  resourcesVerdict,
} from '../../../src/domain/speed/resource-rules.ts';

const own = 'https://talkstudio.app';
const other = 'https://chat.example.com';

function tag(change: Partial<PageTag>): PageTag {
  const base = { tag: '<t>', inHead: true, blocking: false, as: '', lazy: false, size: null };
  return { ...base, kind: 'script', url: `${own}/a.js`, ...change };
}

function findings(
  tags: readonly PageTag[],
  weights: Readonly<Record<string, Partial<ResourceSize>>> = {},
) {
  return resourceFindings({
    tags,
    isOwn: (url) => url.startsWith(own),
    weightOf: (url) => ({ bytes: 1000, took: 20, imports: [], ...weights[url] }),
  });
}

const brief = (found: ReturnType<typeof findings>) =>
  found.map(({ what, weighty }) => `${what}${weighty ? '!' : ''}`);

describe('a file of others in the head', () => {
  const url = `${other}/widget.js`;
  it.each<[string, Partial<PageTag>, Partial<ResourceSize>, string[]]>([
    ['blocks', { blocking: true }, { bytes: 640_000 }, ['blocking-third-party!']],
    ['blocks for long', { blocking: true }, { bytes: 900, took: 700 }, ['blocking-third-party!']],
    ['cannot be had', { blocking: true }, { bytes: null }, ['blocking-third-party!']],
    ['is small and quick', { blocking: true }, {}, ['blocking-third-party']],
    ['is felt from 30 kB on', { blocking: true }, { bytes: 30_000 }, ['blocking-third-party!']],
    ['is not felt below', { blocking: true }, { bytes: 29_999 }, ['blocking-third-party']],
    ['is felt from 300 ms on', { blocking: true }, { took: 300 }, ['blocking-third-party!']],
    ['is not felt before', { blocking: true }, { took: 299 }, ['blocking-third-party']],
    ['took nobody knows how long', { blocking: true }, { took: null }, ['blocking-third-party']],
    ['is one of style', { kind: 'style', blocking: true }, { bytes: 640_000 }, ['blocking-style!']],
    ['is a small one of style', { kind: 'style', blocking: true }, {}, ['blocking-style']],
    ['waits its turn', {}, { bytes: 640_000 }, []],
    ['stands in the body', { blocking: true, inHead: false }, { bytes: 640_000 }, []],
  ])('%s', (_what, change, weight, expected) => {
    expect(brief(findings([tag({ url, ...change })], { [url]: weight }))).toEqual(expected);
  });
});

describe('our own files', () => {
  const url = `${own}/a.js`;
  it('in a classic script before the page are out of order, and felt where they are large', () => {
    const blocking = tag({ blocking: true });
    expect(brief(findings([blocking]))).toEqual(['script-order']);
    const of = (bytes: number | null) => brief(findings([blocking], { [url]: { bytes } }));
    expect(of(100_000)).toEqual(['script-order!']);
    expect(of(99_999)).toEqual(['script-order']);
    expect(of(null)).toEqual(['script-order']);
  });

  it('of style block as they must, unless they are large', () => {
    const style = tag({ kind: 'style', url: `${own}/a.css`, blocking: true });
    expect(findings([style])).toEqual([]);
    const heavy = { [`${own}/a.css`]: { bytes: 150_000 } };
    expect(brief(findings([style], heavy))).toEqual(['blocking-style!']);
  });
});

describe('hints', () => {
  it('that preload what the page uses are right', () => {
    const preload = tag({ kind: 'preload', as: 'script' });
    expect(findings([preload, tag({})])).toEqual([]);
  });

  it.each(['script', 'style', 'image'] as const)(
    'that preload a %s of the page are right',
    (kind) => {
      const preload = tag({ kind: 'preload', as: kind });
      expect(findings([preload, tag({ kind })])).toEqual([]);
    },
  );

  it.each(['script', 'style', 'image'])('that preload a %s that nothing uses hurt', (as) => {
    expect(brief(findings([tag({ kind: 'preload', as })]))).toEqual(['preload-unused']);
  });

  it('are no use of what another hint preloads', () => {
    const preload = tag({ kind: 'preload', as: 'script' });
    expect(brief(findings([preload, tag({ kind: 'prefetch' })]))).toEqual(['preload-unused']);
  });

  it('that preload what nothing uses are felt where it is large', () => {
    const preload = tag({ kind: 'preload', as: 'image', url: `${own}/old.png` });
    const found = findings([preload], { [preload.url]: { bytes: 400_000 } });
    expect(brief(found)).toEqual(['preload-unused!']);
  });

  it('for fonts and data are not judged: what uses them does not stand in the page', () => {
    expect(findings([tag({ kind: 'preload', as: 'font', url: `${own}/f.woff2` })])).toEqual([]);
  });

  it('are missing for a module that another one imports', () => {
    const entry = `${own}/a.js`;
    const imported = `${own}/vendor.js`;
    const weights = { [entry]: { imports: [imported] } };
    expect(findings([tag({})], weights)).toMatchObject([
      { what: 'preload-missing', url: imported },
    ]);
    expect(brief(findings([tag({})], { ...weights, [imported]: { bytes: 900_000 } }))).toEqual([
      'preload-missing',
    ]);
    const hint = tag({ kind: 'modulepreload', url: imported });
    expect(findings([tag({}), hint], weights)).toEqual([]);
  });

  it('are missing for what a script imports, not for what a hint names', () => {
    const hint = tag({ kind: 'modulepreload', url: `${own}/vendor.js` });
    const weights = { [hint.url]: { imports: [`${own}/deep.js`] } };
    expect(findings([tag({}), hint], weights)).toEqual([]);
  });

  it.each<[string, Partial<PageTag>, string[]]>([
    ['our style', { kind: 'style', url: `${own}/a.css` }, ['prefetch-early']],
    ['our image', { kind: 'image', url: `${own}/a.webp` }, []],
    ['a script of others', { url: `${other}/widget.js` }, []],
    ['a style of others', { kind: 'style', url: `${other}/a.css` }, []],
  ])('that prefetch before %s', (_what, change, expected) => {
    const prefetch = tag({ kind: 'prefetch', as: 'script', url: `${own}/later.js` });
    expect(brief(findings([prefetch, tag(change)]))).toEqual(expected);
  });

  it('that prefetch are early before the last file that the page needs, not only the first', () => {
    const prefetch = tag({ kind: 'prefetch', as: 'script', url: `${own}/later.js` });
    expect(brief(findings([tag({}), prefetch, tag({ url: `${own}/b.js` }), prefetch]))).toEqual([
      'prefetch-early',
    ]);
  });

  it('that prefetch come after what the page needs', () => {
    const prefetch = tag({ kind: 'prefetch', as: 'script', url: `${own}/later.js` });
    expect(findings([tag({}), prefetch])).toEqual([]);
    expect(brief(findings([prefetch, tag({})]))).toEqual(['prefetch-early']);
  });
});

describe('what comes first', () => {
  const order = (...weights: Partial<ResourceSize>[]) => {
    const tags = weights.map((_, i) => tag({ url: `${other}/${i}.js`, blocking: true }));
    const found = findings(
      tags,
      Object.fromEntries(weights.map((weight, i) => [`${other}/${i}.js`, weight])),
    );
    return found.map(({ url }) => Number(url.at(-4)));
  };

  it('is what weighs most', () => {
    expect(order({ bytes: 1000 }, { bytes: 90_000 }, { bytes: 50_000 })).toEqual([1, 2, 0]);
  });

  it('is what is felt, even beside a larger file that is not', () => {
    expect(order({ bytes: 29_000 }, { bytes: 900, took: 700 })).toEqual([1, 0]);
  });

  it('is what has a size, beside one that cannot be had', () => {
    expect(order({ bytes: null }, { bytes: 90_000 })).toEqual([1, 0]);
    expect(order({ bytes: 90_000 }, { bytes: null })).toEqual([0, 1]);
  });
});

describe('the verdict on resources', () => {
  const verdict = (found: ReturnType<typeof findings>) =>
    resourcesVerdict({ findings: found, scripts: 1, thirdParty: 0 });

  it('is bad for what is felt, warns for the rest, and is ok without findings', () => {
    const script = tag({ url: `${other}/w.js`, blocking: true });
    expect(verdict(findings([script], { [script.url]: { bytes: 90_000 } }))).toBe('bad');
    expect(verdict(findings([script]))).toBe('warn');
    expect(verdict([])).toBe('ok');
  });
});

describe('preloads that nothing uses', () => {
  const preload = (name: string) =>
    tag({ kind: 'preload', as: 'script', url: `${own}/${name}.js` });
  const of = (bytes: number) =>
    brief(
      findings([preload('a'), preload('b')], {
        [`${own}/a.js`]: { bytes },
        [`${own}/b.js`]: { bytes },
      }),
    );

  it('are felt together from 100 kB on, however small each is', () => {
    expect(of(50_000)).toEqual(['preload-unused!', 'preload-unused!']);
    expect(of(49_999)).toEqual(['preload-unused', 'preload-unused']);
  });

  it.each([
    [30_000, ['preload-unused!', 'preload-unused!']],
    [29_999, ['preload-unused!', 'preload-unused']],
  ])('one of %d bytes beside a large one', (bytes, expected) => {
    const weights = { [`${own}/a.js`]: { bytes: 400_000 }, [`${own}/b.js`]: { bytes } };
    expect(brief(findings([preload('a'), preload('b')], weights))).toEqual(expected);
  });
});
