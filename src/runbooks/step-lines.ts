/* How much room a step takes where it is walked through. */

import type { Language } from '../domain/text/language.ts';
import { shellQuote } from '../domain/text/shell-quote.ts';
import { wrap } from '../domain/text/wrap.ts';
import type { RunbookStep } from './definition.ts';

/** Nine lines of 80 columns leave room on a screen of 24 for what was found and for the keys. */
export const mostLines = 9;
const room = 76;

/** The lines of a step in one language; `width` measures columns. */
export function plainStepLines(
  step: RunbookStep,
  language: Language,
  width: (text: string) => number,
): string[] {
  const texts = [
    step.title[language],
    ...step.body[language].split('\n'),
    ...askedOf(step, language),
  ];
  return texts.filter((text) => text !== '').flatMap((text) => wrap(text, room, width));
}

/** What a step asks for, a line each. */
function askedOf(step: RunbookStep, language: Language): string[] {
  switch (step.kind) {
    case 'evidence':
      return [...step.collects];
    case 'question':
      return step.answers.map(({ text }) => text[language]);
    case 'command':
      return [`$ ${shellQuote(step.argv)}`];
    case 'action':
      return step.proves === undefined ? [step.response] : [step.response, step.proves];
    default:
      return [];
  }
}
