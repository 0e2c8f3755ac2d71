import { describe, expect, it } from 'vitest';
import type { Rating, VitalId, VitalReading } from '../../../src/domain/speed/findings.ts';
import {
  decidingVital,
  formatVital,
  isLcpKnown,
  median,
  ratingOf,
  readingOf,
  speedVerdict,
  vitalName,
} from '../../../src/domain/speed/vitals.ts';

describe('a vital', () => {
  it.each<[VitalId, number, Rating]>([
    ['lcp', 2500, 'good'],
    ['lcp', 2501, 'needs-improvement'],
    ['lcp', 4000, 'needs-improvement'],
    ['lcp', 4001, 'poor'],
    ['inp', 200, 'good'],
    ['inp', 500, 'needs-improvement'],
    ['inp', 501, 'poor'],
    ['cls', 0.1, 'good'],
    ['cls', 0.25, 'needs-improvement'],
    ['cls', 0.26, 'poor'],
    ['fcp', 1800, 'good'],
    ['fcp', 3001, 'poor'],
    ['ttfb', 800, 'good'],
    ['ttfb', 1800, 'needs-improvement'],
    ['tbt', 300, 'good'],
    ['tbt', 601, 'poor'],
  ])('%s of %d is %s', (vital, value, rating) => {
    expect(ratingOf(vital, value)).toBe(rating);
  });

  it.each([null, undefined, Number.NaN, -1, Number.POSITIVE_INFINITY])(
    'of %s is no measurement, and has no rating',
    (value) => {
      expect(readingOf('lcp', value)).toEqual({ vital: 'lcp', value: null, rating: null });
    },
  );

  it('of 0 is a measurement', () => {
    expect(readingOf('cls', 0)).toEqual({ vital: 'cls', value: 0, rating: 'good' });
  });

  it('is written in its unit', () => {
    expect(formatVital(readingOf('lcp', 5240))).toBe('5.2 s');
    expect(formatVital(readingOf('inp', 310.4))).toBe('310 ms');
    expect(formatVital(readingOf('lcp', 999.4))).toBe('999 ms');
    // Rounded it is a second.
    expect(formatVital(readingOf('lcp', 999.6))).toBe('1.0 s');
    expect(formatVital(readingOf('lcp', 1000))).toBe('1.0 s');
    expect(formatVital(readingOf('cls', 0.123))).toBe('0.12');
    expect(formatVital(readingOf('tbt', null))).toBe('–');
  });
});

it('vitals are called what the field calls them', () => {
  const ids: VitalId[] = ['lcp', 'inp', 'cls', 'fcp', 'ttfb', 'tbt'];
  expect(ids.map(vitalName)).toEqual(['LCP', 'INP', 'CLS', 'FCP', 'TTFB', 'TBT']);
});

describe('the median', () => {
  it.each([
    [[], null],
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 3], 2.5],
  ])('of %j is %s', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('the verdict', () => {
  const verdict = (users: readonly number[], lab: readonly number[]) =>
    speedVerdict({
      reported: users.map((value) => readingOf('lcp', value)),
      vitals: lab.map((value) => readingOf('lcp', value)),
    });

  it.each([
    ['users decide', [1900], [1900], 'ok'],
    ['users who have it slow are believed', [5000], [1900], 'bad'],
    ['one slow run beside content users warns', [1900], [5000], 'warn'],
    ['so does one that is only slower', [1900], [3000], 'warn'],
    ['users who have it slower are believed', [3000], [1900], 'warn'],
    ['users who have it slow are believed, slow here as well', [5000], [5000], 'bad'],
    ['a slow run adds nothing to what users have slower', [3000], [5000], 'warn'],
    ['without users a slow run decides', [], [5000], 'bad'],
    ['without users a good run decides', [], [1900], 'ok'],
    ['without any measurement there is no data', [], [], 'no-data'],
  ] as const)('%s', (_what, users, lab, expected) => {
    expect(verdict(users, lab)).toBe(expected);
  });

  it('is not ok by a quick first byte alone, and yet a slow one counts', () => {
    const ttfb = (value: number) =>
      speedVerdict({ reported: [], vitals: [readingOf('ttfb', value)] });
    expect([ttfb(20), ttfb(900), ttfb(2000)]).toEqual(['no-data', 'warn', 'bad']);
  });

  it('does not take a failed measurement for a good one', () => {
    expect(speedVerdict({ reported: [], vitals: [readingOf('lcp', null)] })).toBe('no-data');
  });

  it('rests on what was measured beside a measurement that failed', () => {
    const vitals = [readingOf('inp', null), readingOf('lcp', 1900)];
    expect(speedVerdict({ reported: [], vitals })).toBe('ok');
  });
});

describe('LCP is known', () => {
  const ttfb = readingOf('ttfb', 100);
  it.each<[string, VitalReading[], VitalReading[], boolean]>([
    ['where users have it', [ttfb, readingOf('lcp', 1900)], [], true],
    ['where a run from here has it', [ttfb], [readingOf('lcp', 1900)], true],
    ['not from its failed run', [], [readingOf('lcp', null)], false],
    ['not from another vital', [ttfb], [ttfb], false],
  ])('%s', (_what, reported, vitals, expected) => {
    expect(isLcpKnown({ reported, vitals })).toBe(expected);
  });
});

describe('the vital on which the verdict rests', () => {
  const good = readingOf('lcp', 1900);
  const slower = readingOf('cls', 0.2);
  const poor = readingOf('ttfb', 2000);
  const alsoPoor = readingOf('inp', 600);
  const failed = readingOf('tbt', null);

  it.each<[string, VitalReading[], VitalReading[], VitalReading | null]>([
    ['is the worst of the users’', [good, poor, slower], [], poor],
    ['is the first of two that are as bad', [good, alsoPoor, poor], [], alsoPoor],
    ['is the worst from here without users', [], [slower, poor, good], poor],
    ['is a slow one from here beside good ones of users', [good], [slower], slower],
    ['is the users’ where both are good', [good], [readingOf('fcp', 900)], good],
    ['is the users’ beside a worse one from here', [slower], [poor], slower],
    ['is the users’ where nothing was measured here', [good], [], good],
    ['is never one that failed', [failed, good], [failed], good],
    ['is none where every measurement failed', [failed], [failed], null],
    ['is none where nothing was measured', [], [], null],
  ])('%s', (_what, reported, vitals, expected) => {
    expect(decidingVital({ reported, vitals })).toEqual(expected);
  });
});
