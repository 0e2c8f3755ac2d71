/* The command of a fenced block. */
import type { Code } from 'mdast';
import { hiddenCharacterAt } from '../../domain/text/clean.ts';
import { shellWords, type Word } from '../../domain/text/shell-words.ts';
import type { Note } from '../lint-codes.ts';
import { startOf } from './inline.ts';

const languages = ['sh', 'bash', 'shell', 'zsh', 'tsops'];

/** One program by its words, or a text for a shell. */
export type Command =
  | {
      readonly argv: readonly [string, ...string[]];
      /** Offset in the file of each word. */
      readonly places: readonly number[];
    }
  | { readonly script: string };

/** The command of a block; undefined where there is none, which is noted. */
export function commandOf(code: Code, source: string, note: Note): Command | undefined {
  const at = startOf(code);
  const place = (offset: number): number => offsetIn(code, source, offset);
  if (!languages.includes(code.lang ?? '')) {
    const found = code.lang ? `a block of ${code.lang}` : 'a block without a language';
    const fix = 'fence a command with ```sh, or write text';
    note('fence-language', at, `${found} is not a step`, fix);
    return undefined;
  }
  const script = code.value.replace(/\r\n?/g, '\n');
  const hidden = hiddenCharacterAt(script);
  if (hidden !== undefined) {
    const sign = `U+${(script.codePointAt(hidden) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    const fix = 'take it out, or write it as the shell does: what is run must be what is seen';
    note('hidden-character', place(hidden), `${sign} is not seen on a screen`, fix);
    return undefined;
  }
  const split = shellWords(script);
  if ('needsShell' in split) return { script };
  if ('open' in split) {
    note('open-quote', place(split.open.at), split.open.what, 'close the quote');
    return undefined;
  }
  const [words, second] = split.commands;
  if (words !== undefined) return second === undefined ? command(words, place) : { script };
  note('no-command', place(0), 'there is no command in it', 'write the command, or text');
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
