/* One figure of the CDN out of what its metrics answered. Pure. */
import { lackOf } from '../../domain/evidence/lacks.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { breachOf } from '../../domain/numbers/breach.ts';
import type { CdnMeasure } from '../../domain/numbers/cdn-measures.ts';
import { type Figure, type FigurePoint, figureVerdict } from '../../domain/numbers/figure.ts';
import type { FigureGrid } from '../../domain/numbers/period.ts';
import { sumOf, weightedMean } from '../../domain/numbers/whole.ts';
import type { MetricAnswer, MetricName, MetricPoint } from '../../ports/metrics.ts';

/** What was asked of the CDN's metrics, by metric and period, for the window and the one before. */
export interface CdnReading {
  readonly grid: FigureGrid;
  readonly answers: ReadonlyMap<string, MetricAnswer>;
  /** The command that turns on the metrics which are paid for. */
  readonly turnOn: string;
  readonly readAt: number;
}

export const readingKey = (metric: MetricName, period: number): string => `${metric} ${period}`;

export function figureOfMeasure(measure: CdnMeasure, reading: CdnReading): Figure {
  const { id, unit, target, paid } = measure;
  const { grid, readAt } = reading;
  const { window, before, period, fine } = grid;
  const base = { id, unit, target, source: 'cdn-metrics', window, readAt } as const;
  const { answer, finely, whole, course } = readingOf(measure, reading);
  if (answer.problem !== undefined) {
    const { problem } = answer;
    const none = { value: null, before: null, series: [], remarks: [] } as const;
    return { ...base, ...none, verdict: 'unknown', problem };
  }
  const value = whole(window);
  const series = periodsOf(window, period).map((part) => ({ t: part.from, value: course(part) }));
  const finer = { points: periodsOf(window, fine).map(pointIn(finely)), period: fine };
  const beyond = breachOf({ points: series, period }, target, finer);
  const lasts = beyond !== undefined && beyond.to === null;
  const verdicts = [value, ...(lasts ? [beyond.now] : [])].map((each) =>
    figureVerdict(each, target),
  );
  return {
    ...base,
    verdict: worst(verdicts),
    value,
    before: whole(before),
    series: value === null ? [] : series,
    ...(beyond === undefined ? {} : { beyond }),
    remarks: [],
    ...(value === null ? whyNone(paid, answer, reading) : {}),
  };
}

interface ReadingOfMeasure {
  readonly answer: MetricAnswer;
  readonly finely: MetricAnswer;
  whole(window: EvidenceWindow): number | null;
  course(part: EvidenceWindow): number | null;
}

function readingOf({ metric, whole }: CdnMeasure, { grid, answers }: CdnReading): ReadingOfMeasure {
  const { fine, period, window } = grid;
  const answerFor = (each: number): MetricAnswer =>
    answers.get(readingKey(metric, each)) ?? { points: [] };
  const counted = answers.get(readingKey('requests', fine)) ?? { points: [] };
  if (whole === 'percentile') {
    const [ofWindow, ofPeriods] = [answerFor(window.to - window.from), answerFor(period)];
    const failed = ofWindow.problem ?? ofPeriods.problem;
    const at = ({ points }: MetricAnswer, { from }: EvidenceWindow) =>
      points.find(({ t }) => t === from)?.value ?? null;
    return {
      answer: failed === undefined ? ofPeriods : { points: [], problem: failed },
      finely: answerFor(fine),
      whole: (each) => at(ofWindow, each),
      course: (part) => at(ofPeriods, part),
    };
  }
  const answer = answerFor(fine);
  if (whole === 'sum') {
    const sum = (part: EvidenceWindow) => sumOf(inside(answer, part));
    // Of a period that is not over, a count would seem to fall.
    const course = (part: EvidenceWindow) => (part.to - part.from < period ? null : sum(part));
    return { answer, finely: answer, whole: sum, course };
  }
  // What rates weigh is not known without the requests.
  const requests = new Map(counted.points.map(({ t, value }) => [t, value]));
  const mean = (part: EvidenceWindow) => weightedMean(inside(answer, part), requests);
  const problem = answer.problem ?? counted.problem;
  return {
    answer: problem === undefined ? answer : { points: [], problem },
    finely: answer,
    whole: mean,
    course: mean,
  };
}

function inside({ points }: MetricAnswer, { from, to }: EvidenceWindow): readonly MetricPoint[] {
  return points.filter(({ t }) => t >= from && t < to);
}

/** The window in periods, oldest first; the last may be shorter. */
function periodsOf({ from, to }: EvidenceWindow, period: number): EvidenceWindow[] {
  return Array.from({ length: Math.ceil((to - from) / period) }, (_, at) => ({
    from: from + at * period,
    to: Math.min(to, from + (at + 1) * period),
  }));
}

function pointIn({ points }: MetricAnswer): (part: EvidenceWindow) => FigurePoint {
  const known = new Map(points.map(({ t, value }) => [t, value]));
  return ({ from }) => ({ t: from, value: known.get(from) ?? null });
}

/** A metric that is paid for is missing where it is off; else nothing was asked of the CDN. */
function whyNone(
  paid: boolean,
  { points }: MetricAnswer,
  { grid, answers, turnOn }: CdnReading,
): Pick<Figure, 'lack' | 'remarks'> {
  const requests = answers.get(readingKey('requests', grid.fine))?.points ?? [];
  const counted = sumOf(inside({ points: requests }, grid.window)) ?? 0;
  if (counted === 0) return { lack: lackOf('no-requests'), remarks: [] };
  if (!paid || points.length > 0) return { lack: lackOf('no-whole-value'), remarks: [] };
  const remark = lackOf('additional-metrics-are-paid', turnOn);
  return { lack: lackOf('no-additional-metrics'), remarks: [remark] };
}
