import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '../../../src/domain/text/shell-quote.ts';

describe('words for a shell', () => {
  it.each([
    [['tsops', 'rollback', 'v1.2.2'], 'tsops rollback v1.2.2'],
    [['--reason', 'bad deploy'], "--reason 'bad deploy'"],
    [["it's"], "'it'\\''s'"],
    [['/*'], "'/*'"],
    [[''], "''"],
    [['a;rm -rf /'], "'a;rm -rf /'"],
    [['$HOME', '`id`'], "'$HOME' '`id`'"],
    [['~/x'], "'~/x'"],
    [[], ''],
  ])('%j are quoted as %s', (words, expected) => {
    expect(shellQuote(words)).toBe(expected);
  });

  it('are read back as the same words by sh', () => {
    const word = fc.string({ unit: fc.constantFrom(...'a\'"\\ $`;&|<>(){}[]*?!#~\n=한') });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const script = `for word in ${shellQuote(words)}; do printf '%s\\036' "$word"; done`;
        const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
        expect(read.split('\u001e').slice(0, -1)).toEqual(words);
      }),
      { numRuns: 40 },
    );
  });
});
