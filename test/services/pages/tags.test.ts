import { describe, expect, it } from 'vitest';
import { pageTags } from '../../../src/services/pages/tags.ts';

const url = 'https://talkstudio.app/start';
const tags = (html: string) => pageTags(html, url);
const page = (head: string, body = '') =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const only = (html: string) => {
  const [first, ...rest] = tags(html);
  expect(rest).toEqual([]);
  return first;
};

describe('scripts of a page', () => {
  it.each([
    ['<script src="a.js"></script>', true],
    ['<script src="a.js" async></script>', false],
    ['<script src="a.js" defer></script>', false],
    ['<SCRIPT SRC=a.js DEFER></SCRIPT>', false],
    ['<script type="module" src="a.js"></script>', false],
    ['<script type="text/javascript" src="a.js"></script>', true],
  ])('%s blocks: %s', (html, blocking) => {
    expect(only(page(html))).toMatchObject({ kind: 'script', blocking, inHead: true });
  });

  it.each([
    '<script>import "./inline.js"</script>',
    '<script type="application/json" src="data.json"></script>',
    '<script type="importmap" src="map.json"></script>',
    '<script nomodule src="legacy.js"></script>',
    '<noscript><img src="pixel.gif"></noscript>',
    '<template><script src="a.js"></script></template>',
    '<!-- <script src="a.js"></script> -->',
    '<script>document.write(\'<script src="b.js"><\\/script>\')</script>',
    '<script src=""></script>',
    '<script src="data:text/javascript,1"></script>',
    '<script src="http://"></script>',
    '<link rel="icon" href="favicon.svg">',
    '<link rel="alternate stylesheet" href="dark.css">',
    '<link rel="stylesheet" disabled href="dark.css">',
  ])('nothing is loaded by %s', (html) => {
    expect(tags(page(html))).toEqual([]);
  });

  it('in the body are told from those in the head', () => {
    expect(only(page('', '<script src="a.js"></script>'))?.inHead).toBe(false);
  });
});

describe('addresses', () => {
  it('are resolved against the page, lose their fragment, and keep their query', () => {
    expect(only(page('<script src="/a.js?v=1#x"></script>'))?.url).toBe(
      'https://talkstudio.app/a.js?v=1',
    );
    expect(only(page('<script src="//cdn.test/a.js"></script>'))?.url).toBe(
      'https://cdn.test/a.js',
    );
  });

  it('are resolved against the base that the page names', () => {
    const html = page(
      '<base href="https://assets.talkstudio.app/v2/"><script src="a.js"></script>',
    );
    expect(only(html)?.url).toBe('https://assets.talkstudio.app/v2/a.js');
  });

  it('are decoded as HTML has them', () => {
    expect(only(page('<script src="a.js?a=1&amp;b=2"></script>'))?.url).toBe(
      'https://talkstudio.app/a.js?a=1&b=2',
    );
  });
});

describe('links', () => {
  it.each([
    ['<link rel="stylesheet" href="a.css">', { kind: 'style', blocking: true }],
    ['<link rel="stylesheet" media="print" href="a.css">', { kind: 'style', blocking: false }],
    ['<link rel="stylesheet" media="screen" href="a.css">', { kind: 'style', blocking: true }],
    ['<link rel="preload" as="font" href="a.woff2">', { kind: 'preload', as: 'font' }],
    ['<link rel="modulepreload" href="a.js">', { kind: 'modulepreload', as: '' }],
    ['<link rel="PREFETCH" as="Script" href="a.js">', { kind: 'prefetch', as: 'script' }],
  ])('%s', (html, expected) => {
    expect(only(page(html))).toMatchObject(expected);
  });
});

describe('images', () => {
  it.each([
    ['<img src="a.png" width="640" height="360">', { size: { width: 640, height: 360 } }],
    ['<img src="a.png" width="100%" height="auto">', { size: null }],
    ['<img src="a.png" width="640">', { size: null }],
    ['<img src="a.png" loading="LAZY">', { lazy: true }],
    ['<img srcset="a-1x.png 1x, a-2x.png 2x">', { url: 'https://talkstudio.app/a-1x.png' }],
  ])('%s', (html, expected) => {
    expect(only(page('', html))).toMatchObject({ kind: 'image', ...expected });
  });

  it('of a picture are the first that a browser of today takes', () => {
    const sources =
      '<source type="image/jxl" srcset="a.jxl"><source type="image/webp" srcset="a.webp 1x">';
    const html = page('', `<picture>${sources}<img src="a.png"></picture><img src="b.png">`);
    expect(tags(html).map(({ url: at }) => new URL(at).pathname)).toEqual(['/a.webp', '/b.png']);
  });
});

describe('a page that is not as it should be', () => {
  it('is read without head and body tags, as browsers do', () => {
    expect(tags('<script src=a.js></script><p>text<img src=b.png>')).toMatchObject([
      { kind: 'script', inHead: true },
      { kind: 'image' },
    ]);
  });

  it('may be cut anywhere', () => {
    const html = page('<script src="a.js"></script><link rel="stylesheet" href="a.css">');
    for (let end = 0; end < html.length; end += 1) {
      expect(tags(html.slice(0, end)).length).toBeLessThanOrEqual(2);
    }
  });

  it('may name ten thousand files: the first five hundred are told', () => {
    expect(tags(page('<script src="a.js"></script>'.repeat(10_000)))).toHaveLength(500);
  });

  it('steers no terminal by its tags', () => {
    const [found] = tags(page('<script\n data-x="\u001b[31m\u202e" src="a.js"></script>'));
    expect(found?.tag).toContain('src="a.js">');
    expect(found?.tag).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
