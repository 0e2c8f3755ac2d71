import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  distanceToNewest,
  hasSeveralKinds,
  sortTags,
} from '../../../src/domain/deploys/newest-tag.ts';
import { compareTags, tagFormatOf } from '../../../src/domain/deploys/version-tag.ts';

describe('the order of versions', () => {
  const part = fc.integer({ min: 0, max: 999 });
  const version = fc
    .tuple(part, part, part, fc.constantFrom('', '-alpha', '-rc.1', '-rc.2'))
    .map(([major, minor, patch, pre]) => `v${major}.${minor}.${patch}${pre}`);

  it('is by number, and a pre-release comes before its release', () => {
    const names = ['v1.9.0', 'v1.10.0', 'v1.10.0-rc.1', 'v1.10.0-rc.10', 'v1.10.0-rc.9'];
    expect(sortTags(names)).toEqual([
      'v1.10.0',
      'v1.10.0-rc.10',
      'v1.10.0-rc.9',
      'v1.10.0-rc.1',
      'v1.9.0',
    ]);
  });

  it('has the later build of a version first', () => {
    expect(sortTags(['v1.2.3+build.9', 'v1.2.3+build.10'])[0]).toBe('v1.2.3+build.10');
  });

  it('is the same whichever side one starts from', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareTags(a, b) ?? 0)).toBe(0 - Math.sign(compareTags(b, a) ?? 0));
        expect(compareTags(a, b) === 0).toBe(a === b);
      }),
    );
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

  it.each([
    ['1.2.2', ['1.2.2', '1.10.0', '1.9.0'], '1.10.0', 2],
    ['1.2', ['1.1', '1.2', '1.10'], '1.10', 1],
    ['2024.9.30', ['2024.9.30', '2024.11.03', '2024.11.03-1'], '2024.11.03-1', 2],
    ['42', ['release-9', 'release-42', 'release-100'], 'release-100', 1],
    ['1.2.3', ['web/v1.2.3', 'web/v1.3.0'], 'web/v1.3.0', 1],
  ])('of %s among %j is to %s', (served, all, newest, behind) => {
    expect(distanceToNewest(served, all)).toEqual({ newest, behind });
  });

  const packages = ['web@1.2.3', 'web@1.3.0', 'api@1.2.3', 'api@4.0.0'];
  it('is of the package that was deployed, or that the format names', () => {
    const like = ['web@1.2.3'];
    expect(distanceToNewest('1.2.3', packages, { like })).toEqual({
      newest: 'web@1.3.0',
      behind: 1,
    });
    const format = tagFormatOf('api@{version}');
    expect(distanceToNewest('1.2.3', packages, { format }).newest).toBe('api@4.0.0');
  });
  it('is not guessed of several packages', () => {
    expect(distanceToNewest('1.2.3', packages)).toEqual({ newest: null, behind: null });
    expect(hasSeveralKinds(packages, null)).toBe(true);
    expect(hasSeveralKinds(['v1.2.3', '1.3.0'], null)).toBe(false);
  });
});
