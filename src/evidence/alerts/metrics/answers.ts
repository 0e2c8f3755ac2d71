/* Puts the question of each metric to the family that tells it, for this moment and for the past alike. */
import type { Evidence, EvidenceWindow } from '../../../domain/evidence/shape.ts';
import { type SettledAnswer, settle } from '../../asking/settle.ts';
import { type MetricContext, unconfigured } from './family.ts';
import { type FamilyName, familyOfMetric, sourceIn } from './table.ts';

const spans = { now: 'over time', past: 'over weeks' } as const;

export interface MetricQuestions<Read, Value> {
  readonly about: keyof typeof spans;
  /** Milliseconds that one source may take. */
  readonly budget: number;
  readonly window: EvidenceWindow;
  /** What reads the metrics of each family. */
  readonly reads: Readonly<Record<FamilyName, Readonly<Partial<Record<string, Read>>>>>;
  answer(read: Read, signal: AbortSignal): Promise<SettledAnswer<Value>>;
}

/** One answer for each metric, `unknown` with its reason where its source could not be asked. */
export async function answerMetrics<Read, Value>(
  context: MetricContext['context'],
  metrics: readonly string[],
  { about, budget, window, reads, answer }: MetricQuestions<Read, Value>,
  settled?: (metric: string) => void,
): Promise<ReadonlyMap<string, Evidence<Value>>> {
  const answers = await Promise.all(
    metrics.map(async (metric) => {
      const family = familyOfMetric(metric);
      const source = family === undefined ? 'no source' : sourceIn(family, metric, about);
      const question = { question: `${metric} ${spans[about]}`, source, budget, window };
      const evidence = await settle(context, question, async (signal) => {
        const read = family && reads[family][metric];
        if (read === undefined) throw unconfigured(`nothing measures ${metric}`);
        return answer(read, signal);
      });
      settled?.(metric);
      return [metric, evidence] as const;
    }),
  );
  return new Map(answers);
}
