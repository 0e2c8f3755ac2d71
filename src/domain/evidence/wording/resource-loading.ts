import type { ResourceFinding, ResourceLoading } from '../../speed/findings.ts';
import type { Text } from '../../text/language.ts';
import { bytesText } from '../../text/size.ts';
import type { Wording } from '../wording.ts';

export const resourceLoadingWording: Wording<ResourceLoading> = {
  title: { en: 'Resource loading', ko: '리소스 로딩' },
  sentence({ findings, scripts, thirdParty }) {
    const [first] = findings;
    if (first === undefined) {
      return {
        en: `nothing blocks rendering; scripts: ${scripts}, third-party: ${thirdParty}`,
        ko: `페이지 표시를 막는 리소스가 없습니다. 스크립트 ${scripts}개, 외부 ${thirdParty}개`,
      };
    }
    const name = nameOf(first);
    const size = first.bytes === null ? '' : ` (${bytesText(first.bytes)})`;
    const more = findings.length - 1;
    const what = phrases[first.what];
    return {
      en: `${what.en}: ${name}${size}${more === 0 ? '' : `; ${more} more finding${more === 1 ? '' : 's'}`}`,
      ko: `${what.ko}: ${name}${size}${more === 0 ? '' : `; 그 외 ${more}건`}`,
    };
  },
  picture({ findings }, _others, language = 'en') {
    const rows = findings.slice(0, 6).map((finding) => ({
      marked: finding.weighty,
      cells: [
        phrases[finding.what][language],
        nameOf(finding),
        finding.bytes === null ? '?' : bytesText(finding.bytes),
        finding.took === null ? '' : `${Math.round(finding.took)} ms`,
      ],
    }));
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [2, 3], flexible: 1 };
  },
};

const phrases: Readonly<Record<ResourceFinding['what'], Text>> = {
  'blocking-third-party': { en: 'third party blocks', ko: '외부 스크립트가 렌더링을 막습니다' },
  'blocking-style': { en: 'a style blocks', ko: '스타일이 렌더링을 막습니다' },
  'preload-unused': { en: 'preloaded, not used', ko: '미리 불러왔으나 쓰지 않습니다' },
  'preload-missing': { en: 'found late, no preload', ko: '늦게 발견되며 preload가 없습니다' },
  'prefetch-early': { en: 'prefetched too early', ko: 'prefetch가 너무 이릅니다' },
  'script-order': { en: 'our script blocks', ko: '자체 스크립트가 렌더링을 막습니다' },
};

/** Host and file of what belongs to others would be long; the file tells enough. */
function nameOf({ url }: ResourceFinding): string {
  const { pathname, host } = new URL(url);
  return pathname.split('/').pop() || host;
}
