import { describe, expect, it } from 'vitest';
import { type FigureTarget, figureVerdict } from '../../../src/domain/numbers/figure.ts';

const belowOne: FigureTarget = { is: 'below', value: 1, bad: 5 };
const aboveNinety: FigureTarget = { is: 'above', value: 90, bad: 80 };

describe('the verdict of a figure', () => {
  it.each([
    [0.99, belowOne, 'ok'],
    [1, belowOne, 'warn'],
    [5, belowOne, 'warn'],
    [5.01, belowOne, 'bad'],
    [90.1, aboveNinety, 'ok'],
    [90, aboveNinety, 'warn'],
    [80, aboveNinety, 'warn'],
    [79.9, aboveNinety, 'bad'],
    [90, { is: 'at-least', value: 90 }, 'ok'],
    [89.9, { is: 'at-least', value: 90 }, 'bad'],
    [2500, { is: 'at-most', value: 2500, bad: 4000 }, 'ok'],
    [2501, { is: 'at-most', value: 2500, bad: 4000 }, 'warn'],
    [4001, { is: 'at-most', value: 2500, bad: 4000 }, 'bad'],
  ] as const)('of %d against %j is %s', (value, target, verdict) => {
    expect(figureVerdict(value, target)).toBe(verdict);
  });

  it('is ok without a limit, and no data without a number', () => {
    expect(figureVerdict(0, null)).toBe('ok');
    for (const none of [null, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(figureVerdict(none, belowOne)).toBe('no-data');
    }
  });
});
