import type { Screen } from '../../contract/context.ts';
import { wrap } from '../../domain/text/wrap.ts';

/** Room for text on a screen, less `taken` columns; without an edge where it is no terminal. */
export function roomFor(screen: Screen, taken: number): number {
  return screen.terminal ? Math.max(20, screen.columns - taken) : Number.POSITIVE_INFINITY;
}

/** A text broken at the edge of a terminal, each line indented; `hang` is what the further ones have more. */
export function wrapped(text: string, screen: Screen, indent: number, hang = 0): string[] {
  const lines = wrap(text, roomFor(screen, indent + hang), screen.width);
  return lines.map((line, at) => `${' '.repeat(at === 0 ? indent : indent + hang)}${line}`);
}

/** Labels and texts beside them, whole: a long text goes on below itself. */
export function labelledLines(
  rows: readonly (readonly [label: string, text: string])[],
  screen: Screen,
): string[] {
  const { paint, width } = screen;
  const longest = Math.max(0, ...rows.map(([label]) => width(label)));
  return rows.flatMap(([label, text]) => {
    const [first = '', ...rest] = wrap(text, roomFor(screen, longest + 4), width);
    const pad = ' '.repeat(longest - width(label));
    const below = rest.map((line) => `${' '.repeat(longest + 4)}${line}`);
    return [`  ${paint.dim(label)}${pad}  ${first}`, ...below];
  });
}
