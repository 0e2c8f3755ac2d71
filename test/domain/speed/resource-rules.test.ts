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

describe('a script of others in the head', () => {
  const url = `${other}/widget.js`;
  it.each<[string, Partial<PageTag>, Partial<ResourceSize>, string[]]>([
    ['blocks', { blocking: true }, { bytes: 640_000 }, ['blocking-third-party!']],
    ['blocks for long', { blocking: true }, { bytes: 900, took: 700 }, ['blocking-third-party!']],
    ['cannot be had', { blocking: true }, { bytes: null }, ['blocking-third-party!']],
    ['is small and quick', { blocking: true }, {}, ['blocking-third-party']],
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
    expect(brief(findings([blocking], { [url]: { bytes: 200_000 } }))).toEqual(['script-order!']);
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

  it('that preload what nothing uses hurt', () => {
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
    const hint = tag({ kind: 'modulepreload', url: imported });
    expect(findings([tag({}), hint], weights)).toEqual([]);
  });

  it('that prefetch come after what the page needs', () => {
    const prefetch = tag({ kind: 'prefetch', as: 'script', url: `${own}/later.js` });
    expect(findings([tag({}), prefetch])).toEqual([]);
    expect(brief(findings([prefetch, tag({})]))).toEqual(['prefetch-early']);
  });
});

it('what weighs most comes first', () => {
  const small = tag({ url: `${other}/small.js`, blocking: true });
  const large = tag({ url: `${other}/large.js`, blocking: true });
  const found = findings([small, large], { [large.url]: { bytes: 90_000 } });
  expect(found.map(({ url }) => url)).toEqual([large.url, small.url]);
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
    expect(of(60_000)).toEqual(['preload-unused!', 'preload-unused!']);
    expect(of(40_000)).toEqual(['preload-unused', 'preload-unused']);
  });
});
