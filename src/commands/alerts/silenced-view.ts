import type { Screen } from '../../contract/context.ts';
import { say } from '../../domain/text/language.ts';
import type { SilencedBy } from './check-data.ts';

/** Until when nobody is told, by whom and why. */
export function silencedLines(
  { until, untilResolved, by, reason }: SilencedBy,
  screen: Screen,
): readonly string[] {
  const [at, ago] = [screen.time(until), screen.ago(until)];
  const end = screen.say(
    say(
      `until ${at}, ${ago}${untilResolved ? ', or resolved' : ''}`,
      `${at}까지, ${ago}${untilResolved ? ' 또는 해소될 때' : ''}`,
    ),
  );
  return [`  ${end}`, `  ${by}: ${reason}`].map((line) => screen.fit(line, screen.columns));
}
