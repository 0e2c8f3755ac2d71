/* Questions go out at once by our own clock, and again in the vendors' time where their Dates say that it is off. */
import type { Clock } from '../../contract/context.ts';
import type { ClockOffset, WrongClock } from '../../domain/evidence/clock-offset.ts';
import { type PinnedTime, pinTime } from '../../domain/evidence/pinned-time.ts';
import type { Language } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';
import type { Services } from '../../ports/services.ts';

interface Timed {
  readonly clock: Clock;
  readonly services: Services;
}

/** The same context with the vendors' time for a clock. */
export function inTimeOf<Given extends Timed>(context: Given, { aheadMs }: ClockOffset): Given {
  const { clock, services } = context;
  const { clockOffsets: _known, ...others } = services;
  const corrected: Clock = {
    now: () => clock.now() - aheadMs,
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
  };
  return { ...context, clock: corrected, services: others };
}

/** What was asked, and by how much our clock was off; null where it is right. */
export interface InTheirTime<Given, Value> {
  readonly value: Value;
  readonly wrong: WrongClock | null;
  /** The context by whose clock it was asked. */
  readonly context: Given;
}

/** Asks, and where the answers show our clock to be wrong, asks again by theirs. */
export async function askInTheirTime<Given extends Timed, Value>(
  context: Given,
  language: Language,
  ask: (context: Given) => Promise<Value>,
): Promise<InTheirTime<Given, Value>> {
  const value = await ask(context);
  const offset = context.services.clockOffsets?.wrong() ?? null;
  if (offset === null) return { value, wrong: null, context };
  const { wrongClock } = await import('../../domain/evidence/clock-text.ts');
  const theirs = inTimeOf(context, offset);
  return { value: await ask(theirs), wrong: wrongClock(offset, language), context: theirs };
}

/** A pinned time further from now was given by somebody, and is no reading of our clock. */
const readLately = 10 * minute;

/** The same minutes in the vendors' time; as they are where somebody named them. */
export function pinnedInTheirTime(
  pinned: PinnedTime,
  now: number,
  { aheadMs }: ClockOffset,
): PinnedTime {
  if (Math.abs(now - pinned.at) > readLately) return pinned;
  const { from, to } = pinned.window;
  const shifted = pinTime(pinned.at - aheadMs, to - from);
  const whole = pinned.at % minute === 0;
  if (whole) return shifted;
  // A recovery is watched to the millisecond.
  const window = { from: from - aheadMs, to: to - aheadMs };
  return { ...shifted, at: pinned.at - aheadMs, window };
}
