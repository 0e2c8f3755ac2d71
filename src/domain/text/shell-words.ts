/*
 * Splits command lines into words as a POSIX shell does, and says where a shell would do more than that: such a
 * text needs one. What needs none is started without.
 */

export interface Word {
  readonly text: string;
  /** Offset in the line that was split. */
  readonly at: number;
}

export type Split =
  /** The words of each command, in the order of the lines; comments and empty lines are none. */
  | { readonly commands: readonly (readonly Word[])[] }
  /** It does what a shell alone does: a pipe, a variable, a pattern, `cd` … */
  | { readonly needsShell: true }
  /** A quote or a backslash has no end: no shell takes it either. */
  | { readonly open: { readonly at: number; readonly what: string } };

const features = new Set('|<>;&$`*?[](){}');
/** Means something to a shell only where a word begins. */
const atStart = new Set('~!');
/** Words of the shell itself: no program, or one that would change nothing of what comes after it. */
const shellsOwn = new Set(
  `. : alias bg break builtin case cd command continue do done elif else esac eval exec exit export fg fi
  for hash if jobs let local read readonly return set shift source then times trap type ulimit umask unalias
  unset until wait while`.split(/\s+/),
);

class Refused extends Error {
  readonly split: Split;
  constructor(split: Split) {
    super('not split');
    this.split = split;
  }
}

function needsShell(): Refused {
  return new Refused({ needsShell: true });
}

function openQuote(at: number, what: string): Refused {
  return new Refused({ open: { at, what } });
}

/** Every word of every line; or that a shell is needed for it. */
export function shellWords(source: string): Split {
  try {
    return { commands: split(source) };
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.split;
    throw thrown;
  }
}

function split(source: string): Word[][] {
  const commands: Word[][] = [];
  let words: Word[] = [];
  let at = 0;
  while (at < source.length) {
    const skipped = /^(?:\\\r?\n|[ \t\r]|#[^\n]*)/.exec(source.slice(at))?.[0];
    if (skipped !== undefined) at += skipped.length;
    else if (source[at] === '\n') {
      if (words.length > 0) commands.push(words);
      words = [];
      at += 1;
    } else {
      const { text, end } = readWord(source, at);
      if (words.length === 0 && /^\w+=/.test(source.slice(at, end))) {
        throw needsShell();
      }
      if (words.length === 0 && shellsOwn.has(text)) throw needsShell();
      words.push({ text, at });
      at = end;
    }
  }
  return words.length > 0 ? [...commands, words] : commands;
}

function readWord(source: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < source.length && !/\s/.test(source[at] ?? '')) {
    const piece = readPiece(source, at, at === start);
    text += piece.text;
    at = piece.end;
  }
  return { text, end: at };
}

function readPiece(source: string, at: number, first: boolean): { text: string; end: number } {
  const character = source[at] ?? '';
  if (character === "'") {
    const end = source.indexOf("'", at + 1);
    if (end === -1) throw openQuote(at, "a quote (') without its end");
    return { text: source.slice(at + 1, end), end: end + 1 };
  }
  if (character === '"') return readDouble(source, at);
  if (character === '\\') return readEscape(source, at);
  if (features.has(character) || (first && atStart.has(character))) throw needsShell();
  return { text: character, end: at + 1 };
}

function readEscape(source: string, at: number): { text: string; end: number } {
  const line = /^\\\r?\n/.exec(source.slice(at, at + 3))?.[0];
  if (line !== undefined) return { text: '', end: at + line.length };
  const [next] = source.slice(at + 1);
  if (next === undefined) throw openQuote(at, 'a backslash at the end');
  return { text: next, end: at + 1 + next.length };
}

/** Within double quotes a backslash protects only what would mean something there. */
function readDouble(source: string, start: number): { text: string; end: number } {
  let text = '';
  for (let at = start + 1; at < source.length; at += 1) {
    const character = source[at] ?? '';
    if (character === '"') return { text, end: at + 1 };
    if (character === '$' || character === '`') throw needsShell();
    if (character === '\\' && /["\\$`]/.test(source[at + 1] ?? '')) {
      at += 1;
      text += source[at] ?? '';
    } else text += character;
  }
  throw openQuote(start, 'a quote (") without its end');
}
