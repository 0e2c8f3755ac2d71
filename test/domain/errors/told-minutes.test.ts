import { describe, expect, it } from 'vitest';
import { toldMinutes } from '../../../src/domain/errors/told-minutes.ts';

const silence = (length: number) => new Array<number>(length).fill(0);

describe('the minutes that the tracker has told in full', () => {
  it('end before that of the newest event', () => {
    expect(toldMinutes([0, 3, 45, 45])).toBe(3);
    expect(toldMinutes([0, 3, 45, 45, 0, 0, 0])).toBe(3);
    expect(toldMinutes([3, 45, 45, ...silence(14)])).toBe(2);
    expect(toldMinutes([3])).toBe(0);
  });

  it('are all, where none came for longer than events are late, and where none ever came', () => {
    expect(toldMinutes([3, 45, 45, ...silence(15)])).toBe(18);
    expect(toldMinutes(silence(20))).toBe(20);
    expect(toldMinutes([])).toBe(0);
  });
});
