import type { Dependencies, DependencyState } from '../../errors/findings.ts';
import { say, type Text } from '../../text/language.ts';
import type { Wording } from '../wording.ts';
import { percentOf } from './figures.ts';

export const dependenciesWording: Wording<Dependencies> = {
  title: { en: 'Third-party services', ko: '외부 서비스' },
  sentence({ dependencies }) {
    const trouble = dependencies.filter(
      ({ probe, statusPage }) => probe !== 'up' || (statusPage !== null && statusPage !== 'none'),
    );
    if (trouble.length === 0) {
      const names = dependencies.map(({ name }) => name).join(', ');
      return { en: `up: ${names}`, ko: `정상: ${names}` };
    }
    const texts = trouble.slice(0, 2).map(troubleOf);
    return {
      en: texts.map(({ en }) => en).join('; '),
      ko: texts.map(({ ko }) => ko).join('. '),
    };
  },
  picture({ dependencies }, _others, language = 'en') {
    const rows = dependencies.map((one) => ({
      marked: one.probe === 'down',
      cells: [
        one.name,
        states[one.probe][language],
        one.statusPage === null ? '' : pages[one.statusPage][language],
        fallbackOf(one)[language],
        probeText(one)[language],
      ],
    }));
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [], flexible: 4 };
  },
};

const probes: Readonly<Record<DependencyState['probe'], Text>> = {
  up: { en: 'answers here', ko: '응답 정상' },
  down: { en: 'is down', ko: '장애' },
  slow: { en: 'is slow', ko: '응답 지연' },
  unknown: { en: 'could not be asked', ko: '확인 불가' },
};

const late = say('answers late, perhaps by our own line', '응답 지연(우리 회선 때문일 수 있음)');

function troubleOf(one: DependencyState): Text {
  const { name, probe, errorShare, ownLine, answered } = one;
  const seen = ownLine !== undefined && answered !== undefined ? late : probes[probe];
  const share = errorShare === null ? null : percentOf(errorShare);
  const page = one.statusPage === null ? null : pages[one.statusPage];
  const fallback = fallbackOf(one);
  return {
    en: `${name} ${seen.en}${page === null ? '' : `, ${page.en}`}${share === null ? '' : `, ${share} of the errors name it`}, ${fallback.en}`,
    ko: `${name}: ${seen.ko}${page === null ? '' : `, ${page.ko}`}${share === null ? '' : `, 오류의 ${share} 관련`}, ${fallback.ko}`,
  };
}

/** As a cell of a row, where the sign has said already what it means. */
const states: Readonly<Record<DependencyState['probe'], Text>> = {
  up: { en: 'up', ko: '정상' },
  down: { en: 'down', ko: '장애' },
  slow: { en: 'slow', ko: '지연' },
  unknown: { en: 'not known', ko: '확인 불가' },
};

/** What our probe was answered; of what did not answer, the error as it came. */
export function probeText({ probeDetail, answered, ownLine }: DependencyState): Text {
  const line = ownLine === undefined ? '' : `, ${ownLines[ownLine]}`;
  if (answered === undefined) {
    return say(probeDetail, ownLine === undefined ? probeDetail : `응답 없음${line}`);
  }
  const { status, tookMs } = answered;
  return say(probeDetail, `HTTP ${status}, ${(tookMs / 1000).toFixed(1)}초${line}`);
}

const ownLines: Readonly<Record<NonNullable<DependencyState['ownLine']>, string>> = {
  silent: '우리 네트워크도 응답 없음',
  slow: '우리 회선도 느림',
  'not-asked': '대조 호스트 없음',
};

/** What its status page tells. */
const pages: Readonly<Record<NonNullable<DependencyState['statusPage']>, Text>> = {
  none: { en: 'its page: no trouble', ko: '상태: 이상 없음' },
  minor: { en: 'its page: minor', ko: '상태: 경미' },
  major: { en: 'its page: major', ko: '상태: 심각' },
  critical: { en: 'its page: critical', ko: '상태: 치명적' },
  unknown: { en: 'its page: not readable', ko: '상태: 읽지 못함' },
};

function fallbackOf({ fallback }: DependencyState): Text {
  const texts: Readonly<Record<DependencyState['fallback'], Text>> = {
    active: { en: 'fallback active', ko: '대체 동작 중' },
    inactive: { en: 'fallback not active', ko: '대체 미동작' },
    unknown: { en: 'fallback not known', ko: '대체 확인 불가' },
    'not-configured': { en: 'fallback not checked', ko: '대체 확인 안 함' },
  };
  return texts[fallback];
}
