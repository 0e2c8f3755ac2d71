import { describe, expect, it } from 'vitest';
import { edgeSample, needsLinks } from '../../../src/domain/cdn/edge-sample.ts';
import { checkPaths } from '../../../src/domain/cdn/paths.ts';

const site = 'https://talkstudio.app';
const page =
  '<script src="/assets/index-1.js"></script><link href="/assets/a.css"><a href="/help">';
const urls = (paths: string[], html = ''): string[] =>
  edgeSample(paths, site, html).targets.map(
    ({ url, covered }) => `${url}${covered ? '' : ' (not covered)'}`,
  );

describe('the addresses read before and after', () => {
  it("are the environment's own page for everything", () => {
    expect(urls(['/*'])).toEqual(['https://talkstudio.app/']);
    expect(needsLinks(['/*', '/a'], site)).toBe(false);
  });

  it('are the paths themselves, five at most', () => {
    const paths = ['/a', '/b', '/c', '/d', '/e', '/f'];
    expect(urls(paths)).toHaveLength(5);
    expect(urls(['/a?b=%20'])).toEqual(['https://talkstudio.app/a?b=%20']);
  });

  it('are what the page links to for a wildcard below it', () => {
    expect(needsLinks(['/assets/*'], site)).toBe(true);
    expect(urls(['/assets/*'], page)).toEqual([
      'https://talkstudio.app/assets/index-1.js',
      'https://talkstudio.app/assets/a.css',
    ]);
  });

  it('is the page, marked as proving nothing, where nothing else can be read', () => {
    expect(urls(['/none/*'], page)).toEqual(['https://talkstudio.app/ (not covered)']);
    expect(urls(['#tag'])).toEqual(['https://talkstudio.app/ (not covered)']);
  });

  it.each([
    ['/vendors~main.js', ['/vendors~main.js', '/vendors%7Emain.js']],
    ['/vendors%7emain.js', ['/vendors%7emain.js', '/vendors~main.js', '/vendors%7Emain.js']],
    ['/a|b.js', ['/a|b.js', '/a%7Cb.js']],
    ["/it's.html", ["/it's.html", '/it%27s.html']],
    ['/%ec%86%a1', ['/%ec%86%a1', '/%EC%86%A1']],
    ['/송', ['/%EC%86%A1']],
    ['/송'.normalize('NFD'), ['/%EC%86%A1', '/%E1%84%89%E1%85%A9%E1%86%BC']],
    ['/plain/app-1.js', ['/plain/app-1.js']],
  ])('are every spelling under which %s is asked for', (typed, asked) => {
    const checked = checkPaths([typed]);
    if (!checked.ok) throw new Error('refused');
    const { targets, unread } = edgeSample(checked.value.paths, site, '', checked.value.spellings);
    expect(targets.map(({ url }) => url).sort()).toEqual(
      asked.map((path) => `${site}${path}`).sort(),
    );
    expect(unread).toBe(0);
  });

  it('are counted where they are not read', () => {
    const paths = ['/a', '/b', '/c', '/d', '/e', '/f', '/g'];
    expect(edgeSample(paths, site, '').unread).toBe(2);
  });

  it('are linked ones of a wildcard in their own spelling', () => {
    const links = '<script src="/chunk~a.js"></script><script src="/other.js"></script>';
    expect(urls(['/chunk%7E*'], links)).toEqual(['https://talkstudio.app/chunk~a.js']);
  });

  it('never leave the site, whatever path or link', () => {
    const links =
      '<img src="//evil.example/assets/x.png"><img src="https://evil.example/assets/y">';
    for (const url of [...urls(['//evil.example/x', '/assets/*'], links), ...urls(['/@evil'])]) {
      expect(new URL(url.replace(/ .*/, '')).host).toBe('talkstudio.app');
    }
  });
});
