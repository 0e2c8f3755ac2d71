import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSize, parseSize } from '../../../src/domain/text/size.ts';

describe('a size', () => {
  it.each([
    ['10 MiB', 10_485_760],
    ['10MB', 10_000_000],
    ['500 kB', 500_000],
    ['1.5 KiB', 1536],
    ['1 gib', 1_073_741_824],
    ['100 bytes', 100],
    ['7B', 7],
    ['0', 0],
  ])('%j is %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['', '10', '10 mibs', 'MiB', '-1 B', '1e3 B', '1 MiB 2', '9999999999 GiB'])(
    '%j is none',
    (text) => {
      expect(parseSize(text)).toBeUndefined();
    },
  );

  it.each([
    [0, '0 B'],
    [900, '900 B'],
    [1536, '1.5 KiB'],
    [10_485_760, '10 MiB'],
    [1_048_575, '1 MiB'],
    [5 * 1024 ** 4, '5120 GiB'],
  ])('of %d bytes is written %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  it('written is within a twentieth of what it was, in any magnitude', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 15 }), (bytes) => {
        const read = parseSize(formatSize(bytes)) ?? Number.NaN;
        expect(Math.abs(read - bytes)).toBeLessThanOrEqual(bytes / 20);
      }),
    );
  });
});
