import type { LiveSeries } from '../../../domain/alerts/evaluation/live.ts';
import type { EvidenceWindow } from '../../../domain/evidence/shape.ts';
import { minute } from '../../../domain/time/units.ts';
import type { CountSeries, ErrorSeriesKind, ErrorsRead } from '../../../ports/errors.ts';
import type { MetricPoint } from '../../../ports/metrics.ts';
import { memoizeByKey } from '../../asking/memoize.ts';
import {
  type MetricContext,
  type MetricFamily,
  type SampleReads,
  type SampleRound,
  seriesAnswer,
} from './family.ts';

/** Issues that are looked through for new ones; beyond it they are the rarest of the window. */
const mostIssues = 300;

type Samples = LiveSeries['samples'];

export type ErrorMetric = 'error_count' | 'unhandled_rejections' | 'new_issues' | 'error_rate';

/** Sentry's counts by the minute, and errors per request with the CDN's. */
export const errorMetrics: MetricFamily<ErrorMetric> = {
  sources: {
    error_count: 'Sentry',
    unhandled_rejections: 'Sentry',
    new_issues: 'Sentry',
    error_rate: 'Sentry, CloudWatch',
  },
  samples: readsOf,
};

function readsOf(round: SampleRound): SampleReads<ErrorMetric> {
  const { environment, now, config, cdnPoints } = round;
  // What is younger may not have arrived yet.
  const whole = {
    from: Math.floor(round.window.from / minute) * minute,
    to: Math.floor((now - config.runbooks.arrival) / minute) * minute,
  };
  const counts = memoizeByKey((kind: ErrorSeriesKind) => countsOf(round, whole, kind));
  const answer = (read: () => Promise<Samples>) => async () =>
    seriesAnswer([{ labels: { env: environment }, samples: await read() }]);
  return {
    error_count: answer(() => counts('errors')),
    unhandled_rejections: answer(() => counts('unhandled-rejections')),
    new_issues: answer(() => newIssues(round, whole)),
    error_rate: answer(async () => {
      const [errors, requests] = await Promise.all([counts('errors'), cdnPoints('requests')]);
      return ratesOf(errors, requests);
    }),
  };
}

/** How Sentry is read for an environment; the configured one is that of production. Milliseconds. */
export function errorsReadOf(
  { context, environment }: Pick<MetricContext, 'context' | 'environment'>,
  timeout: number,
): ErrorsRead {
  const named = environment === 'production' ? {} : { environment };
  return { timeout, signal: context.signal, ...named };
}

async function countsOf(
  round: SampleRound,
  window: EvidenceWindow,
  kind: ErrorSeriesKind,
): Promise<Samples> {
  const tracker = await round.context.services.errors();
  return samplesOf(
    await tracker.errorsPerMinute(window, errorsReadOf(round, round.budget), kind),
    window.to,
  );
}

/** A count is known when its time is over. */
function samplesOf({ from, step, counts }: CountSeries, to: number): Samples {
  return counts
    .map((value, index) => ({ t: from + (index + 1) * step, value }))
    .filter(({ t }) => t <= to);
}

async function newIssues(round: SampleRound, window: EvidenceWindow): Promise<Samples> {
  const tracker = await round.context.services.errors();
  const issues = await tracker.issues(window, {
    ...errorsReadOf(round, round.budget),
    limit: mostIssues,
  });
  const counts = new Array<number>(Math.max(0, (window.to - window.from) / minute)).fill(0);
  for (const { firstSeen } of issues) {
    const index = firstSeen === null ? -1 : Math.floor((firstSeen - window.from) / minute);
    if (counts[index] !== undefined) counts[index] += 1;
  }
  return samplesOf({ from: window.from, step: minute, counts }, window.to);
}

/** Percent; a minute without requests, or whose requests are not known yet, has no rate. */
function ratesOf(errors: Samples, requests: readonly MetricPoint[]): Samples {
  const asked = new Map(requests.map(({ t, value }) => [t + minute, value]));
  return errors.flatMap(({ t, value }) => {
    const count = asked.get(t) ?? 0;
    return count > 0 ? [{ t, value: (100 * value) / count }] : [];
  });
}
