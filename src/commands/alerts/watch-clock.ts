/* The clock of a watch: ours, until the Dates of the vendors say that it is off; then theirs. */
import type { Clock, Context } from '../../contract/context.ts';
import type { WrongClock } from '../../domain/evidence/clock-offset.ts';
import type { Language } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';

export interface WatchClock extends Clock {
  /** By how much ours is off; null where it is right. */
  wrong(): WrongClock | null;
  /** Goes by what the vendors said last; true where that is another time than before. */
  adopt(): Promise<boolean>;
}

/** Between two answers an offset differs by a second or so, and by hours once somebody has set the clock. */
const tolerated = minute;

export function watchClock(
  { clock, services }: Pick<Context, 'clock' | 'services'>,
  language: Language,
): WatchClock {
  let known: WrongClock | null = null;
  const aheadMs = (): number => known?.aheadMs ?? 0;
  return {
    now: () => clock.now() - aheadMs(),
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    wrong: () => known,
    async adopt() {
      const found = services.clockOffsets?.wrong() ?? null;
      if (Math.abs((found?.aheadMs ?? 0) - aheadMs()) <= tolerated) return false;
      const { wrongClock } = await import('../../domain/evidence/clock-text.ts');
      known = found === null ? null : wrongClock(found, language);
      return true;
    },
  };
}
