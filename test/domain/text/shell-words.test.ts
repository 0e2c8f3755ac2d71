import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '../../../src/domain/text/shell-quote.ts';
import { shellWords } from '../../../src/domain/text/shell-words.ts';

function wordsOf(source: string): string[][] {
  const split = shellWords(source);
  if ('fault' in split) throw new Error(split.fault.what);
  return split.commands.map((words) => words.map(({ text }) => text));
}

describe('a command line', () => {
  it.each([
    ['gh run list', [['gh', 'run', 'list']]],
    ['echo \'a b\' "c d" e\\ f', [['echo', 'a b', 'c d', 'e f']]],
    [`a'b'"c"\\d`, [['abcd']]],
    [`echo "it's \\"so\\" \\$1 \\x"`, [['echo', `it's "so" $1 \\x`]]],
    ["echo '$HOME | * `x`'", [['echo', '$HOME | * `x`']]],
    ["echo ''", [['echo', '']]],
    ['curl \\\n  --head \\\n  a', [['curl', '--head', 'a']]],
    ['a\nb c\n', [['a'], ['b', 'c']]],
    ['# why\na # because\n\n', [['a']]],
    ['a b#c', [['a', 'b#c']]],
    ['a b~ c!', [['a', 'b~', 'c!']]],
    ['gh -f version=v1', [['gh', '-f', 'version=v1']]],
    ['a\r\nb\r\n', [['a'], ['b']]],
    ['', []],
  ])('%j is split as a shell splits it', (source, expected) => {
    expect(wordsOf(source)).toEqual(expected);
  });

  it.each([
    ['ps | grep x', 3, 'a pipe (|)'],
    ['a > b', 2, 'a redirect (>)'],
    ['a < b', 2, 'a redirect (<)'],
    ['a && b', 2, 'a background job or a list (&)'],
    ['a; b', 1, 'a list of commands (;)'],
    ['echo $HOME', 5, 'a variable or a substitution ($)'],
    ['echo "now: $(date)"', 11, 'a variable or a substitution ($)'],
    ['echo `date`', 5, 'a substitution (`)'],
    ['ls *.md', 3, 'a pattern (*)'],
    ['ls a?', 4, 'a pattern (?)'],
    ['ls [ab]', 3, 'a pattern ([)'],
    ['echo {a,b}', 5, 'a brace expansion ({)'],
    ['(a)', 0, 'a subshell (()'],
    ['cat ~/x', 4, 'a home directory (~)'],
    ['! a', 0, 'a negation (!)'],
    ['A=b c', 0, 'an assignment (NAME=value)'],
  ])('%j is refused, as it needs a shell', (source, at, what) => {
    expect(shellWords(source)).toEqual({ fault: { at, kind: 'feature', what } });
  });

  it.each([
    ["a 'b", 2],
    ['a "b', 2],
    ['a b\\', 3],
  ])('%j is refused, as it has no end', (source, at) => {
    expect(shellWords(source)).toMatchObject({ fault: { at, kind: 'quote' } });
  });

  it('tells where each word stands', () => {
    expect(shellWords('a  "b c"\nd')).toEqual({
      commands: [
        [
          { text: 'a', at: 0 },
          { text: 'b c', at: 3 },
        ],
        [{ text: 'd', at: 9 }],
      ],
    });
  });

  it('that is quoted for a shell is split into the same words', () => {
    const words = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 });
    fc.assert(
      fc.property(words, (rest) => {
        expect(wordsOf(shellQuote(['program', ...rest]))).toEqual([['program', ...rest]]);
      }),
    );
  });
});
