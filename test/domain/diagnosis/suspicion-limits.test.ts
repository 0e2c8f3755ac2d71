import { describe, expect, it } from 'vitest';
import {
  didTypesComeAtOnce,
  doOthersHaveThem,
  foreignHost,
  isClientsOwn,
  isNewsOfDeploy,
  isRecurring,
  isVersionsOwn,
  shapeOf,
} from '../../../src/domain/diagnosis/suspicion.ts';
import type {
  DeployTie,
  ErrorOnset,
  ErrorRate,
  ReleaseShare,
} from '../../../src/domain/errors/findings.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, correlation, onset, rate, riddle, tie, without } from './collected.ts';

const minute = 60_000;
const hour = 60 * minute;
const untied = (change: Partial<DeployTie>) => tie({ tied: false, ...change });
const withLift = (lift: number | null, more: object = {}): Collected => ({
  ...riddle,
  correlation: answer(correlation({ suspect: tie(), lift, ...more })),
});
describe('new types are news of a deploy', () => {
  it.each<[string, DeployTie, boolean]>([
    ['that the errors are tied to', tie({ gap: 9 * hour }), true],
    ['that was live for less than six hours', untied({ gap: 6 * hour - 1 }), true],
    ['that was live for longer', untied({ gap: 6 * hour }), false],
    ['whose own types came sooner than the errors', untied({ gap: 9 * hour, ownGap: hour }), true],
    ['whose own types came later', untied({ gap: hour, ownGap: 6 * hour }), false],
    [
      'whose own types came within half an hour before',
      untied({ gap: 0, ownGap: -30 * minute + 1 }),
      true,
    ],
    ['whose own types came before that', untied({ gap: 0, ownGap: -30 * minute }), false],
    ['of which no moment is known', untied({ gap: null, ownGap: null }), true],
  ])('%s', (_what, suspect, expected) => {
    expect(isNewsOfDeploy(suspect)).toBe(expected);
  });

  it.each([
    [5 * minute, true],
    [-5 * minute, true],
    [5 * minute + 1, false],
    [-5 * minute - 1, false],
    [0, true],
    [null, false],
  ])('and came at once where the weightiest came %s ms after it: %s', (ownGap, expected) => {
    expect(didTypesComeAtOnce(tie({ ownGap }))).toBe(expected);
  });

  it('and are not known to have come at once where no journal says when', () => {
    expect(didTypesComeAtOnce(tie())).toBe(false);
  });
});

describe('errors are one client’s own', () => {
  const late = untied({ gap: 30 * minute + 1 });

  it('from four in five of them on, half an hour after the deploy', () => {
    expect(isClientsOwn(late, 0.8)).toBe(true);
    expect(isClientsOwn(late, 0.79)).toBe(false);
    expect(isClientsOwn(late, null)).toBe(false);
    expect(isClientsOwn(untied({ gap: 30 * minute }), 0.8)).toBe(false);
    expect(isClientsOwn(untied({ gap: null }), 0.8)).toBe(false);
  });

  it('by the moment of the version’s own types, where that is known', () => {
    expect(isClientsOwn(untied({ gap: hour, ownGap: minute }), 0.8)).toBe(false);
    expect(isClientsOwn(untied({ gap: minute, ownGap: hour }), 0.8)).toBe(true);
  });

  it('not where a deploy is tied to them, or none is suspected', () => {
    expect(isClientsOwn({ ...late, tied: true }, 0.8)).toBe(false);
    expect(isClientsOwn(null, 0.8)).toBe(false);
  });
});

describe('errors that only the version itself has', () => {
  it.each([
    [10, true],
    [9.9, false],
    [null, false],
  ])('%s times as many a session as the others: %s', (lift, expected) => {
    expect(isVersionsOwn(withLift(lift))).toBe(expected);
  });

  it('are not those of a host of others that they name', () => {
    const named = { foreignHost: { host: 'js.pay.example', share: 0.99 } };
    expect(foreignHost(withLift(9.9, named))).toBe('js.pay.example');
    expect(foreignHost(withLift(10, named))).toBeNull();
    expect(foreignHost(withLift(null))).toBeNull();
    expect(foreignHost(without(riddle, 'correlation'))).toBeNull();
    expect(isVersionsOwn(without(riddle, 'correlation'))).toBe(false);
  });
});

describe('how the errors lie to the deploy', () => {
  const shape = (suspect: DeployTie | null, change: Partial<ErrorOnset> = {}, lift = 1) =>
    shapeOf({ ...withLift(lift), 'error-onset': answer(onset(change)) }, suspect);

  it.each<[string, DeployTie | null, ReturnType<typeof shapeOf>]>([
    ['within a minute of it', tie({ gap: minute }), 'at-once'],
    ['before it, by another clock', tie({ gap: -minute }), 'at-once'],
    ['a little later', tie({ gap: minute + 1 }), null],
    ['within a minute, and yet not tied to it', untied({ gap: minute }), null],
    ['after five minutes', tie({ gap: 5 * minute }), null],
    ['after more', tie({ gap: 5 * minute + 1 }), 'late-and-sharp'],
    ['nobody knows when', tie({ gap: null }), null],
    ['without a deploy', null, null],
  ])('%s', (_what, suspect, expected) => {
    expect(shape(suspect)).toBe(expected);
  });

  it('is not told of errors that rose by degrees, or have no beginning', () => {
    expect(shape(tie({ gap: 0 }), { gradual: true })).toBeNull();
    expect(shapeOf(without(withLift(1), 'error-onset'), tie({ gap: 0 }))).toBeNull();
  });

  it('late and sharp tells nothing of errors that the version alone has', () => {
    expect(shape(tie({ gap: hour }), {}, 10)).toBeNull();
    expect(shape(tie({ gap: 0 }), {}, 10)).toBe('at-once');
  });
});

describe('errors of every day at this hour', () => {
  const of = (change: Partial<ErrorRate>, before = 1) =>
    isRecurring({
      ...riddle,
      'error-rate': answer(rate({ perMinute: 60, dayAgo: null, weekAgo: null, ...change })),
      'error-onset': answer(onset({ before })),
    });

  it('are a third of those now, yesterday or a week ago', () => {
    expect(of({ dayAgo: 20 })).toBe(true);
    expect(of({ weekAgo: 20 })).toBe(true);
    expect(of({ dayAgo: 20, weekAgo: 1 })).toBe(true);
    expect(of({ dayAgo: 19.9 })).toBe(false);
    expect(of({})).toBe(false);
  });

  it('are three times those of the hours before', () => {
    expect(of({ dayAgo: 30 }, 10)).toBe(true);
    expect(of({ dayAgo: 30 }, 10.1)).toBe(false);
  });

  it('are not told where the rate, or the level before, is not known', () => {
    const known = { ...riddle, 'error-rate': answer(rate({ perMinute: 60, dayAgo: 60 })) };
    expect(isRecurring(known)).toBe(true);
    expect(isRecurring(without(known, 'error-rate'))).toBe(false);
    expect(isRecurring(without(known, 'error-onset'))).toBe(false);
  });
});

describe('the other versions have as many errors a session', () => {
  const share = (version: string, errors: number, sessionShare: number | null): ReleaseShare => ({
    version,
    errors,
    errorShare: 0,
    sessionShare,
  });
  const of = (releases: readonly ReleaseShare[], theirs = 0, suspect: DeployTie | null = tie()) =>
    doOthersHaveThem(
      { 'release-split': answer({ releases, newTypesByVersion: {} }) },
      suspect,
      theirs,
    );
  const half = (own: number, others: number) => [
    share('v1.2.3', own, 0.5),
    share('v1.2.2', others, 0.5),
  ];

  it('where the version has less than half as much again', () => {
    expect(of(half(149, 100))).toBe(true);
    expect(of(half(150, 100))).toBe(false);
    expect(of(half(50, 100))).toBe(true);
  });

  it('by the sessions of each, and over all other versions', () => {
    const small = [share('v1.2.3', 300, 0.2), share('v1.2.2', 400, 0.3), share('v1.2.1', 401, 0.5)];
    expect(of(small)).toBe(true);
    expect(of([share('v1.2.3', 301, 0.2), ...small.slice(1)])).toBe(false);
  });

  it('where ten of theirs would be due at least', () => {
    expect(of(half(10, 10))).toBe(true);
    expect(of(half(9, 9))).toBe(false);
  });

  it('where some use it, and some do not', () => {
    expect(of([share('v1.2.3', 100, 1), share('v1.2.2', 500, 0)])).toBe(false);
    expect(of([share('v1.2.3', 100, 0), share('v1.2.2', 500, 1)])).toBe(false);
    expect(of([share('v1.2.3', 100, 0.5), share('v1.2.2', 500, null)])).toBe(false);
  });

  it('not for what names a service in trouble, which all have alike', () => {
    // Half of 240 errors are the service's: 60 are left to the version, and 60 to the others.
    expect(of(half(120, 120), 0.5)).toBe(true);
    // 75 and 45 are left: more than half as much again.
    expect(of(half(140, 100), 0.5)).toBe(false);
    expect(of(half(140, 100), 0)).toBe(true);
  });

  it('is not told where no deploy is suspected, or nobody counted them', () => {
    expect(of(half(100, 100), 0, null)).toBe(false);
    expect(of([])).toBe(false);
    expect(doOthersHaveThem(without({}, 'release-split'), tie(), 0)).toBe(false);
  });
});
