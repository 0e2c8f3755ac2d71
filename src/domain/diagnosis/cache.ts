import type { Collected } from '../evidence/findings.ts';
import { cacheLimits, cacheVerdict, faultText } from '../speed/cache-rules.ts';
import type { CacheState } from '../speed/findings.ts';
import { say } from '../text/language.ts';
import { known, type Observation, observe } from './observation.ts';

/** Points below the usual from which on it is a change. */
const clearDrop = 15;

/** The hit ratio where the edge answers much less from its cache than it should; else null. */
function lowRatio({ hitRatio, usualHitRatio }: CacheState): number | null {
  if (hitRatio === null) return null;
  const isLow = hitRatio < cacheLimits.ratioAlarm || hitRatio < (usualHitRatio ?? 0) - clearDrop;
  return isLow ? hitRatio : null;
}

function staleness({ stale }: CacheState): Observation[] {
  if (stale === null) return [];
  const text = say(
    `the edge serves ${stale.serves}, ${stale.deployed} was deployed`,
    `엣지 제공 버전 ${stale.serves}, 배포된 버전 ${stale.deployed}`,
  );
  return [observe('cache-stale', text)];
}

function missing({ missing: files }: CacheState): Observation[] {
  if (files.length === 0) return [];
  const text = say(
    `${files.length} file(s) that the page names are gone: ${files[0]}`,
    `페이지가 참조하는 파일 ${files.length}개가 없습니다: ${files[0]}`,
  );
  return [observe('cache-missing', text)];
}

function misses(state: CacheState): Observation[] {
  const low = lowRatio(state);
  if (low === null) return [];
  const ratio = low.toFixed(1);
  const usual = state.usualHitRatio?.toFixed(1);
  const text = say(
    `the hit ratio is ${ratio} %${usual ? `, usually ${usual} %` : ''}`,
    `캐시 적중률 ${ratio} %${usual ? `, 평소 ${usual} %` : ''}`,
  );
  return [observe('cache-misses', text)];
}

/** A slow origin is felt where the edge keeps little; where it keeps much, by those whose page it fetches. */
function origin({ originLatency }: CacheState, isMissed: boolean): Observation[] {
  const latency = originLatency ?? 0;
  if (latency < cacheLimits.latency) return [];
  const took = Math.round(latency);
  const text = say(`the origin takes ${took} ms`, `오리진 응답 시간 ${took} ms`);
  if (isMissed) return [observe('cache-origin', text)];
  return [observe(latency > cacheLimits.latencyAlarm ? 'origin-slow' : 'origin-slowish', text)];
}

function headers({ files }: CacheState): Observation[] {
  const faulty = files.find(({ fault }) => fault !== null);
  if (!faulty) return [];
  const told = faultText(faulty);
  const text = say(
    `cache headers of ${faulty.url}: ${told?.en}`,
    `캐시 헤더 ${faulty.url}: ${told?.ko}`,
  );
  return [observe('cache-headers', text)];
}

/** For and against the cache, and the origin behind it, as the cause. */
export function cacheClues(collected: Collected): Observation[] {
  const state = known(collected['cache-state']);
  if (state === null) return [];
  const clues = [...staleness(state), ...missing(state), ...misses(state), ...headers(state)];
  const ofOrigin = [...failing(state), ...origin(state, lowRatio(state) !== null)];
  if (clues.length > 0 || ofOrigin.length > 0) return [...clues, ...ofOrigin];
  const ratio = state.hitRatio ?? 100;
  if (cacheVerdict(state) === 'ok') return [observe('cache-fine', fine)];
  const text = say(
    `the hit ratio is ${ratio.toFixed(1)} %, a little low`,
    `캐시 적중률 ${ratio.toFixed(1)} %, 다소 낮습니다`,
  );
  return [observe('cache-middling', text)];
}

const fine = say(
  'the edge serves what was deployed, with right headers',
  '엣지는 배포된 버전을 올바른 헤더로 제공합니다',
);

function failing({ files }: CacheState): Observation[] {
  const failed = files.find(({ status }) => status >= 500);
  if (failed === undefined) return [];
  const text = say(
    `${failed.url} answers ${failed.status}`,
    `${failed.url} 응답 코드 ${failed.status}`,
  );
  return [observe('origin-fails', text)];
}
