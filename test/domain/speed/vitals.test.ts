import { describe, expect, it } from 'vitest';
import type { Rating, VitalId } from '../../../src/domain/speed/findings.ts';
import {
  formatVital,
  median,
  ratingOf,
  readingOf,
  speedVerdict,
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
    expect(formatVital(readingOf('cls', 0.123))).toBe('0.12');
    expect(formatVital(readingOf('tbt', null))).toBe('–');
  });
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
});
