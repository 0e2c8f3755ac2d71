import { describe, expect, it } from 'vitest';
import { isOverRepresented } from '../../../src/domain/errors/over-represented.ts';

/** One of `among` clients, by its errors (of all) and its visits (of all). */
function isOver(errors: number, allErrors: number, visits: number, allVisits: number, among = 4) {
  return isOverRepresented({ errors, allErrors, visits, allVisits }, among);
}

describe('over-representation', () => {
  it('needs more errors the more clients are looked at', () => {
    expect(isOver(12, 20, 240, 1000, 1)).toBe(true);
    expect(isOver(12, 20, 240, 1000, 10_000)).toBe(false);
  });

  it('is seen by chance alone in hardly any case', () => {
    // Half of the visits: 26 of 40 would come about once in twenty.
    expect(isOver(26, 40, 500, 1000)).toBe(false);
  });

  // G and the quantiles of chi-squared (6.635, 9.141 and 15.137) were computed apart from this code, in Python.
  it.each([
    ['G is 6.48', 15, 40, 2_000, 10_000, 1, false],
    ['G is 8.33', 16, 40, 2_000, 10_000, 1, true],
    ['nobody is compared, and G is 8.33', 16, 40, 2_000, 10_000, 0, true],
    ['G is 8.33, and four are compared', 16, 40, 2_000, 10_000, 4, false],
    ['G is 10.39, and four are compared', 17, 40, 2_000, 10_000, 4, true],
    ['G is 15.10, and a hundred are compared', 19, 40, 2_000, 10_000, 100, false],
    ['G is 17.76, and a hundred are compared', 20, 40, 2_000, 10_000, 100, true],
    ['there are few visits, and G is 5.82', 18, 30, 20, 60, 1, false],
    ['there are few visits, and G is 7.35', 19, 30, 20, 60, 1, true],
    ['there are few visits, G is 9.08, and four are compared', 20, 30, 20, 60, 4, false],
    ['there are few visits, G is 11.02, and four are compared', 21, 30, 20, 60, 4, true],
    ['one of five visits is its own, and G is 6.51', 46, 60, 1, 5, 1, false],
    ['one of five visits is its own, and G is 6.98', 47, 60, 1, 5, 1, true],
    ['none of five visits is its own, and G is 6.55', 30, 60, 0, 5, 1, false],
    ['none of five visits is its own, and G is 6.86', 31, 60, 0, 5, 1, true],
  ] as const)(
    'is judged by the log-likelihood ratio: %s',
    (_, errors, all, visits, allVisits, among, expected) => {
      expect(isOver(errors, all, visits, allVisits, among)).toBe(expected);
    },
  );
});

describe('a browser is not over-represented', () => {
  it('with fewer than ten people, though nobody else uses it', () => {
    expect(isOver(9, 20, 0, 10_000)).toBe(false);
    expect(isOver(10, 20, 0, 10_000)).toBe(true);
  });

  it('with all of the errors and all of the visits', () => {
    expect(isOver(60, 60, 500, 500)).toBe(false);
  });

  it('where nobody is known to visit', () => {
    expect(isOver(60, 60, 0, 0)).toBe(false);
  });

  it('with fewer than half as much again as its visits explain, however many they are', () => {
    expect(isOver(749, 1_000, 5_000, 10_000)).toBe(false);
    expect(isOver(750, 1_000, 5_000, 10_000)).toBe(true);
  });

  it('with a sixth of the errors in excess, and no less', () => {
    expect(isOver(266, 1_000, 1_000, 10_000)).toBe(false);
    expect(isOver(267, 1_000, 1_000, 10_000)).toBe(true);
  });

  it('with 3 of 4 errors, where it has 80 % of the visits', () => {
    expect(isOver(750, 1_000, 8_000, 10_000)).toBe(false);
  });

  it('with 70 % of the visits, unless the others have less than a fifth of their part', () => {
    expect(isOver(939, 1_000, 7_000, 10_000)).toBe(false);
    expect(isOver(941, 1_000, 7_000, 10_000)).toBe(true);
  });

  it('with all of the errors and 90 % of the visits: the others could not have a sixth', () => {
    expect(isOver(1_000, 1_000, 9_000, 10_000)).toBe(false);
  });
});
