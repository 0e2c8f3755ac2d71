/*
 * The past of the metrics that rules read, from the live sources: as far back as each keeps it, as finely as
 * it has it.
 */
import type { MetricHistory } from '../../domain/alerts/backtest/metric-history.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { settle } from '../asking/settle.ts';
import { cdnHistory } from './history-cdn.ts';
import { errorHistory } from './history-errors.ts';
import type { HistoryRound, HistorySource } from './history-source.ts';
import { uptimeHistory } from './history-uptime.ts';
import { vitalHistory } from './history-vitals.ts';
import { unconfigured } from './sample-source.ts';

export type HistoryAnswer = Evidence<MetricHistory>;

/** Milliseconds that all sources together may take; months are many questions, and limits make them wait. */
const budget = 120_000;

function sourcesOf(round: HistoryRound): Readonly<Record<string, HistorySource>> {
  const cdn = cdnHistory(round);
  return {
    ...cdn.sources,
    ...uptimeHistory(round),
    ...errorHistory(round, cdn.requests),
    ...vitalHistory(round),
  };
}

/** One answer for each metric, `unknown` with its reason where nothing could be read of it. */
export async function readHistory(
  given: Omit<HistoryRound, 'deadline'>,
  metrics: readonly string[],
  settled: (metric: string) => void,
): Promise<ReadonlyMap<string, HistoryAnswer>> {
  const { context, window } = given;
  // What was read in time is kept, so that each stops before it would be cut off.
  const round = { ...given, deadline: context.clock.now() + budget };
  const sources = sourcesOf(round);
  const answers = await Promise.all(
    metrics.map(async (metric) => {
      const source = sources[metric];
      const question = {
        question: `${metric} over weeks`,
        source: source?.source ?? 'no source',
        budget: 2 * budget,
        window,
      };
      const evidence = await settle<MetricHistory>(context, question, async () => {
        if (source === undefined) throw unconfigured(`nothing measures ${metric}`);
        const value = await source.read();
        const known = value.parts.length > 0;
        const detail = known ? value.lack : value.lack || 'there is no sample of it';
        return { verdict: known ? 'ok' : 'no-data', value, detail };
      });
      settled(metric);
      return [metric, evidence] as const;
    }),
  );
  return new Map(answers);
}
