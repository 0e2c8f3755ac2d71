/* The command of a fenced block. */
import type { Code } from 'mdast';
import { shellWords, type Word } from '../../domain/text/shell-words.ts';
import type { Note } from '../lint-codes.ts';
import { startOf } from './inline.ts';

const languages = ['sh', 'bash', 'shell', 'zsh', 'tsops'];

export interface Command {
  readonly argv: readonly [string, ...string[]];
  /** Offset in the file of each word. */
  readonly places: readonly number[];
}

/** The one command of a block; undefined where there is none, which is noted. */
export function commandOf(code: Code, source: string, note: Note): Command | undefined {
  const at = startOf(code);
  const place = (offset: number): number => offsetIn(code, source, offset);
  if (!languages.includes(code.lang ?? '')) {
    const found = code.lang ? `a block of ${code.lang}` : 'a block without a language';
    note(
      'fence-language',
      at,
      `${found} is not a step`,
      'fence a command with ```sh, or write text',
    );
    return undefined;
  }
  const split = shellWords(code.value);
  if ('fault' in split) {
    const { kind, what, at: offset } = split.fault;
    if (kind === 'quote') note('open-quote', place(offset), what, 'close the quote');
    else {
      const fix = 'no shell runs it: quote the character, or call a script of yours that does it';
      note('shell-feature', place(offset), `${what} needs a shell`, fix);
    }
    return undefined;
  }
  const [words, second] = split.commands;
  if (words !== undefined && second === undefined) return command(words, place);
  const found = words === undefined ? 'there is no command in it' : 'a step runs one command';
  const further = place(second?.[0]?.at ?? 0);
  note('one-command', further, found, 'make a step of each command');
  return undefined;
}

function command(words: readonly Word[], place: (at: number) => number): Command | undefined {
  const [program, ...rest] = words.map(({ text }) => text);
  if (program === undefined) return undefined;
  return { argv: [program, ...rest], places: words.map(({ at }) => place(at)) };
}

/** A fence that is indented loses its indentation: the place in the file is looked for line by line. */
function offsetIn(code: Code, source: string, offset: number): number {
  const before = code.value.slice(0, offset).split('\n');
  const line = code.value.split('\n')[before.length - 1] ?? '';
  let start = startOf(code);
  for (let skipped = 0; skipped < before.length; skipped += 1) {
    start = source.indexOf('\n', start) + 1;
    if (start === 0) return startOf(code);
  }
  const written = source.slice(start, source.indexOf('\n', start) >>> 0);
  return start + Math.max(0, written.indexOf(line)) + (before.at(-1)?.length ?? 0);
}
