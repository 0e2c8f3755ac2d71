import { asTsopsError, problemOf } from '../../contract/errors.ts';
import { type Lack, lackOf } from '../../domain/evidence/lacks.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { usageFiguresWording } from '../../domain/evidence/wording/usage-figures.ts';
import type { Figure, FigureSet } from '../../domain/numbers/figure.ts';
import { usageMeasures, usageShares } from '../../domain/numbers/usage.ts';
import type { Analytics, AnalyticsReach } from '../../ports/analytics.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle } from '../asking/settle.ts';
import { deployMarks } from '../reading/deploy-marks.ts';
import { liveFigureOf, unmeasured, usageFiguresOf } from './counted.ts';
import { errorsFigure, pageLoadFigure } from './technical.ts';

/** How people use the site (MONITORING 4.3): what analytics counts, and what errors and browsers tell beside it. */
const usageFigures: Collector<'usage-figures'> = (inquiry) => {
  const { context, environment, pinned, budget } = inquiry;
  const question = {
    question: `how is ${environment} used`,
    source: 'Google Analytics or Mixpanel; Sentry, CloudWatch',
    // Its parts settle within the budget themselves.
    budget: budget + 1000,
    window: pinned.window,
  };
  return settle<FigureSet>(context, question, async (signal) => {
    const [marks, counted, errors, load] = await Promise.all([
      deployMarks(inquiry, pinned.window),
      countedFigures(inquiry, { timeout: budget, signal }),
      errorsFigure(inquiry, signal),
      pageLoadFigure(inquiry, signal),
    ]);
    const browsers = counted.filter(({ id }) => id === 'browser-share');
    const others = counted.filter(({ id }) => id !== 'browser-share');
    const figures = [...others, errors, load, ...browsers];
    const value = { figures, marks };
    const told = figures.filter((figure) => figure.verdict !== 'unknown' && figure.value !== null);
    const failed = figures.find(({ problem }) => problem !== undefined)?.problem;
    const known = worst(told.map(({ verdict }) => verdict));
    const verdict = told.length === 0 ? (failed === undefined ? 'no-data' : 'unknown') : known;
    return {
      verdict: failed !== undefined && verdict === 'ok' ? 'unknown' : verdict,
      value,
      stands: true,
      detail: usageFiguresWording.sentence(value).en,
      ...(failed === undefined ? {} : { problem: failed }),
    };
  });
};
export default usageFigures;

const ids = [...usageMeasures, ...usageShares];

async function countedFigures(inquiry: Inquiry, reach: AnalyticsReach): Promise<readonly Figure[]> {
  const { context, environment } = inquiry;
  const now = context.clock.now();
  let analytics: Analytics;
  try {
    analytics = await context.services.analytics();
  } catch (thrown) {
    context.signal.throwIfAborted();
    const problem = problemOf(asTsopsError(thrown));
    return withoutValue(null, now, { problem });
  }
  if (environment !== 'production') {
    return withoutValue(analytics, now, { lack: lackOf('analytics-of-production') });
  }
  if (analytics.notSet.length > 0) {
    const lack = lackOf('analytics-not-set', analytics.notSet.join(', '));
    return withoutValue(analytics, now, { lack });
  }
  const settled = async (read: () => Promise<readonly Figure[]>, live: boolean) => {
    try {
      return await read();
    } catch (thrown) {
      context.signal.throwIfAborted();
      const problem = problemOf(asTsopsError(thrown));
      const missing = withoutValue(analytics, context.clock.now(), { problem });
      return missing.filter(({ id }) => (id === 'traffic-now') === live);
    }
  };
  const [live, used] = await Promise.all([
    settled(async () => [await liveFigureOf(inquiry, analytics, reach)], true),
    settled(() => usageFiguresOf(inquiry, analytics, reach), false),
  ]);
  return [...live, ...used];
}

/** Every figure of analytics with the one reason why it is not there. */
function withoutValue(
  analytics: Analytics | null,
  readAt: number,
  why: { readonly lack: Lack } | { readonly problem: Problem },
): readonly Figure[] {
  const { live, usage } = analytics?.sources ?? {
    live: 'live-analytics',
    usage: 'visit-analytics',
  };
  const verdict = 'problem' in why ? 'unknown' : 'no-data';
  return [
    { ...unmeasured('traffic-now', live, readAt), verdict, ...why },
    ...ids.map((id): Figure => ({ ...unmeasured(id, usage, readAt), verdict, ...why })),
  ];
}
