import type { Screen } from '../../contract/context.ts';
import type { SilencedBy } from './check-data.ts';

/** Until when nobody is told, by whom and why. */
export function silencedLines(
  { until, untilResolved, by, reason }: SilencedBy,
  screen: Screen,
): readonly string[] {
  const end = `${screen.time(until)}, ${screen.ago(until)}${untilResolved ? ', or resolved' : ''}`;
  return [`  until ${end}`, `  ${by}: ${reason}`].map((line) => screen.fit(line, screen.columns));
}
