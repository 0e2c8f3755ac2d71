import { lackOf } from '../../domain/evidence/lacks.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { cdnFiguresWording } from '../../domain/evidence/wording/cdn-figures.ts';
import { cdnMeasures } from '../../domain/numbers/cdn-measures.ts';
import type { Figure, FigureSet } from '../../domain/numbers/figure.ts';
import { type FigureGrid, gridFor } from '../../domain/numbers/period.ts';
import { figureSources } from '../../domain/numbers/sources.ts';
import type { MetricAsk, MetricsRead } from '../../ports/metrics.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { type SettledAnswer, settle, withoutData } from '../asking/settle.ts';
import { deployMarksWithin } from '../reading/deploy-marks.ts';
import { type CdnReading, figureOfMeasure, readingKey } from './figure-of-measure.ts';

/** Milliseconds that the figures wait for the deploys which mark them. */
const marksWithin = 2_500;

/** What the CDN counted and measured, against the limits of MONITORING 5.1, with the window before beside it. */
const cdnFigures: Collector<'cdn-figures'> = (inquiry) => {
  const { context, config, environment, pinned, budget } = inquiry;
  const { from, to } = pinned.window;
  // What is younger may still come in: counts would seem to fall.
  const grid = gridFor(to - figureSources['cdn-metrics'].lag, to - from, context.clock.now());
  const question = {
    question: `how does the CDN of ${environment} stand`,
    source: 'CloudWatch',
    budget: budget + 500,
    window: grid.window,
  };
  return settle<FigureSet>(context, question, async (signal) => {
    const cdn = config.environments[environment]?.cdn;
    if (cdn === undefined) return withoutData('no-cdn', environment);
    const [marks, reading] = await Promise.all([
      deployMarksWithin(inquiry, grid.window, Math.min(marksWithin, budget / 2)),
      readCdn(inquiry, cdn, grid, { timeout: budget, signal }),
    ]);
    const figures = cdnMeasures.map((measure) => figureOfMeasure(measure, reading));
    if (marks !== null) return answerOf({ figures, marks });
    const unmarked = lackOf('no-deploys-known');
    const remarked = figures.map((each) => ({ ...each, remarks: [...each.remarks, unmarked] }));
    return answerOf({ figures: remarked, marks: [] });
  });
};
export default cdnFigures;

/** All metrics of both windows in one request. Throws where none was answered. */
async function readCdn(
  { context }: Inquiry,
  { provider, id }: { readonly provider: string; readonly id: string },
  grid: FigureGrid,
  read: MetricsRead,
): Promise<CdnReading> {
  const metrics = await context.services.metrics(provider);
  const length = grid.window.to - grid.window.from;
  const asks: MetricAsk[] = cdnMeasures.flatMap(({ metric, whole, target }) => {
    // A percentile does not follow from those of shorter times.
    const own = whole === 'percentile' ? [grid.period, length] : [];
    const finely = whole === 'percentile' && target === null ? [] : [grid.fine];
    return [...new Set([...finely, ...own])].map((period) => ({ metric, period }));
  });
  const both: EvidenceWindow = { from: grid.before.from, to: grid.window.to };
  const answers = await metrics.seriesOfAll(id, asks, both, read);
  return {
    grid,
    answers: new Map(
      asks.map(({ metric, period }, at) => [
        readingKey(metric, period),
        answers[at] ?? { points: [] },
      ]),
    ),
    turnOn: metrics.turnOn(id),
    readAt: context.clock.now(),
  };
}

/** Bad where a figure is; else not known where one could not be asked, whatever the others say. */
function answerOf(value: FigureSet): SettledAnswer<FigureSet> {
  const { figures } = value;
  const failed = figures.find(({ problem }) => problem !== undefined)?.problem;
  const told = worst(figures.filter(isTold).map(({ verdict }) => verdict));
  const answer = { value, detail: cdnFiguresWording.sentence(value).en, stands: true } as const;
  if (failed !== undefined) {
    return { ...answer, verdict: told === 'bad' ? 'bad' : 'unknown', problem: failed };
  }
  if (figures.some(isTold)) return { ...answer, verdict: told };
  // One reason for all is told once.
  const lack = figures[0]?.lack ?? lackOf('no-requests');
  return { ...answer, verdict: 'no-data', lack };
}

const isTold = ({ value }: Figure): boolean => value !== null;
