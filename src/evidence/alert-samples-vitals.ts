import type { LiveSeries } from '../domain/alerts/live-alert.ts';
import type { Window } from '../domain/evidence.ts';
import type { Vital } from '../domain/speed-findings.ts';
import { type SampleRound, type SampleSource, seriesAnswer } from './alert-sample-source.ts';
import { onceOf } from './once-of.ts';

const minute = 60_000;
/** One sample is the p75 of so long; it is the default of `stale` as well. */
const step = 5 * minute;
/** Each is a question to Sentry, which limits them; so far back a vital is known at most. */
const mostSteps = 15;

const vitals: readonly Vital[] = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'];

/** p75 of the vitals that browsers reported, in steps of five minutes. */
export function vitalSamples(
  round: SampleRound,
  { from, to }: Window,
): Readonly<Record<string, SampleSource>> {
  const end = Math.floor(to / minute) * minute;
  const steps = Math.min(mostSteps, Math.max(1, Math.ceil((end - from) / step)));
  const ends = Array.from({ length: steps }, (_, index) => end - (steps - 1 - index) * step);
  const read = onceOf((_: 'vitals') => Promise.all(ends.map((each) => vitalsOf(round, each))));
  const sourceOf = (vital: Vital): SampleSource => ({
    source: 'Sentry',
    read: async () => {
      const all = await read('vitals');
      const samples = all.flatMap(({ t, values }) => {
        const value = values[vital];
        return value === undefined ? [] : [{ t, value }];
      });
      const series: LiveSeries = { labels: { env: round.environment }, samples };
      return seriesAnswer([series]);
    },
  });
  return Object.fromEntries(vitals.map((vital) => [vital, sourceOf(vital)]));
}

async function vitalsOf({ context, budget, environment }: SampleRound, t: number) {
  const sentry = await context.services.sentry();
  const named = environment === 'production' ? {} : { environment };
  const read = { timeout: budget, signal: context.signal, ...named };
  return { t, values: await sentry.vitals({ from: t - step, to: t }, read) };
}
