/* The samples that alert rules need, from live sources, each asked once and within its own budget. */
import type { LiveSeries } from '../../../domain/alerts/evaluation/live.ts';
import type { Evidence } from '../../../domain/evidence/shape.ts';
import { memoizeByKey } from '../../asking/memoize.ts';
import { answerMetrics } from './answers.ts';
import { readCdnPoints } from './cdn.ts';
import { mapValues, type SampleRound } from './family.ts';
import { metricFamilies } from './table.ts';

/** One answer for each metric, `unknown` with its reason where the source could not be asked. */
export function readSamples(
  given: Omit<SampleRound, 'window' | 'cdnPoints'>,
  metrics: readonly string[],
  from: number,
): Promise<ReadonlyMap<string, Evidence<readonly LiveSeries[]>>> {
  const pinned = { ...given, window: { from, to: given.now } };
  const round: SampleRound = {
    ...pinned,
    cdnPoints: memoizeByKey((name) => readCdnPoints(pinned, name)),
  };
  return answerMetrics(given.context, metrics, {
    about: 'now',
    budget: given.budget,
    window: round.window,
    reads: mapValues(metricFamilies, (family) => family.samples(round)),
    answer: (read, signal) => read(signal),
  });
}
