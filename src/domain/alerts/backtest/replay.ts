/*
 * A history played to the evaluator. Samples in the order of their time or of their arrival are evaluated
 * while they come; as soon as one comes too late for that, all are gathered and put in order first.
 */
import { Evaluator } from '../evaluation/evaluator.ts';
import { mostMoments } from '../evaluation/moments.ts';
import type { Sample, SeriesIdentity } from '../evaluation/sample.ts';
import { SortedSamples } from '../evaluation/sorted-samples.ts';
import type { RecordBudget, TrackedAlert } from '../evaluation/tracked.ts';
import type { Rule } from '../language/rule.ts';

export interface ReplayOptions {
  /** Epoch milliseconds; by default the times of the first and the last sample. */
  readonly from?: number;
  readonly to?: number;
  readonly holds: readonly number[];
  readonly budget: RecordBudget;
}

export interface Replayed {
  readonly alerts: readonly TrackedAlert[];
  readonly samples: number;
  /** Null where there was no sample and no window was given. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface Replay {
  seriesOf(identity: SeriesIdentity): number | undefined;
  /** False where a sample came too late: what there is has to be played again, in order. */
  add(sample: Sample): boolean;
  finish(): Replayed;
}

function createEvaluator(rules: readonly Rule[], from: number, { budget, holds }: ReplayOptions) {
  return new Evaluator(rules, { from, budget, holds });
}

/** Evaluates while samples come. */
export function replayInOrder(rules: readonly Rule[], options: ReplayOptions): Replay {
  const known: SeriesIdentity[] = [];
  const wanted = metricsOf(rules);
  let evaluator: Evaluator | undefined;
  let from = options.from ?? Number.NaN;
  let latest = Number.NEGATIVE_INFINITY;
  let samples = 0;

  function begin(at: number): Evaluator {
    from = options.from ?? at;
    const made = createEvaluator(rules, from, options);
    for (const identity of known) made.addSeries(identity);
    return made;
  }

  return {
    seriesOf(identity) {
      if (!wanted.has(identity.metric)) return undefined;
      evaluator?.addSeries(identity);
      return known.push(identity) - 1;
    },
    add(sample) {
      evaluator ??= begin(sample.t);
      samples += 1;
      if (options.from === undefined && sample.t < from) return false;
      latest = Math.max(latest, sample.t);
      // Many at once; how often does not change what comes out.
      if (samples % mostMoments === 0) {
        evaluator.advance(Math.min(latest, (options.to ?? latest) + 1));
      }
      return evaluator.add(sample);
    },
    finish() {
      const to = options.to ?? latest;
      if (evaluator === undefined && options.from === undefined) {
        return { alerts: [], samples, from: null, to: null };
      }
      evaluator ??= begin(from);
      if (!Number.isFinite(to)) return { alerts: [], samples, from, to: null };
      return { alerts: evaluator.finish(to), samples, from, to };
    },
  };
}

/** Gathers all samples and evaluates at the end. */
export function replaySorted(rules: readonly Rule[], options: ReplayOptions): Replay {
  const gathered = new SortedSamples();
  const known: SeriesIdentity[] = [];
  const wanted = metricsOf(rules);
  return {
    seriesOf: (identity) => (wanted.has(identity.metric) ? known.push(identity) - 1 : undefined),
    add(sample) {
      gathered.add(sample);
      return true;
    },
    finish() {
      const from = options.from ?? gathered.earliest;
      const to = options.to ?? gathered.latest;
      const evaluator = createEvaluator(rules, from, options);
      for (const identity of known) evaluator.addSeries(identity);
      let samples = 0;
      for (const sample of gathered.inOrder()) {
        samples += 1;
        if (samples % mostMoments === 0) evaluator.advance(Math.min(sample.visible, to + 1));
        evaluator.add(sample);
      }
      return { alerts: evaluator.finish(to), samples, from, to };
    },
  };
}

function metricsOf(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(({ condition: { metric, floor } }) =>
      floor === undefined ? [metric.name] : [metric.name, floor.metric.name],
    ),
  );
}
