/* What a CDN's headers tell of a copy, and what is wrong with the headers of a single-page app's files. */

import type { Verdict } from '../evidence/verdict.ts';
import { formatDuration } from '../time/duration.ts';
import type { CacheFile, CacheState } from './findings.ts';

type Headers = Readonly<Record<string, string>>;

/** From `x-cache` (CloudFront, Fastly), `x-vercel-cache` or `cf-cache-status`; `none` where none came. */
export function cacheStateOf(headers: Headers): CacheFile['state'] {
  const told = headers['x-cache'] ?? headers['x-vercel-cache'] ?? headers['cf-cache-status'] ?? '';
  // Fastly names every layer; the last one is nearest to the reader.
  const nearest = told.split(',').at(-1)?.trim().toLowerCase() ?? '';
  if (/^(?:refresh ?hit|revalidated|updating)/.test(nearest)) return 'refresh-hit';
  if (/^(?:lambda|function)?generatedresponse|^hit|^stale|^prerender/.test(nearest)) return 'hit';
  if (/^error/.test(nearest)) return 'error';
  return nearest === '' ? 'none' : 'miss';
}

/** Seconds, of `age`; null where it is none. */
export function ageOf(headers: Headers): number | null {
  return /^\d{1,10}$/.test(headers.age ?? '') ? Number(headers.age) : null;
}

/** Browsers may keep the page this long without asking: a deploy reaches everyone within. Seconds. */
const pageFor = 5 * 60;
/** A hashed file never changes; Lighthouse (uses-long-cache-ttl) needs a month at least. Seconds. */
const assetFor = 30 * 86_400;

/** What is wrong with `cache-control`, in a phrase; null where nothing is. */
export function headerFault(
  kind: CacheFile['kind'],
  hashed: boolean,
  control: string,
): string | null {
  const kept = keptFor(control);
  if (kind === 'page') {
    if (kept === null)
      return 'no cache-control: each browser decides by itself how long it keeps it';
    return kept > pageFor ? `browsers keep it ${formatDuration(kept * 1000)} without asking` : null;
  }
  if (!hashed) return null;
  if (kept === null) return 'hashed, and yet no cache-control';
  return kept < assetFor ? `hashed, and yet kept only ${formatDuration(kept * 1000)}` : null;
}

/** Seconds for which a browser need not ask again; null where the header does not say. */
function keptFor(control: string): number | null {
  const told = control.toLowerCase();
  if (/\bno-(?:cache|store)\b/.test(told)) return 0;
  const age = /(?<![\w-])max-age=(\d{1,12})/.exec(told)?.[1];
  return age === undefined ? null : Number(age);
}

/**
 * MONITORING section 5: a hit ratio above 90 % and an origin latency below 500 ms are good. Bad are the
 * alarms: below 80 % (Low Cache Hit Ratio), above 1,000 ms (OriginLatency).
 */
export const cacheLimits = { ratio: 90, ratioAlarm: 80, latency: 500, latencyAlarm: 1000 } as const;

export function cacheVerdict(state: CacheState): Verdict {
  const ratio = state.hitRatio ?? 100;
  const latency = state.originLatency ?? 0;
  const failing = state.files.some(({ status }) => status >= 500);
  if (state.stale !== null || state.missing.length > 0 || failing) return 'bad';
  if (ratio < cacheLimits.ratioAlarm || latency > cacheLimits.latencyAlarm) return 'bad';
  const slow = ratio < cacheLimits.ratio || latency >= cacheLimits.latency;
  return slow || state.files.some(({ fault }) => fault !== null) ? 'warn' : 'ok';
}
