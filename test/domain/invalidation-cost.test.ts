import { expect, it } from 'vitest';
import { invalidationCost } from '../../src/domain/invalidation-cost.ts';

it('is nothing within the first 1,000 paths a month, else half a cent each', () => {
  expect(invalidationCost(1)).toEqual({
    paths: 1,
    atMostUsd: 0.005,
    line: "1 path: free within the account's first 1,000 a month, else USD 0.005",
  });
  expect(invalidationCost(1000).line).toContain('else USD 5.00');
});

it('is never nothing beyond them', () => {
  expect(invalidationCost(3000).line).toBe(
    "3000 paths: USD 10.00 to 15.00 (the account's first 1,000 a month are free)",
  );
});
