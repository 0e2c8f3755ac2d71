import type { Collected } from '../evidence/findings.ts';
import type { CacheState } from '../speed/findings.ts';
import { say, type Text } from '../text/language.ts';
import { known } from './observation.ts';
import { bundleIssue, cacheIssue, imageIssue, loadingIssue } from './speed-issues.ts';
import type { HypothesisId, Response } from './types.ts';

interface Advice {
  readonly response: Response;
  readonly notes: readonly Text[];
}

const look: Response = { kind: 'look-further' };

const originNote = say(
  'the CDN keeps its copies: look at what answers behind it, its load and its last change, and the status page of its vendor',
  'CDN 캐시는 정상입니다: 오리진의 부하와 최근 변경, 업체 상태 페이지를 확인하십시오',
);

const deployNote = say(
  'compare with the version before: roll back with tsops rollback where users suffer, else plan the repair',
  '이전 버전과 비교하십시오: 영향이 크면 tsops rollback으로 되돌리고, 아니면 수정을 계획하십시오',
);

/** Paths whose copies are wrong; everything where the page itself is, since one wildcard costs one path. */
function pathsOf({ stale, missing, files }: CacheState): string[] {
  if (stale !== null || missing.length > 0) return ['/*'];
  return files.filter(({ state }) => state === 'error').map(({ url }) => new URL(url).pathname);
}

/** An invalidation helps where copies are wrong; where nothing is kept, it would empty the cache still more. */
function cacheAdvice(state: CacheState | null): Advice {
  if (state === null) return { response: look, notes: [] };
  const paths = pathsOf(state);
  if (paths.length > 0) return { response: { kind: 'invalidate', paths }, notes: [] };
  const note = say(
    'no invalidation is recommended: the edge keeps too little, not too long',
    '캐시 무효화를 권하지 않습니다: 엣지가 오래 보관하는 것이 아니라 보관하지 못합니다',
  );
  return { response: cacheIssue(state), notes: [note] };
}

/** The response to what is recommended. */
export function speedAdvice(recommended: HypothesisId, collected: Collected): Advice {
  const advice: Readonly<Record<string, () => Advice>> = {
    cache: () => cacheAdvice(known(collected['cache-state'])),
    origin: () => ({ response: look, notes: [originNote] }),
    'recent-deployment': () => ({ response: look, notes: [deployNote] }),
    'bundle-growth': () => ({ response: bundleIssue(collected), notes: [] }),
    'resource-loading': () => ({ response: loadingIssue(collected), notes: [] }),
    images: () => ({ response: imageIssue(collected), notes: [] }),
    'false-alarm': () => ({ response: { kind: 'watch' }, notes: [] }),
  };
  return advice[recommended]?.() ?? { response: look, notes: [] };
}
