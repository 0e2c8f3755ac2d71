import type { LiveSeries } from '../../domain/alerts/evaluation/live.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { VitalId } from '../../domain/speed/findings.ts';
import { minute } from '../../domain/time/units.ts';
import { memoizeByKey } from '../asking/memoize.ts';
import { type SampleRound, type SampleSource, seriesAnswer } from './sample-source.ts';
import { errorsReadOf } from './samples-errors.ts';

/** One sample is the p75 of so long; it is the default of `stale` as well. */
export const vitalStep = 5 * minute;
/** Each is a question to Sentry, which limits them; so far back a vital is known at most. */
const mostSteps = 15;

export const vitals: readonly VitalId[] = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'];

/** p75 of the vitals that browsers reported, in steps of five minutes. */
export function vitalSamples(
  round: SampleRound,
  { from, to }: EvidenceWindow,
): Readonly<Record<string, SampleSource>> {
  const end = Math.floor(to / minute) * minute;
  const steps = Math.min(mostSteps, Math.max(1, Math.ceil((end - from) / vitalStep)));
  const ends = Array.from({ length: steps }, (_, index) => end - (steps - 1 - index) * vitalStep);
  const read = memoizeByKey((_: 'vitals') =>
    Promise.all(ends.map((each) => vitalsOf(round, each))),
  );
  const sourceOf = (vital: VitalId): SampleSource => ({
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
  const tracker = await context.services.errors();
  const read = errorsReadOf({ context, environment }, budget);
  return { t, values: await tracker.vitals({ from: t - vitalStep, to: t }, read) };
}
