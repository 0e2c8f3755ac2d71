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

  it('also without an onset, by the level of the hours before', () => {
    expect(silentSince([...times(1, 300), ...times(0, 20)], null, null)).toBe(300);
    expect(silentSince([...times(1, 300), ...times(0, 2)], null, null)).toBeNull();
    expect(silentSince([0, 0, 0], null, null)).toBeNull();
    expect(silentSince([], null, null)).toBeNull();
  });
});
