import type { SiteUp } from './findings.ts';
import { requestsOf } from './requests.ts';

type Visitors = NonNullable<SiteUp['visitors']>;
/** Requests of each minute; null where the CDN has not told it. */
type Counts = readonly (number | null)[];

/** The share of the requests from which on people are missing. Our own figure: days differ by less, and so do minutes. */
const many = 0.2;
/** Minutes that are compared with as many before them, and of the last that the CDN may not have told whole. */
const span = 5;
const late = 3;

/**
 * The requests of today's last `minutes` against those of earlier days, and the sharpest fall in all that is known of
 * today. Of the earlier days the one with fewer requests, as another may have had a surge. Null where there is nothing
 * to compare with.
 */
export function visitorsOf(
  today: Counts,
  earlier: readonly Counts[],
  minutes: number,
): Visitors | null {
  const requests = requestsOf(today.slice(-minutes));
  const levels = earlier.flatMap((counts) => requestsOf(counts.slice(-minutes)) ?? []);
  if (requests === null || levels.length === 0) return null;
  return { requests, usual: Math.min(...levels), fell: sharpestFall(today.slice(0, -late)) };
}

/** The share (0 to 1) that was lost from five minutes to the next five. */
function sharpestFall(counts: Counts): number {
  const falls = counts.map((_, i) => {
    const before = i < span ? null : requestsOf(counts.slice(i - span, i));
    const after = i + span > counts.length ? null : requestsOf(counts.slice(i, i + span));
    return before && after !== null ? 1 - after / before : 0;
  });
  return Math.max(0, ...falls);
}

/** The share of the usual requests that is missing; null where as many come as usual, or it is not known. */
export function missingVisitors({ visitors }: Pick<SiteUp, 'visitors'>): number | null {
  if (!visitors || visitors.usual === 0) return null;
  const missing = 1 - visitors.requests / visitors.usual;
  return missing > many ? missing : null;
}

/** The share that went within five minutes; null where hardly anybody did. A crowd goes as it came, by and by. */
export function suddenlyGone({ visitors }: Pick<SiteUp, 'visitors'>): number | null {
  return visitors && visitors.fell > many ? visitors.fell : null;
}
