import { describe, expect, it } from 'vitest';
import { noises, uniformOf } from '../../../scripts/onset/chance.mjs';
import { riseIn } from '../../../src/domain/errors/change-point.ts';
import {
  countTerms,
  dispersionAt,
  dispersionOf,
  noiseOf,
} from '../../../src/domain/errors/count-noise.ts';

const minutes = 1440;
const began = minutes - 90;
type Noise = keyof typeof noises;
const series = (noise: Noise, seed: number, course: (at: number) => number): number[] =>
  noises[noise](uniformOf(seed), course, minutes);
const trouble = (at: number) => (at >= began ? 120 : 0.7);

/** So many counts that are low and high by turns. */
const turns = (low: number, high: number, length: number): number[] =>
  Array.from({ length }, (_, at) => (at % 2 === 0 ? low : high));

describe('the dispersion', () => {
  it('is the variance over the mean of half an hour', () => {
    // Mean 5, and 30 squares of 5² over 29 degrees of freedom.
    expect(dispersionOf(turns(0, 10, 30))).toBeCloseTo((30 * 25) / 29 / 5, 9);
    expect(dispersionOf(turns(0, 20, 30))).toBeCloseTo((30 * 100) / 29 / 10, 9);
  });

  it('is at least that of Poisson, also of counts that never change, and of none', () => {
    expect(dispersionOf(turns(7, 7, 60))).toBe(1);
    expect(dispersionOf([])).toBe(1);
  });

  it('is told by whole half hours only', () => {
    expect(dispersionOf(turns(0, 10, 29))).toBe(1);
    const calm = turns(5, 5, 30);
    expect(dispersionOf([...calm, ...turns(0, 10, 29)])).toBe(1);
    expect(dispersionOf([...calm, ...turns(0, 10, 30)])).toBeGreaterThan(5);
  });

  it('is the median of them, in whatever order they come', () => {
    const [none, some, much] = [turns(5, 5, 30), turns(0, 10, 30), turns(0, 20, 30)];
    for (const blocks of [
      [much, none, some],
      [some, much, none],
      [none, some, much],
    ]) {
      expect(dispersionOf(blocks.flat())).toBeCloseTo(5.172, 3);
    }
  });

  it('is not told by a half hour of fewer than five errors', () => {
    expect(dispersionOf([5, ...turns(0, 0, 29)])).toBeCloseTo(5, 9);
    expect(dispersionOf([4, ...turns(0, 0, 29)])).toBe(1);
  });
});

describe('the size', () => {
  /** An hour of a level with a dispersion of 30/29, and what comes after it. */
  const noiseWith = (...busy: number[]) => noiseOf([...turns(0, 2, 60), ...busy]);

  it('is one over what ten minutes scatter by beyond that, for each error of their level', () => {
    // Level 100; neighbours differ by 40: a variance of 800, 8 times the level.
    const { dispersion, size } = noiseWith(...turns(80, 120, 20));
    expect(dispersion).toBeCloseTo(30 / 29, 9);
    expect(size).toBeCloseTo(100 / (8 - 30 / 29), 9);
  });

  it('is told by twenty busy minutes, not by ten, or by nineteen', () => {
    expect(noiseWith(...turns(80, 120, 10)).size).toBe(Number.POSITIVE_INFINITY);
    expect(noiseWith(...turns(80, 120, 19)).size).toBe(Number.POSITIVE_INFINITY);
  });

  it('is told from five errors a minute on', () => {
    expect(noiseWith(...turns(0, 10, 20)).size).toBeCloseTo(5 / (10 - 30 / 29), 9);
    expect(noiseWith(...turns(0, 9, 20)).size).toBe(Number.POSITIVE_INFINITY);
  });

  it('is told from three times the usual level on, whatever is silent besides', () => {
    const calm = [...turns(0, 0, 90), ...turns(1, 3, 60)];
    expect(noiseOf([...calm, ...turns(0, 12, 20)]).size).toBeCloseTo(6 / 11, 9);
    expect(noiseOf([...calm, ...turns(0, 11, 20)]).size).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the median of what is busy', () => {
    const [most, least, some] = [turns(40, 160, 10), turns(100, 100, 10), turns(80, 120, 10)];
    const size = 100 / (8 - dispersionOf([...turns(0, 2, 60), ...most, ...least, ...some]));
    expect(noiseWith(...most, ...least, ...some).size).toBeCloseTo(size, 6);
  });

  it('is not told by the ten minutes in which trouble begins, where only ten more are known', () => {
    const beginning = [0, 0, 0, 0, 0, 0, 0, 17, 29, 31];
    const climbing = [43, 51, 58, 63, 64, 92, 103, 111, 104, 90];
    expect(noiseWith(...beginning, ...climbing).size).toBe(Number.POSITIVE_INFINITY);
  });

  it('has no end where what is busy scatters no more than the rest', () => {
    expect(noiseWith(...turns(100, 100, 20)).size).toBe(Number.POSITIVE_INFINITY);
    expect(noiseOf([]).size).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the noise of counts', () => {
  it('has a size where they scatter with the square of the level, and none where they do not', () => {
    const { size } = noiseOf(series('variance m + 0.1 m²', 3, trouble));
    expect(size).toBeGreaterThan(4);
    expect(size).toBeLessThan(25);
    expect(noiseOf(series('Poisson', 3, trouble)).size).toBeGreaterThan(100);
  });

  it('is that of the negative binomial, and of Poisson where the size has no end', () => {
    const { log, linear } = countTerms(20, 1e9);
    expect(log).toBeCloseTo(Math.log(20), 6);
    expect(linear).toBeCloseTo(20, 6);
    expect(countTerms(20, Number.POSITIVE_INFINITY)).toEqual({ log: Math.log(20), linear: 20 });
    expect(countTerms(20, 5).log).toBeCloseTo(Math.log(4), 12);
    expect(countTerms(20, 5).linear).toBeCloseTo(5 * Math.log(5), 12);
    expect(dispersionAt({ dispersion: 1, size: 10 }, 120)).toBe(13);
  });
});

describe('the onset of a level that lasts', () => {
  it.each(Object.keys(noises) as Noise[])('is found in noise of the kind: %s', (noise) => {
    const found = Array.from({ length: 10 }, (_, seed) =>
      riseIn(series(noise, seed * 101 + 7, trouble), minutes - 30),
    );
    const right = found.filter((rise) => Math.abs((rise?.at ?? 0) - began) <= 5);
    expect(right.length).toBeGreaterThanOrEqual(9);
    expect(right.every((rise) => rise?.endedAt === null)).toBe(true);
  });

  it('is found after pauses, when it comes for the third time', () => {
    const came = [
      [62, 49],
      [41, 30],
      [14, 0],
    ] as const;
    const course = (at: number) =>
      came.some(([from, until]) => at >= minutes - from && at < minutes - until) ? 150 : 0.7;
    const rise = riseIn(series('Poisson', 5, course), minutes - 30);
    expect(Math.abs((rise?.at ?? 0) - (minutes - 14))).toBeLessThanOrEqual(2);
  });

  it.each([3, 5, 9])(
    'is that after a pause of %i minutes, where other trouble ended before',
    (pause) => {
      const course = (at: number) =>
        at >= began && (at < minutes - 20 - pause || at >= minutes - 20) ? 45 : 0.7;
      const rise = riseIn(series('Poisson', 5, course), minutes - 30);
      expect(Math.abs((rise?.at ?? 0) - (minutes - 20))).toBeLessThanOrEqual(1);
    },
  );

  it('is that of now, where a higher spike before it is over', () => {
    const course = (at: number) => (at >= began && at < began + 20 ? 200 : trouble(at) / 4);
    const rise = riseIn(series('Poisson', 5, course), minutes - 30);
    expect(Math.abs((rise?.at ?? 0) - began)).toBeLessThanOrEqual(2);
    expect(rise?.endedAt).toBeNull();
  });
});

describe('a level of now that is low', () => {
  it('is no onset that lasts, however high the spike was that ended', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const course = (at: number) => (at >= minutes - 30 && at < minutes - 12 ? 150 : 0.8);
      expect(riseIn(series('Poisson', seed, course), minutes - 30)?.endedAt).toBe(minutes - 12);
    }
  });

  it('does not lead past the last of several bursts', () => {
    const course = (at: number) => ((minutes - 1 - at) % 60 < 7 && at > minutes - 130 ? 90 : 0.7);
    const rise = riseIn(series('Poisson', 2, course), minutes - 30);
    expect(Math.abs((rise?.at ?? 0) - (minutes - 7))).toBeLessThanOrEqual(1);
  });
});
