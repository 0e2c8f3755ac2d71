/* The runs of a set as one: the median of each figure, and the run in the middle. */
import { median } from '../speed/vitals.ts';
import { differenceOf } from './compare.ts';
import { type LabMetric, type LabReport, type LabSet, labScores, labTimings } from './set.ts';

type Measured = Pick<LabSet, 'values' | 'conditions' | 'files' | 'runs'> & {
  /** Position of the middle run. */
  readonly middle: number;
};

/** Null of no run. All runs are good ones: a set with a failed run is no set. */
export function medianSet(runs: readonly LabReport[]): Measured | null {
  const middle = middleRun(runs);
  const chosen = runs[middle];
  if (chosen === undefined) return null;
  const metrics: readonly LabMetric[] = [...labScores, ...labTimings];
  const values = Object.fromEntries(
    metrics.flatMap((metric) => {
      const all = runs.flatMap((run) => run.values[metric] ?? []);
      const value = all.length === runs.length ? median(all) : null;
      return value === null ? [] : [[metric, value] as const];
    }),
  );
  const benchmarks = runs.flatMap(({ conditions }) => conditions.benchmarkIndex ?? []);
  const conditions = { ...chosen.conditions, benchmarkIndex: median(benchmarks) };
  return { values, conditions, files: chosen.files, runs: runs.length, middle };
}

/**
 * The run nearest to the median of FCP and of the time until the page could be used (LHCI, representative-runs: the
 * least squared distance). The first of equals; -1 of none.
 */
function middleRun(runs: readonly LabReport[]): number {
  const middleOf = (of: (run: LabReport) => number): number => median(runs.map(of)) ?? 0;
  const fcp = ({ values }: LabReport): number => values.fcp ?? 0;
  const usable = ({ interactive }: LabReport): number => interactive ?? 0;
  const [fcpMiddle, usableMiddle] = [middleOf(fcp), middleOf(usable)];
  let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
  for (const [at, run] of runs.entries()) {
    const distance = (fcp(run) - fcpMiddle) ** 2 + (usable(run) - usableMiddle) ** 2;
    if (distance < least) [nearest, least] = [at, distance];
  }
  return nearest;
}

/** Runs of one set must be of one kind: a browser that updated itself meanwhile makes two sets of it. */
export function oddRun(runs: readonly LabReport[]): number | null {
  const [first] = runs;
  if (first === undefined) return null;
  const benchmarkIndex = 1;
  const odd = runs.findIndex(
    ({ conditions }) =>
      differenceOf(
        { ...first.conditions, browser: first.conditions.browser ?? 0, benchmarkIndex },
        { ...conditions, browser: conditions.browser ?? 0, benchmarkIndex },
      ) !== null,
  );
  return odd === -1 ? null : odd;
}
