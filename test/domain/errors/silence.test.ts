import { describe, expect, it } from 'vitest';
import { silentSince } from '../../../src/domain/errors/silence.ts';

const times = (count: number, length: number) => new Array<number>(length).fill(count);

describe('a source is silent', () => {
  it('where even the everyday errors are missing', () => {
    expect(silentSince([...times(1, 60), ...times(90, 20), ...times(0, 7)], 1, 80)).toBe(80);
  });

  it('not where the everyday errors go on after the end', () => {
    expect(silentSince([...times(1, 60), ...times(90, 20), ...times(1, 7)], 1, 80)).toBeNull();
  });

  it('not where so few are usual that none is no wonder', () => {
    expect(silentSince([...times(0, 60), ...times(90, 20), ...times(0, 7)], 0.1, 80)).toBeNull();
    expect(silentSince([...times(1, 60), ...times(90, 20), ...times(0, 2)], 1, 80)).toBeNull();
  });

  it('where far fewer than the everyday ones are left: most are dropped', () => {
    const left = [...times(0, 29), 2];
    expect(silentSince([...times(1, 60), ...times(90, 20), ...left], 1, 80)).toBe(80);
    const fewer = [...times(1, 20), ...times(0, 4), 1];
    expect(silentSince([...times(1, 60), ...times(90, 20), ...fewer], 1, 80)).toBeNull();
  });

  it('not where it is not known when they ended, or how many are usual', () => {
    // Two events in half an hour, where one a minute is usual: silent, had anything ended.
    const few = [...times(1, 60), ...times(90, 20), ...times(0, 29), 2];
    expect(silentSince(few, 1, null)).toBeNull();
    expect(silentSince(few, null, 80)).toBeNull();
    // As few as one in a hundred of the usual ones, ever since the counts begin.
    expect(silentSince(times(1, 60), 100, null)).toBeNull();
  });

  it('not before a single count is missing, however many are usual', () => {
    expect(silentSince(times(50, 60), null, null)).toBeNull();
    expect(silentSince(times(50, 60), 50, null)).toBeNull();
  });

  it('by the last three hours, of a busy morning or of a calm one', () => {
    const busy = [...times(100, 100), ...times(0, 179), 1];
    expect(silentSince([...busy, ...times(0, 6)], null, null)).toBeNull();
    const calm = [...times(0, 400), ...times(1, 180)];
    expect(silentSince([...calm, ...times(0, 3)], null, null)).toBe(580);
  });

  it('also without an onset, by the level of the hours before', () => {
    expect(silentSince([...times(1, 300), ...times(0, 20)], null, null)).toBe(300);
    expect(silentSince([...times(1, 300), ...times(0, 2)], null, null)).toBeNull();
    expect(silentSince([0, 0, 0], null, null)).toBeNull();
    expect(silentSince([], null, null)).toBeNull();
  });
});
