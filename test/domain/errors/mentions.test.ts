import { describe, expect, it } from 'vitest';
import { versionOfRelease } from '../../../src/domain/deploys/release-name.ts';
import type { ErrorType } from '../../../src/domain/errors/findings.ts';
import { isToldByPages, shareMentioning, wordsOf } from '../../../src/domain/errors/mentions.ts';
import { splitByRelease } from '../../../src/domain/errors/release-split.ts';

const probe = 'https://api.dicebear.com/10.x/initials/svg?seed={seed}';
const type = (title: string, events: number, level = 'error', culprit = ''): ErrorType => ({
  id: title,
  shortId: '',
  title,
  culprit,
  url: '',
  level,
  events,
  users: 1,
  usualPerMinute: null,
  isNew: true,
  unhandled: false,
  firstSeen: null,
  firstVersion: null,
});
const types = (...all: ErrorType[]) => ({ types: all, events: 0, newShare: 0 });

describe('errors that name a dependency', () => {
  it('say the configured words, else its name or the host of its probe', () => {
    expect(wordsOf({ name: 'DiceBear', probe, errorsMention: ['avatar'] })).toEqual(['avatar']);
    expect(wordsOf({ name: 'DiceBear', probe })).toEqual(['DiceBear', 'api.dicebear.com']);
    expect(wordsOf({ name: 'DiceBear', probe, errorsMention: [] })).toHaveLength(2);
    const seeded = 'https://{seed}.dicebear.com/svg';
    expect(wordsOf({ name: 'DiceBear', probe: seeded })).toEqual(['DiceBear', 'seed.dicebear.com']);
    expect(wordsOf({ name: 'DiceBear', probe: 'not an address' })).toEqual(['DiceBear']);
  });

  it('are counted by title or culprit in any case; warnings are no errors', () => {
    const all = types(
      type('AVATAR service answered 503', 60),
      type('TypeError', 30, 'error', 'src/avatar.ts'),
      type('TypeError', 10),
      type('initials for an avatar', 500, 'info'),
    );
    expect(shareMentioning(all, ['avatar'])).toEqual({ errors: 90, share: 0.9 });
  });

  it('are those that name any of the words, crashes among them', () => {
    const all = types(
      type('avatar is missing', 20),
      type('no initials', 20, 'fatal'),
      type('TypeError', 60, 'fatal'),
    );
    expect(shareMentioning(all, ['avatar', 'initials'])).toEqual({ errors: 40, share: 0.4 });
  });

  it('have no share of nothing', () => {
    expect(shareMentioning(types(type('avatar', 5, 'warning')), ['avatar'])).toBeNull();
  });
});

describe('the status of a probe is told by the pages too', () => {
  const told = (events: number, title = 'avatar answered 503') =>
    isToldByPages(types(type(title, events), type('TypeError', 100 - events)), ['avatar'], 503);

  it('where a fifth of the errors name the dependency and that status', () => {
    expect(told(20)).toBe(true);
    expect(told(19)).toBe(false);
  });

  it('not where they tell another status, or longer digits, or another name', () => {
    expect(told(90, 'avatar answered 502')).toBe(false);
    expect(told(90, 'avatar answered 15034')).toBe(false);
    expect(told(90, 'search answered 503')).toBe(false);
  });

  it('not where there are no errors', () => {
    expect(isToldByPages(types(), ['avatar'], 503)).toBe(false);
  });
});

describe('the version of a release', () => {
  it.each([
    ['talkstudio@1.2.3', 'talkstudio@{version}', 'v1.2.3'],
    ['talkstudio@v1.2.3-rc.1', 'talkstudio@{version}', 'v1.2.3-rc.1'],
    ['other@1.2.3', 'talkstudio@{version}', 'other@1.2.3'],
    ['talkstudio@main', 'talkstudio@{version}', 'talkstudio@main'],
    ['', 'talkstudio@{version}', 'none'],
  ])('of %j by %s is %s', (release, pattern, version) => {
    expect(versionOfRelease(release, pattern)).toBe(version);
  });
});

describe('errors by release', () => {
  it('stand beside the share of the visits, also of releases without errors', () => {
    const errors = [
      { version: 'v1.2.2', count: 10 },
      { version: 'v1.2.3', count: 90 },
    ];
    const visits = [
      { version: 'v1.2.3', count: 30 },
      { version: 'v1.2.2', count: 60 },
      { version: 'v1.2.1', count: 10 },
    ];
    expect(splitByRelease(errors, visits)).toEqual([
      { version: 'v1.2.3', errors: 90, errorShare: 0.9, sessionShare: 0.3 },
      { version: 'v1.2.2', errors: 10, errorShare: 0.1, sessionShare: 0.6 },
      { version: 'v1.2.1', errors: 0, errorShare: 0, sessionShare: 0.1 },
    ]);
    expect(splitByRelease(errors, null)[0]?.sessionShare).toBeNull();
  });
});
