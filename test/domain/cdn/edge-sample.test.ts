import { describe, expect, it } from 'vitest';
import { edgeSample, needsLinks } from '../../../src/domain/cdn/edge-sample.ts';

const site = 'https://talkstudio.app';
const page =
  '<script src="/assets/index-1.js"></script><link href="/assets/a.css"><a href="/help">';
const urls = (paths: string[], html = ''): string[] =>
  edgeSample(paths, site, html).map(
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

  it('never leave the site, whatever path or link', () => {
    const links =
      '<img src="//evil.example/assets/x.png"><img src="https://evil.example/assets/y">';
    for (const url of [...urls(['//evil.example/x', '/assets/*'], links), ...urls(['/@evil'])]) {
      expect(new URL(url.replace(/ .*/, '')).host).toBe('talkstudio.app');
    }
  });
});
