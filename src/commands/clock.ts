import type { Screen } from '../contract/context.ts';
import type { WrongClock } from '../domain/evidence/clock-offset.ts';
import { wrap } from '../domain/text/wrap.ts';

/** What is to be said before all else where the clock of this machine is wrong; nothing where it is right. */
export function clockLines(clock: WrongClock | null, screen: Screen): readonly string[] {
  if (clock === null) return [];
  const width = screen.terminal ? screen.columns - 4 : Number.POSITIVE_INFINITY;
  const [first = '', ...rest] = wrap(clock.text, width, screen.width);
  return [`  ${screen.sign('warn')} ${first}`, ...rest.map((each) => `    ${each}`)];
}

/** A screen that tells how long ago something was by the vendors' clock. */
export function screenInTheirTime(screen: Screen, clock: WrongClock | null): Screen {
  if (clock === null) return screen;
  return { ...screen, ago: (at) => screen.ago(at + clock.aheadMs) };
}
