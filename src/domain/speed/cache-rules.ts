/* What a CDN's headers tell of a copy, and what is wrong with the headers of a single-page app's files. */

import type { Verdict } from '../evidence/verdict.ts';
import { say, type Text } from '../text/language.ts';
import { formatDuration } from '../time/duration.ts';
import { spanText } from '../time/span-text.ts';
import type { CacheFile, CacheState, HeaderFault } from './findings.ts';

type Headers = Readonly<Record<string, string>>;

/** From `x-cache` (CloudFront, Fastly), `x-vercel-cache` or `cf-cache-status`; `none` where none came. */
export function cacheStateOf(headers: Headers): CacheFile['state'] {
  const told = headers['x-cache'] ?? headers['x-vercel-cache'] ?? headers['cf-cache-status'] ?? '';
  // Fastly names every layer; the last one is nearest to the reader.
  const nearest = told
    .slice(told.lastIndexOf(',') + 1)
    .trim()
    .toLowerCase();
  if (/^(?:refresh ?hit|revalidated|updating)/.test(nearest)) return 'refresh-hit';
  if (/^(?:lambda|function)generatedresponse|^hit|^stale|^prerender/.test(nearest)) return 'hit';
  // CloudFront: `Error`, and `LambdaExecutionError` and the like where its edge functions fail.
  if (/^\w*error\b/.test(nearest)) return 'error';
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

/** What is wrong with `cache-control`; null where nothing is. */
export function headerFault(
  kind: CacheFile['kind'],
  hashed: boolean,
  control: string,
): HeaderFault | null {
  const seconds = keptFor(control);
  if (kind === 'page') {
    return seconds === null || seconds > pageFor ? { of: 'page', seconds } : null;
  }
  const short = hashed && (seconds ?? 0) < assetFor;
  return short ? { of: 'hashed', seconds } : null;
}

/** A fault in a phrase. */
export function headerFaultText({ of, seconds }: HeaderFault): Text {
  if (seconds === null) {
    return of === 'page'
      ? say(
          'no cache-control: each browser decides by itself how long it keeps it',
          'cache-control 없음: 보관 기간을 브라우저가 정합니다',
        )
      : say('hashed, and yet no cache-control', '해시 파일인데 cache-control이 없습니다');
  }
  const span = formatDuration(seconds * 1000);
  const { ko } = spanText(seconds * 1000);
  return of === 'page'
    ? say(`browsers keep it ${span} without asking`, `브라우저가 ${ko} 동안 확인 없이 보관합니다`)
    : say(`hashed, and yet kept only ${span}`, `해시 파일인데 ${ko}만 보관됩니다`);
}

/** What is wrong with a file's headers; null where nothing is. */
export function faultText({ fault, faultCode }: CacheFile): Text | null {
  if (faultCode !== undefined) return headerFaultText(faultCode);
  return fault === null ? null : say(fault, fault);
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
