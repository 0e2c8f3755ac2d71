import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/domain/time/duration.ts';

describe('a duration', () => {
  it.each([
    ['60s', 60_000],
    ['5 minutes', 300_000],
    ['1 minute', 60_000],
    ['14d', 1_209_600_000],
    ['1h30m', 5_400_000],
    ['1h 30m', 5_400_000],
    ['2 hours, 5 min', 7_500_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['1w', 604_800_000],
    ['10 SECONDS', 10_000],
    ['0', 0],
    ['0s', 0],
    [' 3 s ', 3000],
  ])('%j is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '60',
    's',
    '5 minuts',
    '-5s',
    '1h30',
    '5m!',
    'x5m',
    '1e3s',
    '1..5s',
    '.5s',
    '5 m m',
    '999999999999999999d',
    '5m\n6',
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('is read back as it was written, for any number of milliseconds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });

  it.each([
    [0, '0s'],
    [250, '250ms'],
    [80_000, '1m 20s'],
    [5_400_000, '1h 30m'],
    [90_061_001, '1d 1h 1m 1s 1ms'],
    [-80_000, '-1m 20s'],
    [-0.2, '0s'],
  ])('of %d ms is written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('never takes longer than its text to refuse', () => {
    expect(parseDuration(`${'1 s,'.repeat(20_000)}!`)).toBeUndefined();
    expect(parseDuration(`${'1'.repeat(100_000)}`)).toBeUndefined();
  });
});
