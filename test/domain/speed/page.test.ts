import { describe, expect, it } from 'vitest';
import { hasHash, isOwn, nameWithoutHash } from '../../../src/domain/speed/page.ts';

const site = 'https://talkstudio.app';

describe('the name of a file without its hash', () => {
  it.each([
    ['/assets/index-3f2a9c1b.js', 'index.js'],
    ['/assets/index-DiwrgTda.js', 'index.js'],
    ['/assets/polyfills-legacy-BxYz12ab.js', 'polyfills-legacy.js'],
    ['/assets/date-Ab1-_xyz.css', 'date.css'],
    ['/static/main.8c1b2d3e4f.chunk.js', 'main.chunk.js'],
    ['/static/hero.3f2a9c1b0d4e5f60.webp', 'hero.webp'],
    ['/assets/app.js', 'app.js'],
    ['/assets/service-worker.js', 'service-worker.js'],
    ['/assets/group-conversation.js', 'group-conversation.js'],
    ['/assets/index-3f2a9c1b.js?v=2', 'index.js'],
    ['/', ''],
  ])('of %s is “%s”', (path, name) => {
    expect(nameWithoutHash(site + path)).toBe(name);
  });

  it('tells whether there was one', () => {
    expect(hasHash(`${site}/assets/index-3f2a9c1b.js`)).toBe(true);
    expect(hasHash(`${site}/favicon.svg`)).toBe(false);
  });
});

describe('a file is ours', () => {
  it.each([
    ['https://talkstudio.app/a.js', true],
    ['https://assets.talkstudio.app/a.js', true],
    ['https://talkstudio.app.evil.test/a.js', false],
    ['https://nottalkstudio.app/a.js', false],
    ['https://cdn.example.com/talkstudio.app/a.js', false],
  ])('%s: %s', (url, expected) => {
    expect(isOwn(url, [site, 'https://staging.talkstudio.app'])).toBe(expected);
  });

  it('below the domain of a site that begins with www', () => {
    expect(isOwn('https://static.talkstudio.app/a.js', ['https://www.talkstudio.app'])).toBe(true);
  });
});
