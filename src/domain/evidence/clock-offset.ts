/*
 * How far the clock of this machine is off, by the Date of whatever answers. A question about the last half hour,
 * asked by a wrong clock, is about another half hour.
 */
import { minute, second } from '../time/units.ts';

export interface ClockOffset {
  /** Milliseconds that our clock is ahead of theirs; negative where it is behind. */
  readonly aheadMs: number;
  /** The host whose Date says so. */
  readonly source: string;
}

/** What a command that was asked again says of it. */
export interface WrongClock extends ClockOffset {
  /** One sentence in the reader's language. */
  readonly text: string;
}

/** An answer with the time of it by our clock, epoch milliseconds before and after the exchange. */
export interface DatedAnswer {
  readonly host: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly before: number;
  readonly after: number;
}

/** Where it is off by more, nothing is judged by it. */
const tolerated = minute;

/**
 * The offset of one answer against the middle of the exchange. A cached answer carries the Date of when it was
 * made: `Age` (seconds) is added; `Date` has whole seconds, so half a second is too. Undefined without a Date.
 */
function offsetOf({ host, headers, before, after }: DatedAnswer): ClockOffset | undefined {
  const text = (name: string): string => [headers[name] ?? ''].flat().join();
  const date = Date.parse(text('date'));
  if (Number.isNaN(date)) return undefined;
  const age = Number(text('age'));
  const cachedFor = age > 0 && Number.isFinite(age) ? age * second : 0;
  const theirs = date + cachedFor + second / 2;
  return { aheadMs: Math.round((before + after) / 2 - theirs), source: host };
}

export interface ClockOffsets {
  note(answer: DatedAnswer): void;
  /**
   * By how much the clock is off, as far as all hosts agree on that; null where it is right, or one of them
   * says that it is, or none has answered.
   */
  wrong(): ClockOffset | null;
}

/** Remembers what each host said last; the one that is closest to our clock counts. */
export function createClockOffsets(): ClockOffsets {
  const offsets = new Map<string, ClockOffset>();
  return {
    note(answer) {
      const offset = offsetOf(answer);
      if (offset !== undefined) offsets.set(answer.host, offset);
    },
    wrong() {
      let closest: ClockOffset | null = null;
      for (const offset of offsets.values()) {
        if (closest === null || Math.abs(offset.aheadMs) < Math.abs(closest.aheadMs)) {
          closest = offset;
        }
      }
      return closest !== null && Math.abs(closest.aheadMs) > tolerated ? closest : null;
    },
  };
}
