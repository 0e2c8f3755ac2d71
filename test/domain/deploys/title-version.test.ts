import { describe, expect, it } from 'vitest';
import { tagIn, titleNamesTag } from '../../../src/domain/deploys/title-version.ts';
import { tagFormatOf } from '../../../src/domain/deploys/version-tag.ts';

describe('the version that a title names', () => {
  it.each([
    ['Deploy v1.2.3 to production', 'v1.2.3'],
    ['Deploy 1.2.3 to production', 'v1.2.3'],
    ['v1.2.3 (v1.2.3)', 'v1.2.3'],
    ['release/v1.2.3-rc.1', 'release/v1.2.3-rc.1'],
    ['Deploy v1.2.30', 'v1.2.30'],
    ['v1.2.3 → v1.2.2', null],
    ['Deploy to production', null],
    ['10.1.2.3 is an address', null],
    ['talkstudio@1.2.3', 'talkstudio@1.2.3'],
    ['Deploy v1.2.3.', 'v1.2.3'],
    ['Deploy v1.2', 'v1.2'],
    ['Deploy v1.2.3+build.9', 'v1.2.3+build.9'],
    ['Deploy v1.2.3.4', 'v1.2.3.4'],
    ['Deploy v1.2.3beta', null],
    ['Deploy v1.2.30 to production', 'v1.2.30'],
    ['Deploy v1.2.3, then sleep', 'v1.2.3'],
    ['production 에 v1.2.3을 배포', 'v1.2.3'],
    ['v1.2.3/production', 'v1.2.3'],
    ['Deploy v1.2.3 on 2024-11-03', 'v1.2.3'],
    ['Deploy 2024-11-03 to production', '2024-11-03'],
    ['Deploy release-42 to production', 'release-42'],
    ['Deploy web@1.2.3 by @minji', 'web@1.2.3'],
    ['Deploy the fix of issue-42', null],
    ['Deploy 3 pages at 10.30', null],
    ['Merge pull request 42 of 2024', null],
  ])('%j → %j', (title, version) => {
    expect(tagIn(title)).toBe(version);
  });

  const tags = new Set([
    'web@1.2.3',
    'release-42',
    'v1.2.3+build.9',
    'v1.2.3',
    '2024.11.03',
    '1.2',
    '1.3.0',
    'sprint-7',
  ]);
  it.each([
    ['Deploy web@1.2.3 to production', 'web@1.2.3'],
    ['Deploy release-42 to production', 'release-42'],
    ['Deploy sprint-7 to production', 'sprint-7'],
    ['Deploy “2024.11.03”', '2024.11.03'],
    ['Deploy v1.2.3+build.9 to production', 'v1.2.3+build.9'],
    ['Deploy v1.2.3 to production', 'v1.2.3'],
    ['Deploy 1.2 to production', '1.2'],
  ])('%s is the tag %s', (title, tag) => {
    expect(tagIn(title, { tags, format: null })).toBe(tag);
    expect(titleNamesTag(title, tag)).toBe(true);
  });

  it('is spelled as its tag, where there is one', () => {
    expect(tagIn('Deploy v1.3.0', { tags, format: null })).toBe('1.3.0');
    expect(tagIn('Deploy v1.4.0', { tags, format: null })).toBe('v1.4.0');
  });

  it('is one of the configured format', () => {
    const format = tagFormatOf('web@{version}');
    expect(tagIn('Deploy web@1.2.3 with api@4.5.6', { tags: null, format })).toBe('web@1.2.3');
    expect(tagIn('Deploy 1.2.3', { tags: null, format })).toBe('web@1.2.3');
    expect(tagIn('Deploy 42', { tags: null, format: tagFormatOf('{number}') })).toBe('42');
  });

  it('is whole, and the only one', () => {
    const known = { tags: new Set(['v1.2.3']), format: null };
    expect(tagIn('Deploy v1.2.3+build.9', known)).toBe('v1.2.3+build.9');
    expect(titleNamesTag('Deploy v1.2.3+build.9', 'v1.2.3')).toBe(false);
    expect(titleNamesTag('Deploy v1.2.30', 'v1.2.3')).toBe(false);
    expect(titleNamesTag('Deploy 1.2.3', 'v1.2.3')).toBe(true);
    expect(titleNamesTag('Deploy xv1.2.3', 'v1.2.3')).toBe(false);
    expect(tagIn('Deploy release-42 and web@1.2.3', { tags, format: null })).toBeNull();
  });
});
