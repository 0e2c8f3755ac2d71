import { describe, expect, it } from 'vitest';
import { withoutBursts } from '../../../src/domain/errors/bursts.ts';
import { riseIn } from '../../../src/domain/errors/change-point.ts';
import { chance } from '../../support/chance.ts';

const minutes = 1440;
const window = minutes - 30;

/** Errors a minute since `onset`, and `more` in each of the minutes of a burst. */
function series(
  seed: number,
  level: number,
  burst: readonly [at: number, length: number, more: number],
) {
  const luck = chance(seed);
  const [at, length, more] = burst;
  return Array.from({ length: minutes }, (_, minute) => {
    const usual = minute >= minutes - 55 ? level : 0.7;
    return luck.count(usual + (minute >= at && minute < at + length ? more : 0));
  });
}

const seeds = [1, 2, 3, 4, 5, 6];

describe('a burst', () => {
  it.each([
    ['of three minutes while the errors last', [minutes - 11, 3, 350]],
    ['of one minute while they last', [minutes - 20, 1, 150]],
    ['of three minutes before them', [minutes - 66, 3, 60]],
  ] as const)('%s neither ends nor moves an onset', (_, burst) => {
    for (const seed of seeds) {
      const rise = riseIn(series(seed, 45, burst), window);
      expect(Math.abs((rise?.at ?? 0) - (minutes - 55))).toBeLessThanOrEqual(1);
      expect(rise?.endedAt).toBeNull();
    }
  });

  it('of ten minutes, however high, does not end what goes on after it', () => {
    for (const seed of seeds) {
      expect(riseIn(series(seed, 45, [minutes - 25, 10, 900]), window)?.endedAt).toBeNull();
      const over = riseIn(series(seed, 0.7, [minutes - 25, 10, 900]), window);
      expect(over?.endedAt).toBe(minutes - 15);
    }
  });

  it('alone is no onset; a spike of nine minutes is one', () => {
    for (const seed of seeds) {
      expect(riseIn(series(seed, 0.7, [minutes - 20, 3, 90]), window)).toBeNull();
      expect(riseIn(series(seed, 0.7, [minutes - 20, 9, 90]), window)?.at).toBe(minutes - 20);
    }
  });

  it('is cut to the level around it, and nothing else is changed', () => {
    const steady = [4, 5, 3, 4, 6, 5, 4, 3];
    expect(withoutBursts(steady)).toEqual(steady);
    expect(withoutBursts([4, 5, 3, 90, 80, 5, 4, 3, 4])).toEqual([4, 5, 3, 5, 5, 5, 4, 3, 4]);
    expect(withoutBursts([])).toEqual([]);
  });

  it('is more than three times the level around it and ten', () => {
    const steady = [4, 4, 4, 4, 4, 4, 4];
    expect(withoutBursts(steady.with(3, 22))).toEqual(steady.with(3, 22));
    expect(withoutBursts(steady.with(3, 23))).toEqual(steady);
  });

  it('is also of three minutes at the beginning, or at the end', () => {
    const calm = [1, 1, 1, 1, 1, 1, 1, 1];
    expect(withoutBursts([...calm, 60, 60, 60])).toEqual([...calm, 1, 1, 1]);
    expect(withoutBursts([60, 1, 1, ...calm])).toEqual([1, 1, 1, ...calm]);
  });

  it('is not what four minutes share, nor what goes on at the end', () => {
    const four = [1, 1, 1, 1, 60, 60, 60, 60, 1, 1, 1, 1];
    expect(withoutBursts(four)).toEqual(four);
    const fresh = [1, 1, 1, 1, 1, 1, 1, 1, 60, 60, 60, 60];
    expect(withoutBursts(fresh)).toEqual(fresh);
  });
});
