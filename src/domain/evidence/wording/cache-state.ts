import { cacheLimits, faultText } from '../../speed/cache-rules.ts';
import type { CacheFile, CacheState } from '../../speed/findings.ts';
import { nameWithoutHash } from '../../speed/page.ts';
import type { Text } from '../../text/language.ts';
import { spanText } from '../../time/span-text.ts';
import type { Wording } from '../wording.ts';

export const cacheStateWording: Wording<CacheState> = {
  title: { en: 'CDN cache', ko: 'CDN 캐시' },
  sentence(value) {
    const parts = [...faultsOf(value), ...figuresOf(value), ...headersOf(value)];
    const some = parts.length > 0 ? parts.slice(0, most) : [nothingWrong];
    return {
      en: some.map(({ en }) => en).join('; '),
      ko: some.map(({ ko }) => ko).join('; '),
    };
  },
  picture({ files, missing }, _others, language = 'en') {
    const gone = new Set(missing);
    const isBad = (file: CacheFile) => gone.has(file.url) || file.fault !== null;
    const rows = [...files]
      .sort((a, b) => Number(isBad(b)) - Number(isBad(a)))
      .slice(0, 6)
      .map((file) => ({
        marked: isBad(file),
        cells: [
          file.kind === 'page' ? new URL(file.url).pathname : nameWithoutHash(file.url),
          file.state,
          file.ageSeconds === null ? '' : spanText(file.ageSeconds * 1000)[language],
          gone.has(file.url)
            ? isGone[language]
            : (faultText(file)?.[language] ?? file.cacheControl),
        ],
      }));
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [2], flexible: 3 };
  },
};

const isGone: Text = { en: 'gone', ko: '사라짐' };

/** The weightiest; the picture shows the rest. */
const most = 3;

const nothingWrong: Text = {
  en: 'headers are right; nothing is stale or gone',
  ko: '헤더가 올바르며, 오래되거나 사라진 파일이 없습니다',
};

function faultsOf({ stale, missing, files }: CacheState): Text[] {
  const failing = files.filter(({ status }) => status >= 500).length;
  const [serves, deployed] = [stale?.serves ?? '', stale?.deployed ?? ''];
  return [
    ...(stale === null
      ? []
      : [
          {
            en: `the edge serves ${serves}, ${deployed} was deployed last`,
            ko: `엣지가 이전 버전을 제공합니다: 제공 ${serves}, 마지막 배포 ${deployed}`,
          },
        ]),
    ...counted(missing.length, 'gone', '사라진 파일'),
    ...counted(failing, 'answered by an error', '오류로 응답한 파일'),
  ];
}

function headersOf({ files }: CacheState): Text[] {
  const faults = files.filter(({ fault }) => fault !== null).length;
  return counted(faults, 'with wrong cache headers', '캐시 헤더가 잘못된 파일');
}

function counted(count: number, en: string, ko: string): Text[] {
  if (count === 0) return [];
  return [{ en: `${count} file${count === 1 ? '' : 's'} ${en}`, ko: `${ko} ${count}개` }];
}

function figuresOf({ hitRatio, usualHitRatio, originLatency }: CacheState): Text[] {
  const usual = usualHitRatio === null ? '' : `${usualHitRatio.toFixed(0)} %`;
  const texts: Text[] = [];
  if (hitRatio !== null) {
    const ratio = `${hitRatio.toFixed(0)} %`;
    texts.push({
      en: `hit ratio ${ratio}${usual === '' ? '' : ` (usually ${usual})`}`,
      ko: `적중률 ${ratio}${usual === '' ? '' : ` (평소 ${usual})`}`,
    });
  }
  if (originLatency !== null && originLatency >= cacheLimits.latency) {
    const took = `${Math.round(originLatency)} ms`;
    texts.push({ en: `the origin takes ${took}`, ko: `오리진 지연 ${took}` });
  }
  return texts;
}
