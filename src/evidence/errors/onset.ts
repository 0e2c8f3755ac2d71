import { clearFactor, riseIn } from '../../domain/errors/change-point.ts';
import { nothingUsual, type UsualLevel, usualLevel } from '../../domain/errors/earlier-days.ts';
import type { ErrorOnset } from '../../domain/errors/findings.ts';
import { changeProbability } from '../../domain/errors/onset-posterior.ts';
import { silentSince } from '../../domain/errors/silence.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { errorOnsetWording } from '../../domain/evidence/wording/error-onset.ts';
import { day, minute } from '../../domain/time/units.ts';
import type { CountSeries, ErrorTracker } from '../../ports/errors.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { type SettledAnswer, settle, withoutData } from '../asking/settle.ts';
import { errorsQuestion, errorsReading, partOf } from '../reading/errors.ts';

/** When the errors began: a change-point in the counts per minute of the history. */
const errorOnset: Collector<'error-onset'> = (inquiry) => {
  const question = errorsQuestion(inquiry, 'since when are there more errors', {
    unit: 'errors/min',
  });
  return settle(inquiry.context, question, async (signal) => {
    const tracker = await inquiry.context.services.errors();
    const reading = errorsReading(inquiry, signal);
    const series = await tracker.errorsPerMinute(inquiry.pinned.history, reading);
    if (series.counts.every((count) => count === 0)) return withoutData('no-events-all-day');
    const { window } = inquiry.pinned;
    const found = onsetIn(series, window.from, nothingUsual);
    if (found.at !== null) {
      const usual = usualLevel(
        await earlierDays(inquiry, tracker, signal),
        Math.round((window.from - series.from) / minute),
      );
      return answerOf(besideEarlierDays(found, onsetIn(series, window.from, usual)));
    }
    return answerOf((await onsetBefore(inquiry, tracker, found, signal)) ?? found);
  });
};
export default errorOnset;

function answerOf(value: ErrorOnset): SettledAnswer<ErrorOnset> {
  return { verdict: verdictOf(value), value, detail: errorOnsetWording.sentence(value).en };
}

/** Neither an end nor calm is claimed of a source that fell silent. */
function verdictOf({ at, endedAt, silentSince: silent }: ErrorOnset): Verdict {
  if (at === null) return (silent ?? null) === null ? 'ok' : 'warn';
  return endedAt === null ? 'bad' : 'warn';
}

/** `usual` speaks of minutes; Sentry may have counted more coarsely. */
function onsetIn(
  { from, step, counts }: CountSeries,
  windowFrom: number,
  usual: UsualLevel,
): ErrorOnset {
  const steps = step / minute;
  const rise = riseIn(
    counts,
    Math.max(0, Math.floor((windowFrom - from) / step)),
    (start, end) => steps * usual(start * steps, end * steps),
  );
  const time = (index: number): number => from + index * step;
  const silent = silentSince(counts, rise?.before ?? null, rise?.endedAt ?? null);
  const silence = silent === null ? {} : { silentSince: time(silent) };
  if (rise === null) {
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length / steps;
    const flat = { at: null, between: null, confidence: 0, before: mean, since: mean };
    const flatCounts = { from, counts: perMinute(counts, steps) };
    return { ...flat, endedAt: null, gradual: false, ...flatCounts, ...silence };
  }
  return {
    at: time(rise.at),
    between: { from: time(rise.from), to: time(rise.to) },
    confidence: rise.confidence,
    before: rise.before / steps,
    since: rise.since / steps,
    endedAt: rise.endedAt === null || silent !== null ? null : time(rise.endedAt),
    gradual: rise.gradual,
    from,
    counts: perMinute(counts, steps),
    ...silence,
  };
}

/** Days before today that tell what an hour brings. */
const days = 7;

/** The counts a minute of the same window on earlier days; those that cannot be read tell nothing. */
async function earlierDays(
  inquiry: Inquiry,
  tracker: ErrorTracker,
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const { window } = inquiry.pinned;
  const read = async (daysAgo: number) => {
    const back = daysAgo * day;
    const same = { from: window.from - back, to: window.to - back };
    const asked = tracker.errorsPerMinute(same, errorsReading(inquiry, signal));
    const { value } = await partOf(asked, inquiry.context.signal);
    return value === null ? [] : [perMinute(value.counts, value.step / minute)];
  };
  const earlier = await Promise.all(Array.from({ length: days }, (_, i) => read(i + 1)));
  return earlier.flat();
}

/** No onset is claimed of what comes at this hour of other days too. */
function besideEarlierDays(found: ErrorOnset, beside: ErrorOnset): ErrorOnset {
  if (beside.at !== null) return beside;
  const { from, counts, since } = found;
  const calm = { at: null, between: null, confidence: 0, endedAt: null, gradual: false } as const;
  return { ...calm, before: since, since, from, counts, usualHour: true };
}

/** Sentry may have counted more coarsely: then each minute has its part. */
function perMinute(counts: readonly number[], steps: number): readonly number[] {
  return counts.flatMap((count) => new Array<number>(steps).fill(count / steps));
}

/**
 * Where nothing rose within the history, everything may have been raised all along: the same minutes a week
 * earlier tell. Then it began somewhere between, and that is all that is known.
 */
async function onsetBefore(
  inquiry: Inquiry,
  tracker: ErrorTracker,
  flat: ErrorOnset,
  signal: AbortSignal,
): Promise<ErrorOnset | null> {
  const { week } = inquiry.pinned.baselines;
  const { value } = await partOf(
    tracker.errors(week, errorsReading(inquiry, signal)),
    inquiry.context.signal,
  );
  if (value === null) return null;
  const length = (week.to - week.from) / minute;
  const now = flat.counts.slice(-length).reduce((sum, count) => sum + count, 0);
  const sure = changeProbability({ total: value.events, length }, { total: now, length }, 1);
  if (now < clearFactor * value.events || sure < 0.99) return null;
  return {
    ...flat,
    at: flat.from,
    between: { from: week.to, to: flat.from },
    confidence: 0.5,
    before: value.events / length,
    since: flat.before,
  };
}
