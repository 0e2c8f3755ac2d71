import { describe, expect, it } from 'vitest';
import { nothingUsual, usualLevel } from '../../../src/domain/errors/earlier-days.ts';

/** A day's half hour: `level` a minute in `length` minutes from `start` on, and a half else. */
const half = (level = 0.5, start = 0, length = 30) =>
  Array.from({ length: 30 }, (_, at) => (at >= start && at < start + length ? level : 0.5));
const first = 1410;

describe('the level that an hour brings', () => {
  const calm = [half(), half(), half(), half(), half()];

  it('is twice that of the second highest day, as one may have had an incident', () => {
    expect(usualLevel([...calm, half(90), half(20)], first)(first, first + 30)).toBe(40);
    expect(usualLevel([...calm, half(90), half()], first)(first, first + 30)).toBe(1);
  });

  it('of a stretch is that of as long a stretch of the same half hour: a job need not begin by the minute', () => {
    const usual = usualLevel([...calm, half(6, 2, 10), half(6, 8, 10)], first);
    expect(usual(first + 15, first + 25)).toBe(12);
    expect(usual(first + 20, first + 90)).toBe(12);
    expect(usual(first - 40, first + 30)).toBeCloseTo(2 * (0.5 + 5.5 / 3), 6);
  });

  it('of some minutes alone is that of five: a count by itself scatters', () => {
    const spike = half(20, 12, 1);
    expect(usualLevel([...calm, spike, spike], first)(first + 29, first + 30)).toBe(2 * 4.4);
  });

  it('is nothing where fewer than two days are known, and outside the window', () => {
    expect(usualLevel([half(40)], first)(first, first + 30)).toBe(0);
    expect(usualLevel([], first)(first, first + 30)).toBe(0);
    expect(usualLevel([[], half(40)], first)(first, first + 30)).toBe(0);
    expect(usualLevel([half(40), half(40)], first)(0, first)).toBe(0);
    expect(nothingUsual(first, first + 30)).toBe(0);
  });
});
