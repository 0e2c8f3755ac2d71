import { lastSuccess } from '../deploys/not-served.ts';
import type { Collected } from '../evidence/findings.ts';
import { layerTexts } from '../evidence/wording/site-up.ts';
import { say, type Text } from '../text/language.ts';
import { hour, minute } from '../time/units.ts';
import { known } from './observation.ts';
import type { HypothesisId, Response } from './types.ts';

interface Advice {
  readonly response: Response;
  readonly notes: readonly Text[];
}

/** A deploy that ended so shortly before may have done it; nobody may say that it has. */
const tiedWithin = hour;

function deployBefore(collected: Collected): Text[] {
  const since = known(collected['site-up'])?.uptime?.since ?? null;
  const last = lastSuccess(known(collected['recent-deploys'])?.deploys ?? []);
  if (since === null || last === null || last.version === null) return [];
  const gap = since - (last.endedAt ?? last.at);
  if (gap < 0 || gap > tiedWithin) return [];
  const { version } = last;
  const minutes = Math.round(gap / minute);
  return [
    say(
      `it went down ${minutes} min after ${version} went live: ask whether to roll it back`,
      `${version} 배포 ${minutes}분 뒤 중단되었습니다: 롤백 여부를 함께 판단하십시오`,
    ),
  ];
}

function escalate(collected: Collected): Advice {
  const layer = known(collected['site-up'])?.layer ?? null;
  const where = layer === null ? null : layerTexts[layer];
  const notes = where ? [say(`where it fails: ${where.en}`, `실패 지점: ${where.ko}`)] : [];
  return { response: { kind: 'escalate' }, notes: [...notes, ...deployBefore(collected)] };
}

/** An invalidation where a CDN may hold the copy of before; else the version is deployed again. */
function bringForward(collected: Collected): Advice | null {
  const seen = known(collected['served-deploy']);
  if (seen === null || seen.deployed === null) return null;
  if (seen.state !== 'not-served' && seen.state !== 'mixed') return null;
  const version = seen.deployed;
  if (seen.fromElsewhere === true) {
    const [served = '?'] = seen.served;
    const text = say(
      `no copy of before: look which run wrote ${served} here, one of another environment for one, before it does again`,
      `이전 사본이 아닙니다. 다른 환경의 배포 등 어느 실행이 ${served}을(를) 올렸는지 먼저 확인하십시오`,
    );
    return { response: { kind: 'redeploy', version }, notes: [text] };
  }
  if (!seen.cached) return { response: { kind: 'redeploy', version }, notes: [] };
  const note = say(
    `if ${version} is not served then either, deploy it once more`,
    `그래도 ${version}이(가) 제공되지 않으면 다시 배포합니다`,
  );
  return { response: { kind: 'invalidate', paths: ['/*'] }, notes: [note] };
}

/** The response to a cause of the site itself; null for any other. */
export function siteAdvice(recommended: HypothesisId, collected: Collected): Advice | null {
  if (recommended === 'site-down') return escalate(collected);
  if (recommended === 'not-served') return bringForward(collected);
  if (recommended !== 'certificate') return null;
  const host = known(collected.certificate)?.host ?? '';
  return { response: { kind: 'renew', host }, notes: [] };
}

/** The response where no cause is named. */
export function plainAdvice(recommended: HypothesisId): Advice {
  const kind = recommended === 'false-alarm' ? 'watch' : 'look-further';
  return { response: { kind }, notes: [] };
}
