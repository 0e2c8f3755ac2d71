import fc from 'fast-check';
import SemVer from 'semver/classes/semver.js';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  distanceToNewest,
  isVersion,
  sortedVersions,
  versionIn,
  versionTag,
} from '../../../src/domain/deploys/version.ts';

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
  ])('cannot be %j', (text) => {
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

describe('a title', () => {
  it.each(['Deploy v1.2.3+build.9', 'Deploy v1.2.3.4', 'Deploy v1.2.3beta', 'Deploy xv1.2.3'])(
    'is read whole: %s does not name v1.2.3',
    (title) => {
      expect(versionIn(title)).not.toBe('v1.2.3');
    },
  );
  it('names v1.2.30 where it says so, and v1.2.3 before a comma', () => {
    expect(versionIn('Deploy v1.2.30 to production')).toBe('v1.2.30');
    expect(versionIn('Deploy v1.2.3, then sleep')).toBe('v1.2.3');
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
        expect(Math.sign(compareVersions(a, b))).toBe(new SemVer(a).compare(b));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes for a version what semver takes for one', () => {
    const text = fc.stringMatching(/^v\d{1,3}\.\d{1,3}\.\d{1,3}(-[0-9a-z.-]{0,8})?$/);
    fc.assert(
      fc.property(fc.oneof(version, text), (tag) => {
        expect(isVersion(tag)).toBe(isSemVer(tag));
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
