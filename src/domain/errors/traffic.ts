import type { ErrorRate } from './findings.ts';

/** So many times the usual requests are a surge of traffic, our own figure. */
const surge = 2;
/** By so much the errors may have grown beyond the traffic: counts of everyday errors are small, and scatter. */
const leeway = 1.5;

/**
 * How many times the requests of yesterday there are, where that alone explains the errors: as few a request as ever.
 * Null where there is no such surge, or it is not known.
 */
export function trafficBehind(rate: ErrorRate): number | null {
  const { requests, usualRequests, perMinute, dayAgo, weekAgo } = rate;
  const usual = Math.max(dayAgo ?? 0, weekAgo ?? 0);
  if (requests === null || !usualRequests || usual === 0) return null;
  const times = requests / usualRequests;
  return times >= surge && perMinute <= leeway * times * usual ? times : null;
}
