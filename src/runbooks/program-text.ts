/* A program of a runbook as it stands on a screen: whole, so that what is consented to is what is run. */
import { shellQuote } from '../domain/text/shell-quote.ts';
import type { CommandStep } from './definition.ts';

/** The text for the shell, or the words as a shell would read them. */
export function programText(step: CommandStep): string {
  return step.script ?? shellQuote(step.argv);
}

/** A line of 80 columns holds more than people write; what is longer goes on below, behind an ellipsis. */
export function programLines(
  step: CommandStep,
  room: number,
  width: (text: string) => number,
): string[] {
  const lines = programText(step).replaceAll('\t', '    ').split('\n');
  return lines.flatMap((line, index) => {
    const [first = '', ...rest] = inPieces(line, room - 2, width);
    return [`${index === 0 ? '$' : ' '} ${first}`, ...rest.map((piece) => `… ${piece}`)];
  });
}

/** Nothing is lost and nothing comes to it: the pieces together are the line. */
function inPieces(line: string, room: number, width: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const sign of line) {
    if (piece !== '' && width(piece + sign) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...pieces, piece];
}
