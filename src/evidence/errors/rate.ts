import type { ErrorOnset } from '../../domain/errors/findings.ts';
import { errorRateOf, errorRateVerdict } from '../../domain/errors/rate.ts';
import { minutesIn } from '../../domain/evidence/pinned-time.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { errorRateWording } from '../../domain/evidence/wording/error-rate.ts';
import { requestsOf } from '../../domain/site/requests.ts';
import { minute } from '../../domain/time/units.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle } from '../asking/settle.ts';
import { carryReason, errorsQuestion, errorsReading, partOf } from '../reading/errors.ts';
import { requestsPerMinute } from '../reading/requests.ts';

/** Sentry's errors against the CDN's requests, now and in the same minutes of other days. */
const errorRate: Collector<'error-rate'> = (inquiry) => {
  const { context, config, pinned } = inquiry;
  const question = errorsQuestion(inquiry, 'how many errors per request', { unit: '%', after: 1 });
  return settle(context, { ...question, source: 'Sentry, CloudWatch' }, async (signal) => {
    const reach = { timeout: inquiry.budget, signal };
    const [onset, requests, usual, day, week] = await Promise.all([
      inquiry.ask('error-onset'),
      partOf(requestsPerMinute(inquiry, pinned.window, reach), context.signal),
      partOf(requestsPerMinute(inquiry, pinned.baselines.day, reach), context.signal),
      errorsAt(inquiry, pinned.baselines.day, signal),
      errorsAt(inquiry, pinned.baselines.week, signal),
    ]);
    if (onset.value === null) return carryReason(onset);
    const minutes = minutesIn(pinned.window);
    const value = errorRateOf(
      {
        errors: countsIn(onset.value, pinned.window),
        requests: requests.value ?? new Array<null>(minutes).fill(null),
      },
      {
        hourAgo: hourAgo(onset.value, pinned.baselines.hour),
        dayAgo: day,
        weekAgo: week,
        ...(usual.value === null ? {} : { usualRequests: requestsOf(usual.value) }),
      },
      config.runbooks.errorRate,
    );
    const said = errorRateWording.sentence(value).en;
    const detail = requests.lack === null ? said : `${said}; requests: ${requests.lack}`;
    return { verdict: errorRateVerdict(value, minutes), value, detail };
  });
};
export default errorRate;

/** Errors of each minute of a window within the history. */
function countsIn({ from, counts }: ErrorOnset, window: EvidenceWindow): number[] {
  const first = Math.round((window.from - from) / minute);
  return Array.from({ length: minutesIn(window) }, (_, index) => counts[first + index] ?? 0);
}

function hourAgo(onset: ErrorOnset, window: EvidenceWindow): number | null {
  if (window.from < onset.from) return null;
  const counts = countsIn(onset, window);
  return counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
}

/** Errors a minute; null where Sentry does not tell. */
async function errorsAt(inquiry: Inquiry, window: EvidenceWindow, signal: AbortSignal) {
  const { services, signal: interrupt } = inquiry.context;
  const { value } = await partOf(
    services.errors().then((tracker) => tracker.errors(window, errorsReading(inquiry, signal))),
    interrupt,
  );
  return value === null ? null : value.events / minutesIn(window);
}
