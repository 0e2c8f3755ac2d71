import type { RuleMetricName } from '../../../domain/alerts/language/metrics.ts';
import type { VitalId } from '../../../domain/speed/findings.ts';
import { minute } from '../../../domain/time/units.ts';
import { memoizeByKey } from '../../asking/memoize.ts';
import { errorsReadOf } from './errors.ts';
import {
  type MetricFamily,
  mapValues,
  type SampleReads,
  type SampleRound,
  seriesAnswer,
} from './family.ts';

/** One sample is the p75 of so long; it is the default of `stale` as well. */
export const vitalStep = 5 * minute;
/** Each is a question to Sentry, which limits them; so far back a vital is known at most. */
const mostSteps = 15;

/** Those of the vitals that a rule can be about. */
export type VitalMetric = Extract<RuleMetricName, VitalId>;

/** p75 of the vitals that browsers reported, in steps of five minutes. */
export const vitalMetrics: MetricFamily<VitalMetric> = {
  sources: { lcp: 'Sentry', inp: 'Sentry', cls: 'Sentry', fcp: 'Sentry', ttfb: 'Sentry' },
  samples: readsOf,
};

function readsOf(round: SampleRound): SampleReads<VitalMetric> {
  const { from, to } = round.window;
  const end = Math.floor(to / minute) * minute;
  const steps = Math.min(mostSteps, Math.max(1, Math.ceil((end - from) / vitalStep)));
  const ends = Array.from({ length: steps }, (_, index) => end - (steps - 1 - index) * vitalStep);
  const read = memoizeByKey((_: 'vitals') =>
    Promise.all(ends.map((each) => vitalsOf(round, each))),
  );
  return mapValues(vitalMetrics.sources, (_, vital) => async () => {
    const all = await read('vitals');
    const samples = all.flatMap(({ t, values }) => {
      const value = values[vital];
      return value === undefined ? [] : [{ t, value }];
    });
    return seriesAnswer([{ labels: { env: round.environment }, samples }]);
  });
}

async function vitalsOf({ context, budget, environment }: SampleRound, t: number) {
  const tracker = await context.services.errors();
  const read = errorsReadOf({ context, environment }, budget);
  return { t, values: await tracker.vitals({ from: t - vitalStep, to: t }, read) };
}
