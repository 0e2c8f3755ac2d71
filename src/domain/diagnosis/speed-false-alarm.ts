import type { Collected, EvidenceId } from '../evidence/findings.ts';
import type { PageSpeed } from '../speed/findings.ts';
import { decidingVital, formatVital, vitalName } from '../speed/vitals.ts';
import { say, type Text } from '../text/language.ts';
import { known, type Observation, observe } from './observation.ts';
import type { WeightId } from './weights.ts';

/** The evidence's own verdict decides, as the worst vital decides that; it is the one that is named. */
function ofVitals(speed: PageSpeed, verdict: string): Observation[] {
  const deciding = decidingVital(speed);
  if (deciding === null) return [];
  const [name, value] = [vitalName(deciding.vital), formatVital(deciding)];
  const text = say(`${name} is ${value}`, `핵심 지표 ${name} ${value}`);
  if (verdict === 'ok') return [observe('speed-fine', text)];
  return [observe(verdict === 'bad' ? 'speed-poor' : 'speed-middling', text)];
}

const beside: readonly (readonly [evidence: EvidenceId, weight: WeightId, text: Text])[] = [
  ['cache-state', 'alarm-cache-bad', say('the cache is in trouble', '캐시에 문제가 있습니다')],
  ['bundle', 'alarm-bundle-bad', say('scripts and styles grew much', '코드가 크게 늘었습니다')],
  ['images', 'alarm-image-bad', say('a picture is very heavy', '매우 무거운 이미지가 있습니다')],
  [
    'resource-loading',
    'alarm-loading-bad',
    say('a file blocks the page', '페이지 표시를 막는 파일이 있습니다'),
  ],
];

/** For and against a false alarm. */
export function speedAlarmClues(collected: Collected): Observation[] {
  const evidence = collected['page-speed'];
  const speed = known(evidence);
  const vitals = speed === null ? [] : ofVitals(speed, evidence?.verdict ?? 'unknown');
  const bad = beside.filter(([id]) => collected[id]?.verdict === 'bad');
  return [...vitals, ...bad.map(([, weight, text]) => observe(weight, text))];
}
