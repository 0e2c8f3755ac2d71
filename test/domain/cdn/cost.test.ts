import { expect, it } from 'vitest';
import { invalidationCost } from '../../../src/domain/cdn/cost.ts';

it('is nothing within the first 1,000 paths a month, else half a cent each', () => {
  expect(invalidationCost(1)).toMatchObject({
    paths: 1,
    atLeastUsd: 0,
    atMostUsd: 0.005,
    line: 'USD 0 to 0.005: 1 path, an account has 1,000 a month free',
  });
  expect(invalidationCost(1000).line).toContain('USD 0 to 5.00');
});

it('is never nothing beyond them', () => {
  expect(invalidationCost(3000).line).toBe(
    'USD 10.00 to 15.00: 3000 paths, an account has 1,000 a month free',
  );
});
