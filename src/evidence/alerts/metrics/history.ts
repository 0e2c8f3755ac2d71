/*
 * The past of the metrics that rules read, from the live sources: as far back as each keeps it, as finely as
 * it has it.
 */
import type { MetricHistory } from '../../../domain/alerts/backtest/metric-history.ts';
import type { Evidence } from '../../../domain/evidence/shape.ts';
import { memoizeByKey } from '../../asking/memoize.ts';
import type { SettledAnswer } from '../../asking/settle.ts';
import { answerMetrics } from './answers.ts';
import { cdnHistory, readCdnPieces } from './cdn-history.ts';
import { errorHistory } from './errors-history.ts';
import { type HistoryRound, mapValues } from './family.ts';
import type { FamilyHistories } from './table.ts';
import { uptimeHistory } from './uptime-history.ts';
import { vitalHistory } from './vitals-history.ts';

export type HistoryAnswer = Evidence<MetricHistory>;

const histories: FamilyHistories = {
  cdn: cdnHistory,
  uptime: uptimeHistory,
  errors: errorHistory,
  vitals: vitalHistory,
};

/** Milliseconds that all sources together may take; months are many questions, and limits make them wait. */
const budget = 120_000;

/** One answer for each metric, `unknown` with its reason where nothing could be read of it. */
export function readHistory(
  given: Omit<HistoryRound, 'deadline' | 'cdnPieces'>,
  metrics: readonly string[],
  settled: (metric: string) => void,
): Promise<ReadonlyMap<string, HistoryAnswer>> {
  const { context, window } = given;
  // What was read in time is kept, so that each stops before it would be cut off.
  const timed = { ...given, deadline: context.clock.now() + budget };
  const round: HistoryRound = {
    ...timed,
    cdnPieces: memoizeByKey((name) => readCdnPieces(timed, name)),
  };
  return answerMetrics(
    context,
    metrics,
    {
      about: 'past',
      budget: 2 * budget,
      window,
      reads: mapValues(histories, (historyIn) => historyIn(round)),
      answer: async (read) => answerOf(await read()),
    },
    settled,
  );
}

function answerOf(value: MetricHistory): SettledAnswer<MetricHistory> {
  const known = value.parts.length > 0;
  const detail = known ? value.lack : value.lack || 'there is no sample of it';
  return { verdict: known ? 'ok' : 'no-data', value, detail };
}
