import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellQuote } from '../../../src/domain/text/shell-quote.ts';
import { shellWords } from '../../../src/domain/text/shell-words.ts';

function wordsOf(source: string): string[][] {
  const split = shellWords(source);
  if (!('commands' in split)) throw new Error(`not split: ${source}`);
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
    'ps | grep x',
    'a > b',
    'a < b',
    'a && b',
    'a; b',
    'echo $HOME',
    'echo "now: $(date)"',
    'echo `date`',
    'ls *.md',
    'ls a?',
    'ls [ab]',
    'echo {a,b}',
    '(a)',
    'cat ~/x',
    '! a',
    'A=b c',
    'cd /tmp',
    'command -v jq',
    '. ./env.sh',
    'a\nexport B=c',
  ])('%j needs a shell', (source) => {
    expect(shellWords(source)).toEqual({ needsShell: true });
  });

  it.each(['echo cd', 'tsops incident note export', 'a =b'])('%j needs none', (source) => {
    expect(shellWords(source)).toHaveProperty('commands');
  });

  it.each([
    ["a 'b", 2],
    ['a "b', 2],
    ['a b\\', 3],
  ])('%j has no end', (source, at) => {
    expect(shellWords(source)).toMatchObject({ open: { at } });
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
