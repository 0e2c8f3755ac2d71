import { labSettings } from '../../config/capabilities/lab.ts';
import { lackOf } from '../../domain/evidence/lacks.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { labFiguresWording } from '../../domain/evidence/wording/lab-figures.ts';
import {
  assertBudgets,
  type BudgetResult,
  labBudgets,
  targetOf,
  unitOf,
} from '../../domain/lab/budgets.ts';
import { comparableWith } from '../../domain/lab/compare.ts';
import type { LabSet } from '../../domain/lab/set.ts';
import type { Figure, FigureSet } from '../../domain/numbers/figure.ts';
import type { Collector } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';
import { deployMarks } from '../reading/deploy-marks.ts';
import { siteOf } from '../reading/page-load.ts';

/** The last set of lab runs that was kept here, with those that are comparable. It measures nothing itself. */
const labFigures: Collector<'lab-figures'> = (inquiry) => {
  const { context, config, environment, budget } = inquiry;
  const question = {
    question: `how did the last kept set of lab runs of ${environment} stand`,
    source: 'Lighthouse',
    budget: budget + 500,
  };
  return settle<FigureSet>(context, question, async () => {
    const { url } = siteOf(inquiry);
    const { device } = labSettings(config);
    const history = await context.services.labHistory();
    const [last, ...earlier] = (await history.sets(url)).filter(
      ({ conditions, values }) =>
        conditions.formFactor === device && labBudgets.every(({ metric }) => metric in values),
    );
    if (last === undefined) return withoutData('no-lab-set', url);
    const comparable = [...comparableWith(last, earlier)].reverse();
    const figures = assertBudgets(last, labBudgets).map((result) =>
      figureOf(result, last, comparable),
    );
    const [oldest = last] = comparable;
    const marks = await deployMarks(inquiry, { from: oldest.at, to: last.at });
    const value = { figures, marks };
    const verdict = worst(figures.map((figure) => figure.verdict));
    return { verdict, value, detail: labFiguresWording.sentence(value).en };
  });
};
export default labFigures;

/** `comparable` is oldest first, without the last. */
function figureOf(result: BudgetResult, last: LabSet, comparable: readonly LabSet[]): Figure {
  const { metric, measured, verdict } = result;
  const [oldest = last] = comparable;
  return {
    id: `lab-${metric}`,
    verdict,
    value: measured,
    unit: unitOf(metric),
    target: targetOf(result),
    before: comparable.at(-1)?.values[metric] ?? null,
    series: [...comparable, last].map(({ at, values }) => ({
      t: at,
      value: values[metric] ?? null,
    })),
    source: 'lab-sets',
    window: { from: oldest.at, to: last.at },
    readAt: last.at,
    remarks: [lackOf('of-one-machine', last.conditions.program, String(last.runs))],
  };
}
