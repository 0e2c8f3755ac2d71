import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountNoise, countTerms } from '../../../src/domain/errors/count-noise.ts';
import { runningSums, segmentsOf } from '../../../src/domain/errors/count-segments.ts';

const poisson: CountNoise = { dispersion: 1, size: Number.POSITIVE_INFINITY };
const flat = (...parts: (readonly [level: number, length: number])[]): number[] =>
  parts.flatMap(([level, length]) => new Array<number>(length).fill(level));

/** Minus the log-likelihood of stretches with one level each, and two logarithms of the length for every cut. */
function costOf(counts: readonly number[], starts: readonly number[], noise: CountNoise): number {
  const likelihoods = starts.map((start, index) => {
    const some = counts.slice(start, starts[index + 1] ?? counts.length);
    const total = some.reduce((sum, one) => sum + one, 0);
    if (total === 0) return 0;
    const { log, linear } = countTerms(total / some.length, noise.size);
    return (total * log - some.length * linear) / noise.dispersion;
  });
  const fits = likelihoods.reduce((sum, one) => sum + one, 0);
  return (starts.length - 1) * 2 * Math.log(counts.length) - fits;
}

/** The least cost of all the ways in which a short series can be cut. */
function leastCost(counts: readonly number[], noise: CountNoise): number {
  const places = counts.slice(1).map((_, index) => index + 1);
  const ways = Array.from({ length: 2 ** places.length }, (_, way) => [
    0,
    ...places.filter((_place, bit) => Math.floor(way / 2 ** bit) % 2 === 1),
  ]);
  return Math.min(...ways.map((starts) => costOf(counts, starts, noise)));
}

describe('the segments', () => {
  it.each([
    ['Poisson', poisson],
    ['bursts', { dispersion: 3, size: Number.POSITIVE_INFINITY }],
    ['a negative binomial', { dispersion: 1, size: 4 }],
    ['bursts that grow with the level', { dispersion: 2, size: 20 }],
  ] as const)('of %s are the cheapest of all ways to cut the series', (_, noise) => {
    const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(counts, (values) => {
        const starts = segmentsOf(values, noise).map(({ start }) => start);
        expect(costOf(values, starts, noise)).toBeCloseTo(leastCost(values, noise), 6);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('are one for each level that lasts', () => {
    expect(segmentsOf(flat([1, 40], [30, 12], [2, 20]), poisson)).toEqual([
      { start: 0, end: 40, level: 1 },
      { start: 40, end: 52, level: 30 },
      { start: 52, end: 72, level: 2 },
    ]);
    expect(segmentsOf(flat([0, 30], [4, 10]), poisson)).toEqual([
      { start: 0, end: 30, level: 0 },
      { start: 30, end: 40, level: 4 },
    ]);
  });

  it('are not cut for what is worth less than two logarithms of the length', () => {
    // Two in a minute where one is usual: 2 ln 2 - 1 is far below 2 ln 41.
    expect(segmentsOf([...flat([1, 40]), 2], poisson)).toHaveLength(1);
    // What the second level is worth is divided by how widely the counts scatter.
    const counts = flat([1, 8], [9, 4]);
    expect(segmentsOf(counts, poisson)).toHaveLength(2);
    expect(segmentsOf(counts, { ...poisson, dispersion: 8 })).toHaveLength(1);
    expect(segmentsOf(counts, { ...poisson, size: 0.3 })).toHaveLength(1);
  });

  it('are none of no counts, and one of one', () => {
    expect(segmentsOf([], poisson)).toEqual([]);
    expect(segmentsOf([7], poisson)).toEqual([{ start: 0, end: 1, level: 7 }]);
  });
});

it('sums run from nothing to the whole', () => {
  expect([...runningSums([3, 0, 4])]).toEqual([0, 3, 3, 7]);
  expect([...runningSums([])]).toEqual([0]);
});
