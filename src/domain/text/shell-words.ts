/*
 * Splits command lines into words as a POSIX shell does, and refuses whatever a shell would do more than
 * that: such a line needs a shell, and tsops starts programs without one.
 */

export interface Word {
  readonly text: string;
  /** Offset in the line that was split. */
  readonly at: number;
}

export interface WordFault {
  readonly at: number;
  /** `feature`: the line needs a shell; `quote`: a quote or a backslash has no end. */
  readonly kind: 'feature' | 'quote';
  /** What stands there: `a pipe (|)`. */
  readonly what: string;
}

export type Split =
  /** The words of each command, in the order of the lines; comments and empty lines are none. */
  { readonly commands: readonly (readonly Word[])[] } | { readonly fault: WordFault };

const features: Readonly<Record<string, string>> = {
  '|': 'a pipe (|)',
  '<': 'a redirect (<)',
  '>': 'a redirect (>)',
  ';': 'a list of commands (;)',
  '&': 'a background job or a list (&)',
  $: 'a variable or a substitution ($)',
  '`': 'a substitution (`)',
  '*': 'a pattern (*)',
  '?': 'a pattern (?)',
  '[': 'a pattern ([)',
  '(': 'a subshell (()',
  ')': 'a subshell ())',
  '{': 'a brace expansion ({)',
  '}': 'a brace expansion (})',
};
/** Means something to a shell only where a word begins. */
const atStart: Readonly<Record<string, string>> = {
  '~': 'a home directory (~)',
  '!': 'a negation (!)',
};

class Refused extends Error {
  readonly fault: WordFault;
  constructor(fault: WordFault) {
    super(fault.what);
    this.fault = fault;
  }
}

/** Every word of every line; or the first thing that needs a shell. */
export function shellWords(source: string): Split {
  try {
    return { commands: split(source) };
  } catch (thrown) {
    if (thrown instanceof Refused) return { fault: thrown.fault };
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
        throw new Refused({ at, kind: 'feature', what: 'an assignment (NAME=value)' });
      }
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
    if (end === -1) throw new Refused({ at, kind: 'quote', what: "a quote (') without its end" });
    return { text: source.slice(at + 1, end), end: end + 1 };
  }
  if (character === '"') return readDouble(source, at);
  if (character === '\\') return readEscape(source, at);
  const what = features[character] ?? (first ? atStart[character] : undefined);
  if (what !== undefined) throw new Refused({ at, kind: 'feature', what });
  return { text: character, end: at + 1 };
}

function readEscape(source: string, at: number): { text: string; end: number } {
  const line = /^\\\r?\n/.exec(source.slice(at, at + 3))?.[0];
  if (line !== undefined) return { text: '', end: at + line.length };
  const [next] = source.slice(at + 1);
  if (next === undefined) throw new Refused({ at, kind: 'quote', what: 'a backslash at the end' });
  return { text: next, end: at + 1 + next.length };
}

/** Within double quotes a backslash protects only what would mean something there. */
function readDouble(source: string, start: number): { text: string; end: number } {
  let text = '';
  for (let at = start + 1; at < source.length; at += 1) {
    const character = source[at] ?? '';
    if (character === '"') return { text, end: at + 1 };
    const what = character === '$' || character === '`' ? features[character] : undefined;
    if (what !== undefined) throw new Refused({ at, kind: 'feature', what });
    if (character === '\\' && /["\\$`]/.test(source[at + 1] ?? '')) {
      at += 1;
      text += source[at] ?? '';
    } else text += character;
  }
  throw new Refused({ at: start, kind: 'quote', what: 'a quote (") without its end' });
}
