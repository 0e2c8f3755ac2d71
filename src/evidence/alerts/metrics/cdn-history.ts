/* The CDN's metrics over weeks: by the minute as long as CloudWatch keeps minutes, then ever more coarsely. */
import {
  countByMinute,
  type HistoryPart,
  type KeptSample,
  type MetricHistory,
} from '../../../domain/alerts/backtest/metric-history.ts';
import type { EvidenceWindow } from '../../../domain/evidence/shape.ts';
import { day, hour, minute } from '../../../domain/time/units.ts';
import type { MetricName, MetricPoint } from '../../../ports/metrics.ts';
import { type CdnMetric, cdnOf, measures } from './cdn.ts';
import { type CdnPieces, type HistoryReads, type HistoryRound, mapValues } from './family.ts';
import { readPieces } from './history-pieces.ts';

/** How long values of a period are kept. Source: CloudWatch user guide, "Metrics retention". */
const kept: readonly { readonly period: number; readonly age: number }[] = [
  { period: minute, age: 15 * day },
  { period: 5 * minute, age: 63 * day },
  { period: hour, age: 455 * day },
];

export function cdnHistory({ environment, cdnPieces }: HistoryRound): HistoryReads<CdnMetric> {
  return mapValues(
    measures,
    (name) => async () => historyOf(environment, name, await cdnPieces(name)),
  );
}

function historyOf(env: string, name: MetricName, { pieces, lack }: CdnPieces): MetricHistory {
  const samples = pieces.flatMap(({ step, points }) =>
    points.flatMap((point) => samplesOf(name, point, step)),
  );
  const parts = pieces.map(({ from, to, step }) => ({ from, to, step }));
  const known = samples.length === 0 ? [] : parts;
  return { parts: known, series: [{ labels: { env }, samples }], lack };
}

/** A value stands at the end of its period: nobody knew it earlier. */
function samplesOf(name: MetricName, { t, value }: MetricPoint, step: number): KeptSample[] {
  if (name === 'requests') return countByMinute(t, step, value);
  return [{ t: t + step, visible: t + step, value }];
}

/** What is left of the window, each stretch as finely as it is kept. */
export async function readCdnPieces(
  round: Omit<HistoryRound, 'cdnPieces'>,
  name: MetricName,
): Promise<CdnPieces> {
  const { context, config, environment, window } = round;
  const { provider, id } = cdnOf(config, environment);
  const metrics = await context.services.metrics(provider);
  const { signal } = context;
  const { pieces, lack } = await readPieces(round, tiersOf(window), (tier, timeout) =>
    metrics.series(id, name, tier, tier.step, { timeout, signal }),
  );
  return {
    pieces: pieces.map((piece) => ({ ...piece.window, points: piece.value })).reverse(),
    lack: lack === '' ? shortness(window) : lack,
  };
}

/** What is asked at which period, the newest first; each begins at a whole period of it. */
function tiersOf({ from, to }: EvidenceWindow): HistoryPart[] {
  const tiers: HistoryPart[] = [];
  let end = to;
  for (const { period, age } of kept) {
    // The next, coarser one begins at whole hours, so that no time is asked for twice.
    const oldest = Math.ceil((to - age) / hour) * hour;
    const begin = Math.max(Math.ceil(from / period) * period, oldest);
    if (begin < end) tiers.push({ from: begin, to: end, step: period });
    end = Math.min(end, begin);
  }
  return tiers;
}

function shortness({ from, to }: EvidenceWindow): string {
  const oldest = Math.max(...kept.map(({ age }) => age));
  return to - from > oldest ? 'CloudWatch keeps no metric longer than 455 days' : '';
}
