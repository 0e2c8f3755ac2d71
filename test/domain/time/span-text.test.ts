import { describe, expect, it } from 'vitest';
import { agoText, spanText } from '../../../src/domain/time/span-text.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('a length of time', () => {
  it.each([
    [0, '0s', '0초'],
    [-5, '0s', '0초'],
    [90 * second, '1m 30s', '1분 30초'],
    [3 * hour + 12 * minute + 20 * second, '3h 12m', '3시간 12분'],
    [day + 2 * hour + 31 * minute, '1d 3h', '1일 3시간'],
  ])('of %i ms is said in two units at most', (length, en, ko) => {
    expect(spanText(length)).toEqual({ en, ko });
  });

  it.each([
    [-3 * hour, '3h ago', '3시간 전'],
    [5 * minute, 'in 5m', '5분 후'],
    [400, 'now', '지금'],
  ])('of %i ms from now', (distance, en, ko) => {
    expect(agoText(day + distance, day)).toEqual({ en, ko });
  });
});
