import { describe, expect, it } from 'vitest';
import {
  changeProbability,
  onsetPosterior,
  type Stretch,
} from '../../../src/domain/errors/onset-posterior.ts';

/* All figures were computed apart from this code, in Python, by the formulas that its comments name. */

type Case = Partial<Omit<Stretch, 'noise'>> & { dispersion?: number; size?: number };

function posterior(counts: readonly number[], change: Case = {}) {
  const { dispersion = 1, size = Number.POSITIVE_INFINITY, ...more } = change;
  const { at, from, to, ramp } = onsetPosterior({
    counts,
    before: 0.8,
    reached: 3,
    rests: 60,
    noise: { dispersion, size },
    earliest: 0,
    latest: counts.length,
    ...more,
  });
  return [at, from, to, ramp];
}

describe('the onset, its interval and its rise', () => {
  const small = [1, 0, 1, 2, 0, 1, 1, 0, 1, 1, 3, 2, 4, 3, 1, 5, 3, 2, 4, 3];
  const slow = [2, 1, 3, 2, 2, 1, 2, 3, 5, 9, 14, 18, 23, 27, 33, 38, 40, 41, 39, 40, 42, 38];
  const few = [0, 0, 0, 1, 0, 0, 2, 1, 4, 3, 5, 4, 6, 5];

  it('of a jump are one minute', () => {
    const jump = [1, 0, 1, 2, 0, 1, 1, 0, 1, 1, 30, 28, 33, 31, 29, 30, 32, 30];
    expect(posterior(jump, { reached: 30 })).toEqual([10, 10, 10, 0]);
  });

  it('of a small one are less sure, and the less the more the counts scatter', () => {
    expect(posterior(small)).toEqual([9, 2, 12, 0]);
    expect(posterior(small, { size: 2 })).toEqual([9, 1, 12, 0]);
    expect(posterior(small, { dispersion: 3 })).toEqual([9, 0, 15, 0]);
  });

  it('of a rise by degrees are its first minute, and the minutes that it took', () => {
    const level = { before: 2, reached: 40 };
    expect(posterior(slow, level)).toEqual([8, 7, 8, 8]);
    expect(posterior(slow, { ...level, dispersion: 9, size: 4 })).toEqual([8, 1, 12, 3]);
  });

  it('of a rise that goes on are told before it has reached its level', () => {
    const climbing = [2, 1, 3, 2, 2, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24];
    expect(posterior(climbing, { before: 2, reached: 24 })).toEqual([7, 6, 9, 12]);
  });

  it('leave room for another level before, where little was seen of it', () => {
    expect(posterior(few, { before: 0.2, reached: 5, rests: 1 })).toEqual([6, 2, 8, 5]);
    expect(posterior(few, { before: 1.5, reached: 5 })).toEqual([8, 3, 10, 0]);
    const silent = [0, 0, 0, 0, 0, 0, 1, 1, 2, 1, 1, 2];
    expect(posterior(silent, { before: 0, reached: 1.3, rests: 0 })).toEqual([6, 1, 6, 0]);
  });

  it('lie among the minutes that are asked for', () => {
    const spiked = [0, 9, 0, 0, 0, 1, 0, 0, 9, 8, 10, 9];
    const asked = { before: 0.2, reached: 9, earliest: 3, latest: 11 };
    expect(posterior(spiked, asked)).toEqual([8, 8, 8, 0]);
    const late = [1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9];
    expect(posterior(late, { before: 1, reached: 9, latest: 6 })).toEqual([5, 3, 5, 8]);
  });

  it('are anywhere where the level before is nearly the one after', () => {
    const level = [3, 4, 5, 4, 3, 4, 5, 6, 5, 4, 6, 5];
    expect(posterior(level, { before: 4, reached: 5 })).toEqual([6, 0, 11, 5]);
  });
});

describe('the probability of two levels', () => {
  it.each([
    [[30, 30], [10, 5], 1, 0.0365682979],
    [[30, 30], [15, 5], 1, 0.472294679],
    [[30, 30], [20, 5], 1, 0.9857242734],
    [[30, 30], [25, 5], 1, 0.9999162471],
    [[30, 30], [25, 5], 2, 0.890764699],
    [[30, 30], [25, 5], 4, 0.210524801],
    [[0, 30], [4, 5], 1, 0.6778347309],
    [[0, 30], [5, 5], 1, 0.9085636618],
    [[3, 60], [6, 10], 1, 0.4750043578],
    [[5, 30], [30, 30], 1, 0.9861342759],
    [[30, 30], [5, 30], 1, 0.9861342759],
    [[600, 60], [700, 60], 1, 0.0195614997],
    [[600, 60], [700, 60], 1.5, 0.0067228216],
    [[6, 1], [1, 1], 1, 0.6129616129],
    [[7, 2], [5, 9], 3, 0.1427119528],
    [[0, 1], [1, 1], 1, 0.3720930233],
  ] as const)(
    'for counts in minutes %j and %j, dispersed by %d, is %d',
    (first, second, by, is) => {
      const [one, two] = [first, second].map(([total, length]) => ({ total, length }));
      if (one === undefined || two === undefined) throw new Error('two stretches');
      expect(changeProbability(one, two, by)).toBeCloseTo(is, 9);
    },
  );

  it('is none where nothing happened, and certain where a million did', () => {
    const nothing = { total: 0, length: 30 };
    expect(changeProbability(nothing, nothing, 1)).toBe(0);
    expect(changeProbability({ total: 1, length: 100 }, { total: 1e6, length: 100 }, 1)).toBe(1);
  });
});
