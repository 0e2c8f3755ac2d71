/* p75 of the vitals over weeks, in steps of five minutes. */
import { joinedParts, type MetricHistory } from '../../../domain/alerts/backtest/metric-history.ts';
import { day } from '../../../domain/time/units.ts';
import { errorsReadOf } from './errors.ts';
import { trackerWindow } from './errors-history.ts';
import { type HistoryReads, type HistoryRound, mapValues } from './family.ts';
import { readPieces, windowsNewestFirst } from './history-pieces.ts';
import { type VitalMetric, vitalMetrics, vitalStep } from './vitals.ts';

/** 1,728 points: a Sentry of one's own may give 2,016 of spans. Milliseconds. */
const longestPiece = 6 * day;

export function vitalHistory(round: HistoryRound): HistoryReads<VitalMetric> {
  return mapValues(vitalMetrics.sources, (_, vital) => () => historyOf(round, vital));
}

async function historyOf(round: HistoryRound, vital: VitalMetric): Promise<MetricHistory> {
  const tracker = await round.context.services.errors();
  const { lack: kept, from, to } = trackerWindow(round);
  const whole = {
    from: Math.ceil(from / vitalStep) * vitalStep,
    to: Math.floor(to / vitalStep) * vitalStep,
  };
  const { pieces, lack } = await readPieces(
    round,
    windowsNewestFirst(whole, longestPiece),
    (piece, timeout) =>
      tracker.vitalOverTime(vital, piece, vitalStep, errorsReadOf(round, timeout)),
  );
  const late = round.config.runbooks.arrival;
  const samples = pieces
    .toReversed()
    .flatMap(({ value }) => value.points)
    .filter(({ t }) => t > whole.from && t <= whole.to)
    .map(({ t, value }) => ({ t, visible: t + late, value }));
  const parts = pieces.map((piece) => ({ ...piece.window, step: piece.value.step }));
  return {
    parts: samples.length === 0 ? [] : joinedParts(parts),
    series: [{ labels: { env: round.environment }, samples }],
    lack: lack === '' ? kept : lack,
  };
}
