import { describe, expect, it } from 'vitest';
import { breachOf } from '../../../src/domain/numbers/breach.ts';
import type { FigureTarget } from '../../../src/domain/numbers/figure.ts';

const minute = 60_000;
const hour = 60 * minute;
const below: FigureTarget = { is: 'below', value: 1, bad: 5 };
const above: FigureTarget = { is: 'above', value: 90, bad: 80 };
const course = (period: number, values: readonly (number | null)[], from = 0) => ({
  points: values.map((value, at) => ({ t: from + at * period, value })),
  period,
});

describe('a breach of a limit', () => {
  it('is none within the limit, without one, and of nothing', () => {
    expect(breachOf(course(hour, [0.2, 0.9]), below)).toBeUndefined();
    expect(breachOf(course(hour, [9, 9]), null)).toBeUndefined();
    expect(breachOf(course(hour, [null, null]), below)).toBeUndefined();
  });

  it('that lasts has a beginning, no end, the worst and the newest value', () => {
    expect(breachOf(course(hour, [0.2, 3, null, 14, 6]), below)).toEqual({
      from: hour,
      to: null,
      worst: 14,
      now: 6,
    });
  });

  it('that is over has its end; of two the last is told', () => {
    expect(breachOf(course(hour, [95, 22, 95, 60, 70, 94]), above)).toEqual({
      from: 3 * hour,
      to: 5 * hour,
      worst: 60,
      now: 94,
    });
  });

  it('begins and ends as finely as a finer course tells, where two neighbours agree', () => {
    // 20 minutes a point: one alone beyond the limit is chance.
    const finer = course(20 * minute, [0, 2, 0, 0, 9, 9, 9, 9, 0, 0, 0, 0]);
    expect(breachOf(course(hour, [0.6, 6, 6, 0]), below, finer)).toEqual({
      from: hour + 20 * minute,
      to: 2 * hour + 40 * minute,
      worst: 6,
      now: 0,
    });
  });

  it('that only just began shows in the finer course, before the period is beyond', () => {
    const finer = course(5 * minute, [...Array<number>(21).fill(95), 22, 22, 22]);
    expect(breachOf(course(hour, [95, 92]), above, finer)).toEqual({
      from: hour + 45 * minute,
      to: null,
      worst: 22,
      now: 22,
    });
  });

  it('that has just ended is over, though its period is beyond still', () => {
    const finer = course(5 * minute, [...Array<number>(20).fill(22), 95, 95, 95, 95]);
    const breach = breachOf(course(hour, [22, 46]), above, finer);
    expect(breach).toMatchObject({ from: 0, to: 100 * minute, now: 95 });
  });
});
