import type { Screen } from '../../contract/context.ts';
import { answerCommand } from '../../domain/digest/left-open.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { DigestData } from './data.ts';
import { words } from './words.ts';

const reasonLines = 2;
/** Where there are more rows than these, the reason may have them. */
const smallestRows = 24;

/** Why the command below it, as much of it as there is room for. */
export function whatNow({ recommendation, pages }: DigestData, screen: Screen): string[] {
  if (recommendation === null) return [];
  // Where a page waits, the command that answers it takes a line more.
  const answers = answerCommand(pages?.value ?? []) === undefined ? 0 : 1;
  const room = screen.terminal ? screen.columns - 2 : Number.POSITIVE_INFINITY;
  const lines = wrap(cleanText(screen.say(recommendation.said)), room, screen.width);
  const spare = Math.max(0, screen.rows - smallestRows);
  const most = screen.terminal ? reasonLines - answers + spare : lines.length;
  const reason = lines.slice(0, most);
  // What does not fit is marked: a figure must not end in its middle unseen.
  if (lines.length > most) reason.push(screen.fit(`${reason.pop() ?? ''} ${lines[most]}`, room));
  return [
    screen.paint.bold(screen.say(words.now)),
    ...reason.map((each) => `  ${screen.fit(each, room)}`),
  ];
}
