import { expect, it } from 'vitest';
import { sumOf, weightedMean } from '../../../src/domain/numbers/whole.ts';

const at = (...values: number[]) => values.map((value, t) => ({ t, value }));
const counted = (...values: number[]) => new Map(values.map((value, t) => [t, value]));

it('counts add up, and are none of none', () => {
  expect(sumOf(at(3, 4))).toBe(7);
  expect(sumOf([])).toBeNull();
});

it('a rate weighs by its requests: a quiet night is not a busy noon', () => {
  expect(weightedMean(at(10, 1), counted(100, 900))).toBeCloseTo(1.9);
});

it('a rate of no requests is none, not 0 and not NaN', () => {
  expect(weightedMean(at(0, 0), counted(0, 0))).toBeNull();
  expect(weightedMean([], counted(5))).toBeNull();
  expect(weightedMean(at(50), new Map())).toBeNull();
});
