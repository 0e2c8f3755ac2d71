import type { Paint, Terminal } from '../../src/contract/context.ts';
import type { Language } from '../../src/domain/text/language.ts';
import { createScreen } from '../../src/terminal/screen.ts';

const plainPaint: Paint = {
  bold: String,
  dim: String,
  good: String,
  warn: String,
  bad: String,
  accent: String,
};

/** A screen without colour, 80 columns wide, that cuts as a terminal does. */
export function plainScreen(now: () => number, columns = 80, language: Language = 'en') {
  return createScreen({
    columns,
    rows: 24,
    terminal: true,
    paint: plainPaint,
    clock: { now },
    zone: () => 'Asia/Seoul',
    language: () => language,
  });
}

export interface FakeTerminal extends Terminal {
  /** Everything that went to stderr, notes of progress included, one line an item. */
  readonly lines: string[];
  readonly questions: string[];
  /** Texts offered to the clipboard. */
  readonly offered: string[];
}

/** Without `answers` there is no terminal to ask on; with them each question takes the next one. */
export function fakeTerminal(
  now: () => number,
  answers?: readonly (string | boolean | undefined)[],
  input = '',
): FakeTerminal {
  const lines: string[] = [];
  const questions: string[] = [];
  const offered: string[] = [];
  const left = [...(answers ?? [])];
  const answer = (question: string): string | boolean | undefined => {
    questions.push(question);
    if (answers === undefined || left.length === 0)
      throw new Error(`unexpected question: ${question}`);
    return left.shift();
  };
  return {
    lines,
    questions,
    offered,
    interactive: answers !== undefined,
    screen: plainScreen(now),
    progress: () => ({ update: () => {}, note: (text) => lines.push(text), stop: () => {} }),
    warn: (text) => lines.push(text),
    confirm: async (question) => answer(question) === true,
    ask: async (question, offered) => {
      const given = answer(question);
      return given === '' && offered !== undefined
        ? offered
        : typeof given === 'string'
          ? given
          : undefined;
    },
    choose: async (question, choices) => {
      const given = answer(question);
      return choices.find(({ value }) => value === given)?.value;
    },
    key: async (prompt, keys) => {
      const given = answer(prompt);
      if (typeof given === 'string' && keys.includes(given)) return given;
      throw new Error(`${given} is no key of ${keys.join(' ')}`);
    },
    offerToClipboard: (text) => offered.push(text) > 0,
    readInput: async () => input,
  };
}
