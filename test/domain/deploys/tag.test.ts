import { describe, expect, it } from 'vitest';
import {
  compareTags,
  isTagOfVersion,
  namesTag,
  tagIn,
  titleNamesTag,
} from '../../../src/domain/deploys/tag.ts';

describe('a tag of a version', () => {
  it.each([
    'v1.2.3',
    '1.2.3',
    'v1.2.3+build.9',
    '2024.11.03',
    '2024-11-03',
    'release-42',
    'web@1.2.3',
    'web/v1.2.3',
    '@acme/web@1.2.3-rc.1',
    'v1.2.3.4',
  ])('may be %s', (tag) => {
    expect(isTagOfVersion(tag)).toBe(true);
  });
  it.each([
    '1.2',
    '42',
    'latest',
    'main',
    '--version',
    'v1.2.2; rm -rf /',
    ' v1.2.2',
    'v1.2.2\n',
    '',
    '../1.2.3',
    `v1.2.3-${'a'.repeat(200)}`,
  ])('cannot be %j', (text) => {
    expect(isTagOfVersion(text)).toBe(false);
  });
});

describe('the order of tags', () => {
  it.each([
    ['2024.9.30', '2024.11.03'],
    ['release-9', 'release-42'],
    ['web@1.9.0', 'web@1.10.0'],
    ['web/v1.2.3-rc.2', 'web/v1.2.3'],
    ['1.2.3-rc.9', '1.2.3-rc.10'],
    ['v1.2.3', 'v1.2.3.1'],
  ])('has %s before %s', (older, newer) => {
    expect(compareTags(older, newer)).toBeLessThan(0);
    expect(compareTags(newer, older)).toBeGreaterThan(0);
  });
  it('says nothing of tags of two packages, nor of what is none', () => {
    expect(compareTags('web@1.2.3', 'api@1.2.4')).toBeNull();
    expect(compareTags('v1.2.3', 'main-3f2c')).toBeNull();
  });
});

describe('what is served names a tag', () => {
  it.each([
    ['1.2.3', 'v1.2.3'],
    ['1.2.3', 'web@1.2.3'],
    ['v1.2.3', 'web/v1.2.3'],
    ['42', 'release-42'],
  ])('%s is %s', (served, tag) => {
    expect(namesTag(served, tag)).toBe(true);
  });
  it.each([
    ['1.2.3', 'web@1.2.30'],
    ['1.2.3', 'v1.2.3+build.9'],
    ['api@1.2.3', 'web@1.2.3'],
  ])('%s is not %s', (served, tag) => {
    expect(namesTag(served, tag)).toBe(false);
  });
});

describe('the tag in a title', () => {
  const tags = new Set(['web@1.2.3', 'release-42', 'v1.2.3+build.9', 'v1.2.3', '2024.11.03']);
  it.each([
    ['Deploy web@1.2.3 to production', 'web@1.2.3'],
    ['Deploy release-42 to production', 'release-42'],
    ['Deploy “2024.11.03”', '2024.11.03'],
    ['Deploy v1.2.3+build.9 to production', 'v1.2.3+build.9'],
    ['Deploy v1.2.3 to production', 'v1.2.3'],
  ])('%s is %s', (title, tag) => {
    expect(tagIn(title, tags)).toBe(tag);
    expect(titleNamesTag(title, tag)).toBe(true);
  });
  it('is whole, and the only one', () => {
    expect(tagIn('Deploy v1.2.3+build.9', new Set(['v1.2.3']))).toBe('v1.2.3+build.9');
    expect(titleNamesTag('Deploy v1.2.3+build.9', 'v1.2.3')).toBe(false);
    expect(titleNamesTag('Deploy v1.2.30', 'v1.2.3')).toBe(false);
    expect(tagIn('Deploy release-42 and web@1.2.3', tags)).toBeNull();
    expect(tagIn('Deploy the fix of issue-42', null)).toBeNull();
    expect(tagIn('Deploy 3 pages at 10.30', null)).toBeNull();
  });
});
