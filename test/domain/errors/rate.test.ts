import { describe, expect, it } from 'vitest';
import { errorRateOf, errorRateVerdict } from '../../../src/domain/errors/rate.ts';
import { rate } from '../diagnosis/collected.ts';

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

/** Thirty minutes on a calm day: no more requests, and errors, than on other days. */
const calm = (change: Parameters<typeof rate>[0]) =>
  errorRateVerdict(
    rate({ rate: 1, recentRate: 1, perMinute: 1, recentPerMinute: 1, ...change }),
    minutes,
  );

describe('its limits', () => {
  it('more than 5 % of the requests now is bad however few errors these are, 5 % is not', () => {
    expect(calm({ recentRate: 5.1 })).toBe('bad');
    expect(calm({ recentRate: 5 })).toBe('ok');
  });

  it('more than 5 % within the half hour is a warning, 5 % is none', () => {
    expect(calm({ rate: 5.1 })).toBe('warn');
    expect(calm({ rate: 5 })).toBe('ok');
  });

  it('more than ten a minute are many, ten are a warning where they are a surge', () => {
    expect(calm({ recentPerMinute: 10.2 })).toBe('bad');
    expect(calm({ recentPerMinute: 10 })).toBe('warn');
  });

  it('three times as many as usual are a surge, and no fewer', () => {
    const usual = { hourAgo: 10, dayAgo: 10, weekAgo: 10 };
    expect(calm({ ...usual, recentPerMinute: 30 })).toBe('bad');
    expect(calm({ ...usual, recentPerMinute: 29 })).toBe('ok');
  });

  it('few errors are a surge only where chance does not bring as many', () => {
    // Of one a minute: 20 in five minutes come by chance, once in a while, 25 do not.
    expect(calm({ recentPerMinute: 4 })).toBe('ok');
    expect(calm({ recentPerMinute: 5 })).toBe('warn');
  });

  it('errors that grew as the traffic did are no surge, however many they are', () => {
    const crowd = { perMinute: 6, recentPerMinute: 12, requests: 150_000 };
    expect(calm({ ...crowd, usualRequests: 25_000 })).toBe('ok');
    expect(calm({ ...crowd, usualRequests: 150_000 })).toBe('bad');
  });
});

describe('what is usual', () => {
  const many = { recentPerMinute: 20 };

  it('is the worse of yesterday and last week', () => {
    expect(calm({ ...many, hourAgo: 0, dayAgo: 1, weekAgo: 12 })).toBe('ok');
    expect(calm({ ...many, hourAgo: 0, dayAgo: 12, weekAgo: 1 })).toBe('ok');
    expect(calm({ ...many, hourAgo: 12, dayAgo: 1, weekAgo: 1 })).toBe('bad');
  });

  it('is the one of them that is known', () => {
    expect(calm({ ...many, hourAgo: 0, dayAgo: null, weekAgo: 12 })).toBe('ok');
    expect(calm({ ...many, hourAgo: 0, dayAgo: 12, weekAgo: null })).toBe('ok');
  });

  it('is that of an hour ago where neither is', () => {
    expect(calm({ ...many, hourAgo: 12, dayAgo: null, weekAgo: null })).toBe('ok');
    expect(calm({ ...many, hourAgo: 1, dayAgo: null, weekAgo: null })).toBe('bad');
  });

  it('is none at all on a quiet site, on which many are many', () => {
    expect(calm({ ...many, hourAgo: 0, dayAgo: 0, weekAgo: 0 })).toBe('bad');
  });
});
