import { describe, expect, it } from 'vitest';
import { isUsualAtThisHour } from '../../../src/domain/errors/earlier-days.ts';

describe('a level', () => {
  const calm = [0.5, 0.4, 0.7, 0.5, 0.6, 0.4, 0.5];

  it('is usual where two earlier days had half of it in the same minutes', () => {
    expect(isUsualAtThisHour(40, [...calm.slice(2), 30, 21])).toBe(true);
    expect(isUsualAtThisHour(0.9, calm)).toBe(true);
  });

  it('is not where one day had it, or none is known', () => {
    expect(isUsualAtThisHour(40, [...calm.slice(1), 90])).toBe(false);
    expect(isUsualAtThisHour(40, [...calm.slice(2), 30, 19])).toBe(false);
    expect(isUsualAtThisHour(40, [])).toBe(false);
    expect(isUsualAtThisHour(40, [40])).toBe(false);
  });
});
