import { verdictOfActionState } from '../../actions/protocol/result.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { say } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { refusingGuards } from './refusing-guards.ts';

/** How an action on a page ended: a sentence, what it was about, and where the record is. */
export function viewOutcome(
  outcome: Pick<Performed, 'state' | 'said' | 'record' | 'plan'>,
  about: readonly string[],
  screen: Screen,
  verdict = verdictOfActionState[outcome.state],
): string {
  const { said, record } = outcome;
  const detail = screen.say(said);
  const [first = '', ...rest] = screen.terminal
    ? wrap(detail, screen.columns - 2, screen.width)
    : [detail];
  const lines = [
    `${screen.sign(verdict)} ${first}`,
    ...[...rest, ...about].map((line) => `  ${line}`),
    ...refusingGuards(outcome, screen),
    ...(record === null
      ? []
      : [screen.paint.dim(`  ${screen.say(say('record  ', '기록'))} ${record}`)]),
  ];
  return lines
    .map((line) => (screen.terminal ? screen.fit(line, screen.columns) : line))
    .join('\n');
}
