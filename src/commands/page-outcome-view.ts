import type { Performed } from '../actions/action.ts';
import { verdictOfState } from '../actions/perform.ts';
import type { Screen } from '../context.ts';
import { wrap } from '../domain/wrap.ts';

/** How an action on a page ended: a sentence, what it was about, and where the record is. */
export function viewOutcome(
  { state, detail, record }: Pick<Performed, 'state' | 'detail' | 'record'>,
  about: readonly string[],
  screen: Screen,
  verdict = verdictOfState[state],
): string {
  const [first = '', ...rest] = screen.terminal
    ? wrap(detail, screen.columns - 2, screen.width)
    : [detail];
  const lines = [
    `${screen.sign(verdict)} ${first}`,
    ...[...rest, ...about].map((line) => `  ${line}`),
    ...(record === null ? [] : [screen.paint.dim(`  record   ${record}`)]),
  ];
  return lines
    .map((line) => (screen.terminal ? screen.fit(line, screen.columns) : line))
    .join('\n');
}
