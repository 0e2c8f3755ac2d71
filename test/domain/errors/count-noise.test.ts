import { describe, expect, it } from 'vitest';
import { noises, uniformOf } from '../../../scripts/onset/chance.mjs';
import { riseIn } from '../../../src/domain/errors/change-point.ts';
import { countTerms, dispersionAt, noiseOf } from '../../../src/domain/errors/count-noise.ts';

const minutes = 1440;
const began = minutes - 90;
type Noise = keyof typeof noises;
const series = (noise: Noise, seed: number, course: (at: number) => number): number[] =>
  noises[noise](uniformOf(seed), course, minutes);
const trouble = (at: number) => (at >= began ? 120 : 0.7);

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
