import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  distanceToNewest,
  isVersion,
  sortedVersions,
  versionIn,
  versionTag,
} from '../../src/domain/version.ts';

describe('a version tag', () => {
  it.each(['v0.0.0', 'v1.2.3', 'v10.20.30', 'v1.2.3-rc.1', 'v1.2.3-alpha-2.0'])(
    'can be %s',
    (text) => {
      expect(isVersion(text)).toBe(true);
    },
  );

  it.each([
    '1.2',
    '1.2.3',
    'v1.2',
    'v1.2.3.4',
    'v01.2.3',
    'v1.2.3-01',
    'v1.2.3+build',
    'v1.2.2; rm -rf /',
    'v1.2.2\n',
    ' v1.2.2',
    'V1.2.3',
    '--version',
    'v1.2.3-',
    'v1.2.3-a..b',
    'v１.2.3',
    'v99999999999999999.0.0',
    `v1.2.3-${'a'.repeat(200)}`,
    '',
    'latest',
  ])('can not be %j', (text) => {
    expect(isVersion(text)).toBe(false);
  });

  it('is completed by its v', () => {
    expect(versionTag('1.2.3')).toBe('v1.2.3');
    expect(versionTag('v1.2.3')).toBe('v1.2.3');
    expect(versionTag('main')).toBeUndefined();
  });
});

describe('the order of versions', () => {
  const part = fc.integer({ min: 0, max: 999 });
  const version = fc
    .tuple(part, part, part, fc.constantFrom('', '-alpha', '-rc.1', '-rc.2'))
    .map(([major, minor, patch, pre]) => `v${major}.${minor}.${patch}${pre}`);

  it('is by number, and a pre-release comes before its release', () => {
    const names = ['v1.9.0', 'v1.10.0', 'v1.10.0-rc.1', 'nightly', 'v1.10.0-rc.10', 'v1.10.0-rc.9'];
    expect(sortedVersions(names)).toEqual([
      'v1.10.0',
      'v1.10.0-rc.10',
      'v1.10.0-rc.9',
      'v1.10.0-rc.1',
      'v1.9.0',
    ]);
  });

  it('is the same whichever side one starts from', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
        expect(compareVersions(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe('the version that a title names', () => {
  it.each([
    ['Deploy v1.2.3 to production', 'v1.2.3'],
    ['Deploy 1.2.3 to production', 'v1.2.3'],
    ['v1.2.3 (v1.2.3)', 'v1.2.3'],
    ['release/v1.2.3-rc.1', 'v1.2.3-rc.1'],
    ['Deploy v1.2.30', 'v1.2.30'],
    ['v1.2.3 → v1.2.2', null],
    ['Deploy to production', null],
    ['10.1.2.3 is an address', null],
    ['talkstudio@1.2.3', 'v1.2.3'],
    ['Deploy v1.2.3.', 'v1.2.3'],
    ['Deploy v1.2', null],
  ])('%j → %j', (title, version) => {
    expect(versionIn(title)).toBe(version);
  });
});

describe('the distance to the newest tag', () => {
  const tags = ['v1.2.2', 'v1.2.3', 'v1.3.0', 'v1.4.0-rc.1', 'docs-1'];
  it('counts the releases in between', () => {
    expect(distanceToNewest('v1.2.2', tags)).toEqual({ newest: 'v1.3.0', behind: 2 });
    expect(distanceToNewest('1.3.0', tags)).toEqual({ newest: 'v1.3.0', behind: 0 });
  });
  it('counts pre-releases only where one is served', () => {
    expect(distanceToNewest('v1.3.0-rc.1', tags)).toEqual({ newest: 'v1.4.0-rc.1', behind: 2 });
  });
  it('is not known for what is no version, or without tags', () => {
    expect(distanceToNewest('main-3f2c', tags)).toEqual({ newest: 'v1.3.0', behind: null });
    expect(distanceToNewest('v1.0.0', [])).toEqual({ newest: null, behind: 0 });
  });
});
