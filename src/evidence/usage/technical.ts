/* The technical rows of MONITORING 4.3, which analytics does not have: errors by request, and how pages load. */
import { asTsopsError, problemOf } from '../../contract/errors.ts';
import { lackOf } from '../../domain/evidence/lacks.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { type Figure, type FigureTarget, figureVerdict } from '../../domain/numbers/figure.ts';
import { periodFor } from '../../domain/numbers/period.ts';
import type { ErrorsRead } from '../../ports/errors.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { errorsReading, partOf } from '../reading/errors.ts';

/** MONITORING section 3.2. */
const lcpTarget: FigureTarget = { is: 'at-most', value: 2500, bad: 4000 };

/** Errors by a hundred requests, as High Error Rate counts them. */
export async function errorsFigure(inquiry: Inquiry, signal: AbortSignal): Promise<Figure> {
  const { config, environment, pinned } = inquiry;
  const { window } = pinned;
  const base = {
    id: 'errors-per-request',
    unit: 'percent',
    target: { is: 'at-most', value: config.runbooks.errorRate },
    source: 'errors-and-requests',
    series: [],
    window,
    remarks: [],
  } as const;
  return orUnknown(inquiry, base, async () => {
    const cdn = config.environments[environment]?.cdn;
    if (cdn === undefined)
      return { value: null, before: null, lack: lackOf('no-cdn', environment) };
    const reading = errorsReading(inquiry, signal);
    const rate = (span: EvidenceWindow) => errorRateIn(inquiry, cdn, span, reading);
    const [value, before] = await Promise.all([
      rate(window),
      partOf(rate(earlier(window)), inquiry.context.signal),
    ]);
    const lack = value === null ? { lack: lackOf('no-requests') } : {};
    return { value, before: before.value, ...lack };
  });
}

async function errorRateIn(
  { context }: Inquiry,
  cdn: { readonly provider: string; readonly id: string },
  span: EvidenceWindow,
  reading: ErrorsRead,
): Promise<number | null> {
  const [tracker, metrics] = await Promise.all([
    context.services.errors(),
    context.services.metrics(cdn.provider),
  ]);
  const { timeout = 10_000, signal = context.signal } = reading;
  const period = periodFor(span.to - span.from);
  const [{ events }, requests] = await Promise.all([
    tracker.errors(span, reading),
    metrics.series(cdn.id, 'requests', span, period, { timeout, signal }),
  ]);
  const total = requests.reduce((sum, { value }) => sum + value, 0);
  return total > 0 ? (100 * events) / total : null;
}

/** LCP, the moment at which people see the page: no analytics has the load itself. */
export async function pageLoadFigure(inquiry: Inquiry, signal: AbortSignal): Promise<Figure> {
  const { context, pinned } = inquiry;
  const { window } = pinned;
  const base = {
    id: 'page-load',
    unit: 'milliseconds',
    target: lcpTarget,
    source: 'browser-reports',
    series: [],
    window,
    remarks: [],
  } as const;
  return orUnknown(inquiry, base, async () => {
    const tracker = await context.services.errors();
    const reading = errorsReading(inquiry, signal);
    const step = periodFor(window.to - window.from);
    const [now, before, course] = await Promise.all([
      tracker.vitals(window, reading),
      partOf(tracker.vitals(earlier(window), reading), context.signal),
      partOf(tracker.vitalOverTime('lcp', window, step, reading), context.signal),
    ]);
    const value = now.lcp ?? null;
    const points = course.value?.points ?? [];
    return {
      value,
      before: before.value?.lcp ?? null,
      series: points.map(({ t, value: lcp }) => ({ t: t - (course.value?.step ?? 0), value: lcp })),
      ...(value === null ? { lack: lackOf('no-page-loads') } : {}),
    };
  });
}

const earlier = ({ from, to }: EvidenceWindow): EvidenceWindow => ({
  from: from - (to - from),
  to: from,
});

type TechnicalReading = Pick<Figure, 'value' | 'before'> & Partial<Pick<Figure, 'series' | 'lack'>>;

/** A source that fails leaves the others standing. */
async function orUnknown(
  { context }: Inquiry,
  base: Omit<Figure, 'verdict' | 'value' | 'before' | 'readAt'>,
  read: () => Promise<TechnicalReading>,
): Promise<Figure> {
  try {
    const told = await read();
    const verdict = figureVerdict(told.value, base.target);
    return { ...base, ...told, verdict, readAt: context.clock.now() };
  } catch (thrown) {
    context.signal.throwIfAborted();
    const problem = problemOf(asTsopsError(thrown));
    const readAt = context.clock.now();
    return { ...base, verdict: 'unknown', value: null, before: null, readAt, problem };
  }
}
