import { describe, expect, it } from 'vitest';
import { errorRateOf, errorRateVerdict } from '../../../src/domain/errors/rate.ts';

const minutes = 30;
const flat = (value: number): number[] => new Array<number>(minutes).fill(value);
const since = (minute: number, before: number, after: number): number[] =>
  Array.from({ length: minutes }, (_, index) => (index < minute ? before : after));
const known = { hourAgo: 1, dayAgo: 1, weekAgo: 1 };
const unknown = { hourAgo: null, dayAgo: null, weekAgo: null };

function rated(
  errors: number[],
  requests: (number | null)[],
  baselines: Parameters<typeof errorRateOf>[1] = known,
) {
  const found = errorRateOf({ errors, requests }, baselines, 5);
  return { found, verdict: errorRateVerdict(found, minutes) };
}

describe('the error rate', () => {
  it('is errors per hundred requests, of the window and of its last five minutes', () => {
    const { found } = rated(since(20, 0, 60), flat(600));
    expect(found.rate).toBeCloseTo((100 * 600) / 18_000, 9);
    expect(found.recentRate).toBeCloseTo(10, 9);
    expect([found.perMinute, found.recentPerMinute]).toEqual([20, 60]);
  });

  it('takes minutes that the CDN has not told yet to be as busy as the others', () => {
    const late = [...flat(600).slice(0, 25), null, null, null, null, null];
    const { found } = rated(flat(60), late);
    expect(found.requests).toBe(18_000);
    expect(found.recentRate).toBeCloseTo(10, 9);
  });

  it('is not known where most minutes are missing, or there are no requests', () => {
    const few = [...flat(600).slice(0, 10), ...new Array<null>(20).fill(null)];
    for (const requests of [few, flat(0)]) {
      expect(rated(flat(60), requests).found).toMatchObject({ rate: null, recentRate: null });
    }
  });
});

describe('its verdict', () => {
  it.each([
    ['bad', 'above the limit now', since(20, 1, 60), flat(600), known],
    ['bad', 'many, and far more than usual', since(20, 1, 20), flat(60_000), known],
    ['bad', 'many, where requests are not known', flat(20), flat(0), known],
    ['bad', 'many, where nothing else is known', flat(20), flat(0), unknown],
    ['warn', 'above the limit, but over', since(20, 60, 0), flat(600), known],
    ['warn', 'few, but far more than usual', since(20, 1, 6), flat(60_000), known],
    ['ok', 'as usual', flat(1), flat(600), known],
    [
      'ok',
      'many, but as many as ever',
      flat(20),
      flat(60_000),
      { hourAgo: 20, dayAgo: 19, weekAgo: 21 },
    ],
    ['ok', 'a handful, where nothing else is known', flat(1), flat(600), unknown],
  ] as const)('is %s: %s', (verdict, _why, errors, requests, baselines) => {
    expect(rated([...errors], [...requests], baselines).verdict).toBe(verdict);
  });
});
