import fc from 'fast-check';
import SemVer from 'semver/classes/semver.js';
import { describe, expect, it } from 'vitest';
import {
  compareTags,
  isPreRelease,
  isVersionTag,
  isVersionText,
  sameVersion,
  tagFormatOf,
  tagOf,
} from '../../../src/domain/deploys/version-tag.ts';

const format = (text: string) => tagFormatOf(text);

describe('a tag of a version', () => {
  it.each([
    'v0.0.0',
    'v1.2.3',
    '1.2.3',
    'v1.2',
    '1.2',
    'v42',
    'v1.2.3-rc.1',
    'v1.2.3-alpha-2.0',
    'v1.2.3+build.9',
    '2024.11.03',
    '2024-11-03',
    '2024-11-03.2',
    '20241103',
    'release-42',
    'release/2024.11',
    'web@1.2.3',
    'web/v1.2.3',
    '@acme/web@1.2.3-rc.1',
    'app_1.2.3',
    'v1.2.3.4',
  ])('may be %s', (tag) => {
    expect(isVersionTag(tag)).toBe(true);
  });

  it.each([
    '42',
    'latest',
    'main',
    'main-3f2c',
    '--version',
    'v1.2.2; rm -rf /',
    ' v1.2.2',
    'v1.2.2\n',
    '',
    '../1.2.3',
    'v1.2.3-',
    'v1.2.3-a..b',
    'v1.2.3+',
    'v１.2.3',
    'v99999999999999999.0.0',
    `v1.2.3-${'a'.repeat(200)}`,
  ])('cannot be %j', (text) => {
    expect(isVersionTag(text)).toBe(false);
  });

  it('may be typed as a number alone, since the repository may count', () => {
    expect(isVersionText('42')).toBe(true);
    expect(isVersionText('19400015838')).toBe(false);
    expect(isVersionText('latest')).toBe(false);
  });
});

describe('a tag of the configured format', () => {
  it.each([
    ['v{version}', 'v1.2.3', '1.2.3'],
    ['{version}', '1.2', 'v1.2'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as semantic-release has it
    ['v${version}', 'v1.2.3-rc.1', 'web@1.2.3'],
    ['web@{version}', 'web@1.2.3', 'api@1.2.3'],
    ['web/v{version}', 'web/v1.2.3', 'web/1.2.3'],
    ['release-{number}', 'release-42', 'release-42.1'],
    ['r{number}', 'r42', '42'],
    ['{number}', '42', 'v42'],
    ['{date}', '2024.11.03', 'web@2024.11.03'],
  ])('of %s is %s, and %s is none', (text, tag, other) => {
    expect(isVersionTag(tag, format(text))).toBe(true);
    expect(isVersionTag(other, format(text))).toBe(false);
  });

  it('is any where none is set', () => {
    expect(tagFormatOf(undefined)).toBeNull();
    expect(tagFormatOf('v{version}')).toEqual({ prefix: 'v', rule: 'version' });
  });
});

describe('the order of tags', () => {
  it.each([
    ['v1.9.0', 'v1.10.0'],
    ['v1.9', 'v1.10'],
    ['1.9.0', 'v1.10.0'],
    ['2024.9.30', '2024.11.03'],
    ['2024-09-30', '2024-11-03'],
    ['2024.11.03-rc.1', '2024.11.03'],
    ['2024.11.03', '2024.11.03-1'],
    ['2024.11.03-9', '2024.11.03-10'],
    ['2024-11-03', '2024-11-03.2'],
    ['20240930', '20241103'],
    ['release-9', 'release-42'],
    ['web@1.9.0', 'web@1.10.0'],
    ['web/v1.2.3-rc.2', 'web/v1.2.3'],
    ['1.2.3-rc.9', '1.2.3-rc.10'],
    ['1.2.3-1', '1.2.3'],
    ['v1.2.3', 'v1.2.3.1'],
    ['web@1.2.3', '1.2.4'],
  ])('has %s before %s', (older, newer) => {
    expect(compareTags(older, newer)).toBeLessThan(0);
    expect(compareTags(newer, older)).toBeGreaterThan(0);
  });

  it('takes a suffix for a later build where the format says that it is a date', () => {
    expect(compareTags('24.11.3-1', '24.11.3')).toBeLessThan(0);
    expect(compareTags('24.11.3-1', '24.11.3', format('{date}'))).toBeGreaterThan(0);
  });

  it('counts what `git describe` says as so many commits after its tag', () => {
    const ordered = ['v1.2.3-rc.1', 'v1.2.3', 'v1.2.3-7-g3f2a9c1', 'v1.2.3-10-g0b8e7f6', 'v1.2.4'];
    for (const [at, later] of ordered.slice(1).entries()) {
      expect(compareTags(ordered[at] ?? '', later)).toBeLessThan(0);
      expect(compareTags(later, ordered[at] ?? '')).toBeGreaterThan(0);
    }
    expect(isPreRelease('v1.2.3-7-g3f2a9c1')).toBe(false);
    expect(isPreRelease('v1.2.3-7-gamma')).toBe(true);
  });

  it('ranks no build above another of the same version', () => {
    expect(compareTags('v1.2.3+build.9', 'v1.2.3+build.10')).toBe(0);
    expect(compareTags('v1.2.3+build.9', 'v1.2.2')).toBeGreaterThan(0);
  });

  it('says nothing of tags of two packages, nor of what is none', () => {
    expect(compareTags('web@1.2.3', 'api@1.2.4')).toBeNull();
    expect(compareTags('v1.2.3', 'main-3f2c')).toBeNull();
  });
});

describe('against the reference implementation of semantic versioning', () => {
  const number = fc.constantFrom('0', '1', '2', '9', '10', '99', '123456789');
  const identifier = fc.oneof(
    number,
    fc.constantFrom('alpha', 'beta', 'rc', 'RC', 'a-b', '-', '-1', '1a', '01a', '0a'),
  );
  const version = fc
    .tuple(number, number, number, fc.array(identifier, { maxLength: 4 }))
    .map(([x, y, z, pre]) => `v${x}.${y}.${z}${pre.length === 0 ? '' : `-${pre.join('.')}`}`);

  it('orders any two versions as semver does', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareTags(a, b) ?? Number.NaN)).toBe(new SemVer(a).compare(b));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes for a version what semver takes for one, and leading zeros, which dates have', () => {
    const text = fc.stringMatching(/^v\d{1,3}\.\d{1,3}\.\d{1,3}(-[0-9a-z.-]{0,8})?$/);
    fc.assert(
      fc.property(fc.oneof(version, text), (tag) => {
        expect(isVersionTag(tag)).toBe(
          isSemVer(tag.replace(/(?<=^v|[.-])0+(?=\d+(?:[.-]|$))/g, '')),
        );
      }),
      { numRuns: 2000 },
    );
  });
});

function isSemVer(text: string): boolean {
  try {
    return new SemVer(text).version.length > 0;
  } catch {
    return false;
  }
}

describe('two spellings', () => {
  it.each([
    ['1.2.3', 'v1.2.3'],
    ['1.2.3', 'web@1.2.3'],
    ['v1.2.3', 'web/v1.2.3'],
    ['42', 'release-42'],
    ['main-3f2c', 'main-3f2c'],
  ])('%s and %s name one version', (served, tag) => {
    expect(sameVersion(served, tag)).toBe(true);
  });

  it.each([
    ['1.2.3', 'web@1.2.30'],
    ['1.2.3', 'v1.2.3+build.9'],
    ['1.2.3', '1.2.3-1'],
    ['1.2', '1.2.3'],
    ['1.2', '1.20'],
    ['api@1.2.3', 'web@1.2.3'],
    ['vnext', 'next'],
  ])('%s and %s do not', (served, tag) => {
    expect(sameVersion(served, tag)).toBe(false);
  });
});

describe('the tag of what a site serves', () => {
  const tags = new Set(['v1.2.3', 'web@1.2.3', 'web@1.2.4', 'api@1.2.5', 'web@1.2.5', '42']);
  it('is one of those there are', () => {
    expect(tagOf('1.2.3', { tags })).toBe('v1.2.3');
    expect(tagOf('1.2.4', { tags })).toBe('web@1.2.4');
    expect(tagOf('42', { tags })).toBe('42');
  });
  it('is not known where there is none, or where two packages have it', () => {
    expect(tagOf('9.9.9', { tags })).toBeUndefined();
    expect(tagOf('1.2.5', { tags })).toBeUndefined();
  });
  it('has the configured format, or that of a tag beside it', () => {
    expect(tagOf('1.2.5', { tags, format: format('web@{version}') })).toBe('web@1.2.5');
    expect(tagOf('v1.2.5', { format: format('{version}') })).toBe('1.2.5');
    expect(tagOf('web/v1.2.5', { format: format('web/v{version}') })).toBe('web/v1.2.5');
    expect(tagOf('1.2.5', { like: 'web/v1.2.4' })).toBe('web/v1.2.5');
    expect(tagOf('api@1.2.5', { like: 'web@1.2.4' })).toBeUndefined();
  });
  it('has a v where nothing is known but that it is semantic', () => {
    expect(tagOf('1.2.3')).toBe('v1.2.3');
    expect(tagOf('v1.2.3')).toBe('v1.2.3');
    expect(tagOf('2024.11.03')).toBe('2024.11.03');
    expect(tagOf('main-3f2c')).toBeUndefined();
  });
});
