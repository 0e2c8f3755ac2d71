import type { Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';

/** A sign of `width` columns and what is told, in as many lines as the screen needs. */
export function signedLines(sign: string, text: string, screen: Screen, width = 1): string[] {
  const room = (screen.terminal ? screen.columns : 100) - width - 3;
  const [first = '', ...rest] = wrap(text, room, screen.width);
  const lines = [`  ${sign} ${first}`, ...rest.map((line) => `${' '.repeat(width + 3)}${line}`)];
  // An address may be wider than a narrow screen.
  return screen.terminal ? lines.map((line) => screen.fit(line, screen.columns)) : lines;
}
