import fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { truncate, width } from '../../src/terminal/measure.ts';

describe('width', () => {
  it.each([
    ['', 0],
    ['health', 6],
    ['한국어', 6],
    ['日本', 4],
    ['ｆｕｌｌ', 8],
    ['✔ ok', 4],
    ['▁▂▃', 3],
    ['\u001b[31mdown\u001b[39m', 4],
    ['e\u0301', 1],
  ])('of %j is %i columns', (text, columns) => {
    expect(width(text)).toBe(columns);
  });
});

it('agrees with the library on what it measures without it', () => {
  const sign = fc.constantFrom(...'ab ~!→…·×–—“”›│✔✖▲한');
  fc.assert(
    fc.property(fc.array(sign), (signs) => {
      expect(width(signs.join(''))).toBe(stringWidth(signs.join('')));
    }),
  );
});

describe('truncate', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['한국어', 6, '한국어'],
    ['한국어', 5, '한국…'],
    ['한국어', 4, '한…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['\u001b[31mlonger\u001b[39m', 5, '\u001b[31mlong…\u001b[0m'],
    ['\u001b[31mdown\u001b[39m', 4, '\u001b[31mdown\u001b[39m'],
  ])('%j to %i columns is %j', (text, columns, expected) => {
    expect(truncate(text, columns)).toBe(expected);
  });

  it('never takes more columns than it is given, nor cuts a character in half', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '한', '\u001b[31m', '👍', 'é', ' ', '…') });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 30 }), (written, columns) => {
        const cut = truncate(written, columns);
        expect(width(cut)).toBeLessThanOrEqual(columns);
        expect(cut).not.toMatch(/\p{Surrogate}/u);
        if (width(written) <= columns) expect(cut).toBe(written);
      }),
    );
  });
});
