/*
 * The samples that alert rules need, from live sources: which source tells which metric, each asked once
 * and within its own budget.
 */
import type { LiveSeries } from '../../domain/alerts/evaluation/live.ts';
import type { Evidence, EvidenceWindow } from '../../domain/evidence/shape.ts';
import { settle } from '../asking/settle.ts';
import { type SampleRound, type SampleSource, unconfigured } from './sample-source.ts';
import { cdnSamples } from './samples-cdn.ts';
import { errorSamples } from './samples-errors.ts';
import { uptimeSamples } from './samples-uptime.ts';
import { vitalSamples } from './samples-vitals.ts';

/** The sources of one round, by metric; answers that two metrics rest on are asked for once. */
function sampleSources(round: SampleRound, from: number): Readonly<Record<string, SampleSource>> {
  const window: EvidenceWindow = { from, to: round.now };
  const cdn = cdnSamples(round, window);
  return {
    ...cdn.sources,
    ...uptimeSamples(round, window),
    ...errorSamples(round, window, cdn.requests),
    ...vitalSamples(round, window),
  };
}

/** One answer for each metric, `unknown` with its reason where the source could not be asked. */
export async function readSamples(
  round: SampleRound,
  metrics: readonly string[],
  from: number,
): Promise<ReadonlyMap<string, Evidence<readonly LiveSeries[]>>> {
  const sources = sampleSources(round, from);
  const answers = await Promise.all(
    metrics.map(async (metric) => {
      const source = sources[metric];
      const question = {
        question: `${metric} over time`,
        source: source?.source ?? 'no source',
        budget: round.budget,
        window: { from, to: round.now },
      };
      const evidence = await settle(round.context, question, async (signal) => {
        if (source === undefined) throw unconfigured(`nothing measures ${metric}`);
        return source.read(signal);
      });
      return [metric, evidence] as const;
    }),
  );
  return new Map(answers);
}
