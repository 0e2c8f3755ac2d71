/* Figures of use out of what was counted by the hour or the day. */
import type { EvidenceWindow } from '../evidence/shape.ts';
import type { FigurePoint } from './figure.ts';

/** What can be added up over periods. Seconds are those of all sessions together. */
export type UsageCount = 'sessions' | 'seconds' | 'bounces' | 'messages' | 'exports' | 'profiles';

/** Counts by the start of their period (epoch milliseconds); what was not told is absent. */
export type UsageTally = ReadonlyMap<number, Readonly<Partial<Record<UsageCount, number>>>>;

/** A sum, or one sum by another (`per`), times a factor. */
export interface TallyRule {
  readonly of: UsageCount;
  readonly per?: UsageCount;
  readonly times?: number;
}

export interface TallySpans {
  readonly window: EvidenceWindow;
  /** Null where it would not be like for like. */
  readonly before: EvidenceWindow | null;
  /** Length of a step of the course. Milliseconds. */
  readonly step: number;
}

/** Null where nothing of it was counted, or there is nothing to divide by. */
export function talliedMeasure(tally: UsageTally, rule: TallyRule, spans: TallySpans) {
  const { window, before, step } = spans;
  const starts = stepsOf(window, step);
  return {
    value: within(tally, rule, window),
    before: before === null ? null : within(tally, rule, before),
    series: starts.map((t): FigurePoint => {
      const to = Math.min(t + step, window.to);
      return { t, value: within(tally, rule, { from: t, to }) };
    }),
  };
}

function stepsOf({ from, to }: EvidenceWindow, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, at) => from + at * step);
}

function within(tally: UsageTally, { of, per, times = 1 }: TallyRule, span: EvidenceWindow) {
  const sum = sumWithin(tally, of, span);
  if (sum === null || per === undefined) return sum === null ? null : sum * times;
  const by = sumWithin(tally, per, span);
  return by === null || by === 0 ? null : (sum / by) * times;
}

function sumWithin(tally: UsageTally, of: UsageCount, { from, to }: EvidenceWindow): number | null {
  let sum: number | null = null;
  for (const [t, { [of]: count }] of tally) {
    if (count !== undefined && t >= from && t < to) sum = (sum ?? 0) + count;
  }
  return sum;
}
