import { describe, expect, it } from 'vitest';
import type { FigureUnit } from '../../../src/domain/numbers/figure.ts';
import { changeText, figureText, targetText } from '../../../src/domain/numbers/figure-text.ts';

describe('a figure in words', () => {
  it.each<readonly [number, FigureUnit, string, string]>([
    [0, 'count', '0', '0'],
    [3.25, 'count', '3.3', '3.3'],
    [999, 'count', '999', '999'],
    [999.96, 'count', '1k', '1k'],
    [1240, 'count', '1.2k', '1.2k'],
    [846_000, 'count', '846k', '846k'],
    [3_400_000, 'count', '3.4M', '3.4M'],
    [5200, 'per-hour', '5.2k/h', '시간당 5.2k'],
    [640_000, 'bytes', '640 kB', '640 kB'],
    [26_600_000_000, 'bytes', '26.6 GB', '26.6 GB'],
    [999_600, 'bytes', '1 MB', '1 MB'],
    [12, 'bytes', '12 B', '12 B'],
    [0.394, 'percent', '0.39 %', '0.39 %'],
    [94.52, 'percent', '94.5 %', '94.5 %'],
    [118.4, 'milliseconds', '118 ms', '118ms'],
    [2540, 'milliseconds', '2.5 s', '2.5초'],
    [42, 'seconds', '42s', '42초'],
    [192, 'seconds', '3m 12s', '3분 12초'],
    [91.6, 'score', '92', '92'],
    [0.046, 'shift', '0.05', '0.05'],
  ])('%d %s is %s', (value, unit, en, ko) => {
    expect(figureText(value, unit)).toEqual({ en, ko });
  });

  it('is a dash where there is none', () => {
    expect(figureText(null, 'count').en).toBe('–');
    expect(figureText(Number.NaN, 'bytes').en).toBe('–');
  });

  it('has its limit with a sign', () => {
    expect(targetText({ is: 'below', value: 1 }, 'percent').en).toBe('< 1 %');
    expect(targetText({ is: 'at-most', value: 2500 }, 'milliseconds').ko).toBe('≤ 2.5초');
    expect(targetText({ is: 'above', value: 90 }, 'percent').en).toBe('> 90 %');
    expect(targetText({ is: 'at-least', value: 90 }, 'score').en).toBe('≥ 90');
  });
});

describe('a change', () => {
  it.each<readonly [number | null, number | null, FigureUnit, string | undefined]>([
    [104, 100, 'count', '+4 %'],
    [96, 100, 'milliseconds', '−4 %'],
    [100.2, 100, 'count', '±0 %'],
    [6.2, 0.4, 'percent', '+5.8 pt'],
    [88, 92, 'score', '−4'],
    [0.25, 0.05, 'shift', '+0.2'],
    [5, 0, 'count', undefined],
    [null, 5, 'count', undefined],
    [5, null, 'percent', undefined],
  ])('from %s, before %s (%s), is %s', (value, before, unit, text) => {
    expect(changeText(value, before, unit)?.en).toBe(text);
  });

  it('of a share is told in points in Korean too', () => {
    expect(changeText(6.2, 0.4, 'percent')?.ko).toBe('+5.8%p');
  });
});
