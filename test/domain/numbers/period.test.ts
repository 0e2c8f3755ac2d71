import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridFor } from '../../../src/domain/numbers/period.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.parse('2026-11-30T20:03:41Z');
const grid = (length: number) => gridFor(now - 5 * minute, length, now);

describe('the periods of a window', () => {
  it.each([
    [hour, 3 * minute, minute],
    [6 * hour, 15 * minute, minute],
    [day, hour, 5 * minute],
    [7 * day, 7 * hour, 15 * minute],
    [30 * day, 30 * hour, hour],
    [90 * day, 90 * hour, 6 * hour],
  ])('of %d ms are %d ms, and weigh by %d ms', (length, period, fine) => {
    const { window } = grid(length);
    expect(grid(length)).toMatchObject({ period, fine });
    expect(window.to - window.from).toBe(length);
  });

  it('begin at a whole minute, and at a whole hour of what is kept by the hour alone', () => {
    expect(grid(day).window.to).toBe(Date.parse('2026-11-30T19:58:00Z'));
    expect(grid(20 * day).window.to).toBe(Date.parse('2026-11-30T19:55:00Z'));
    expect(grid(90 * day).window.to).toBe(Date.parse('2026-11-30T19:00:00Z'));
  });

  it('fit whatever length is asked for, as finely as it is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: hour, max: 90 * day }), (length) => {
        const { window, before, period, fine } = grid(length);
        expect(before.to).toBe(window.from);
        expect(window.to - window.from).toBe(before.to - before.from);
        expect((window.to - window.from) % fine).toBe(0);
        expect(period % fine).toBe(0);
        expect((window.to - window.from) / period).toBeLessThanOrEqual(30);
        expect((2 * (window.to - window.from)) / fine).toBeLessThanOrEqual(1501);
        expect(Math.abs(window.to - window.from - length)).toBeLessThanOrEqual(length / 20);
        const age = now - before.from;
        const kept = age <= 15 * day ? minute : age <= 63 * day ? 5 * minute : hour;
        expect(fine % kept).toBe(0);
        expect(window.to % kept).toBe(0);
      }),
    );
  });
});
