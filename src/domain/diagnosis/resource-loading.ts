import type { Collected } from '../evidence/findings.ts';
import { say } from '../text/language.ts';
import { bytesText } from '../text/size.ts';
import { known, type Observation, observe } from './observation.ts';

/** For and against the way in which files are loaded as the cause. */
export function loadingClues(collected: Collected): Observation[] {
  const loading = known(collected['resource-loading']);
  if (loading === null) return [];
  const weighty = loading.findings.find((one) => one.weighty);
  if (weighty) {
    const size = weighty.bytes === null ? '' : ` (${bytesText(weighty.bytes)})`;
    const text = say(
      `${weighty.url}${size} blocks the page`,
      `${weighty.url}${size}: 페이지 표시를 막습니다`,
    );
    return [observe('loading-blocks', text)];
  }
  const fine = observe(
    'loading-fine',
    say('nothing blocks the page', '페이지 표시를 막는 파일이 없습니다'),
  );
  if (loading.findings.length === 0) return [fine];
  const text = say(
    `${loading.findings.length} small fault(s) in how files are loaded`,
    `사소한 로딩 문제 ${loading.findings.length}건`,
  );
  return [fine, observe('loading-untidy', text)];
}
