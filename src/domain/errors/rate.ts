import type { Verdict } from '../evidence/verdict.ts';
import { requestsOf } from '../site/requests.ts';
import type { ErrorRate } from './findings.ts';
import { changeProbability } from './onset-posterior.ts';
import { trafficBehind } from './traffic.ts';

/** MONITORING section 2: more than 10 errors a minute is High Error Rate. */
const manyPerMinute = 10;
/** MONITORING section 2: 200 % more than usual is an error spike. */
const spikeFactor = 3;
/** Minutes that count as now: the alert of MONITORING section 6 waits for five. */
const recentMinutes = 5;

export interface Counts {
  /** Errors in each minute of the window. */
  readonly errors: readonly number[];
  /** Requests in each minute of the window; null where the CDN has not told it. */
  readonly requests: readonly (number | null)[];
}

type Baselines = Pick<ErrorRate, 'hourAgo' | 'dayAgo' | 'weekAgo' | 'usualRequests'>;

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Percent; null where there were no requests, or they are not known. */
function rateOf(errors: number, requests: number | null): number | null {
  return requests === null || requests === 0 ? null : (100 * errors) / requests;
}

/** `limit` is percent. */
export function errorRateOf(
  { errors, requests }: Counts,
  baselines: Baselines,
  limit: number,
): ErrorRate {
  const recent = errors.slice(-recentMinutes);
  const allRequests = requestsOf(requests);
  // The CDN is late with its last minutes: then they are taken to be as busy as those before.
  const recentRequests =
    requestsOf(requests.slice(-recentMinutes)) ??
    (allRequests === null ? null : (allRequests * recent.length) / Math.max(1, errors.length));
  return {
    errors: total(errors),
    requests: allRequests,
    rate: rateOf(total(errors), allRequests),
    recentRate: rateOf(total(recent), recentRequests),
    perMinute: total(errors) / Math.max(1, errors.length),
    recentPerMinute: total(recent) / Math.max(1, recent.length),
    ...baselines,
    limit,
  };
}

/**
 * Bad: above the limit now, or many errors and far more than usual. Warn: it was above the limit within the
 * window, or there are clearly more than usual.
 */
export function errorRateVerdict(found: ErrorRate, minutes: number): Verdict {
  const { rate, recentRate, recentPerMinute, limit } = found;
  const surges = isSurge(found, minutes);
  if (recentRate !== null && recentRate > limit) return 'bad';
  if (recentPerMinute > manyPerMinute && surges !== false) return 'bad';
  return (rate !== null && rate > limit) || surges === true ? 'warn' : 'ok';
}

/** Null where it is not known what is usual. Errors that grew as the traffic did are none. */
function isSurge(found: ErrorRate, minutes: number): boolean | null {
  if (trafficBehind(found) !== null) return false;
  const known = [found.dayAgo, found.weekAgo].filter((rate) => rate !== null);
  const usual = known.length > 0 ? Math.max(...known) : found.hourAgo;
  if (usual === null) return null;
  if (found.recentPerMinute < spikeFactor * usual) return false;
  const recent = { total: found.recentPerMinute * recentMinutes, length: recentMinutes };
  return changeProbability({ total: usual * minutes, length: minutes }, recent, 1) > 0.99;
}
