/* How much room a step takes where it is walked through. */

import type { Language } from '../domain/text/language.ts';
import { wrap } from '../domain/text/wrap.ts';
import type { RunbookStep } from './definition.ts';
import { programLines } from './program-text.ts';

/** Nine lines of 80 columns leave room on a screen of 24 for what was found and for the keys. */
export const mostLines = 9;
const room = 76;
/** A script is shown whole before it is run; what is longer is a file of its own, which the step calls. */
export const mostScriptLines = 40;

/** The lines of a step in one language; `width` measures columns. */
export function plainStepLines(
  step: RunbookStep,
  language: Language,
  width: (text: string) => number,
): string[] {
  const texts = [
    step.title[language],
    ...step.body[language].split('\n'),
    ...askedOf(step, language, width),
  ];
  return texts.filter((text) => text !== '').flatMap((text) => wrap(text, room, width));
}

/** What a step asks for, a line each. */
function askedOf(step: RunbookStep, language: Language, width: (text: string) => number): string[] {
  switch (step.kind) {
    case 'evidence':
      return [...step.collects];
    case 'question':
      return step.answers.map(({ text }) => text[language]);
    case 'command':
      return step.script === undefined ? programLines(step, room, width) : [];
    case 'action':
      return step.proves === undefined ? [step.response] : [step.response, step.proves];
    default:
      return [];
  }
}

/** The lines of a step's script; none where it has none. */
export function scriptLinesOf(step: RunbookStep, width: (text: string) => number): number {
  const isScript = step.kind === 'command' && step.script !== undefined;
  return isScript ? programLines(step, room, width).length : 0;
}
