/* Why a question has no answer, as a code with its values: what the journal keeps can be told in any language. */

import { cleanText } from '../text/clean.ts';
import { say, type Text } from '../text/language.ts';
import { usageLacks } from './lacks-of-usage.ts';
import type { Problem } from './result.ts';
import { sourceText } from './source-text.ts';
import type { Verdict } from './verdict.ts';

const noData = {
  'no-status-page': () => say('no status page is configured', '설정된 상태 페이지가 없습니다'),
  'no-dependency': () => say('no dependency is configured', '설정된 외부 서비스가 없습니다'),
  'no-errors': () => say('there are no errors in the window', '이 구간에 오류가 없습니다'),
  'no-events': () =>
    say(
      'Sentry holds no event of the window: none happened, or none is reported',
      '이 구간의 이벤트가 Sentry에 없습니다: 오류가 없었거나 보고되지 않고 있습니다',
    ),
  'no-events-all-day': () =>
    say(
      'Sentry holds no error of the last 24 hours: none happened, or none is reported',
      '최근 24시간의 오류가 Sentry에 없습니다: 오류가 없었거나 보고되지 않고 있습니다',
    ),
  'no-tls': () => say('the site has no TLS', 'TLS를 쓰지 않는 사이트입니다'),
  'no-run': (pipeline, environment) =>
    say(
      `GitHub has no run of ${pipeline} for ${environment}`,
      `GitHub에 ${environment} 배포(${pipeline}) 실행이 없습니다`,
    ),
  'no-package-file': (version) =>
    say(
      `${version} has no package.json on GitHub`,
      `GitHub의 ${version}에 package.json이 없습니다`,
    ),
  'no-version-before': (version) =>
    say(
      `which version came before ${version} is not known`,
      `${version} 이전 버전을 알 수 없습니다`,
    ),
  'no-deploys-known': () => say('the deploys are not known', '배포 이력을 알 수 없습니다'),
  'no-analytics': () =>
    say(
      'analytics is not configured: the engineer is asked',
      '분석 도구가 설정되지 않아 담당자에게 묻습니다',
    ),
  'no-sessions': () => say('no sessions were counted today', '오늘 집계된 세션이 없습니다'),
  'no-image': () => say('no image stands in the page itself', '페이지에 이미지가 없습니다'),
  'no-version-tag': () => say('there is no version tag', '버전 태그가 없습니다'),
  'no-run-ever': (pipeline) => say(`${pipeline} has never run`, `${pipeline} 실행 이력이 없습니다`),
  'no-pages-token': () =>
    say('PAGERDUTY_API_TOKEN is not set', 'PAGERDUTY_API_TOKEN이 설정되지 않았습니다'),
  'no-outage': () => say('UptimeRobot sees no outage', 'UptimeRobot에서 확인된 중단이 없습니다'),
  'unnamed-monitor-down': (monitor) =>
    say(
      `${monitor} is down, a monitor that the config does not name`,
      `설정에 없는 모니터 ${monitor}이(가) 중단 상태입니다`,
    ),
  'no-certificate': () => say('no certificate was shown', '인증서를 확인할 수 없습니다'),
  'no-cdn': (environment) =>
    say(`${environment} has no CDN in the config`, `${environment} 환경에 설정된 CDN이 없습니다`),
  'no-requests': () => say('no request came in the window', '이 구간에 요청이 없습니다'),
  'no-whole-value': () =>
    say('no value of the whole window came', '구간 전체의 값을 받지 못했습니다'),
  'no-additional-metrics': () => say('off: a paid metric', '꺼져 있음(유료 지표)'),
  'additional-metrics-are-paid': (command) =>
    say(
      `additional metrics of the distribution are off; to turn them on (paid): ${command}`,
      `배포의 추가 지표가 꺼져 있습니다. 켜려면(유료): ${command}`,
    ),
  'no-lab-set': (url) =>
    say(
      `no set of Lighthouse runs of ${url} is kept here: tsops site lighthouse measures one`,
      `보관된 Lighthouse 측정이 없습니다(${url}): tsops site lighthouse로 측정합니다`,
    ),
  'of-one-machine': (version, runs) =>
    say(
      `median of ${runs} runs of Lighthouse ${version} on this machine, not what users have`,
      `이 컴퓨터에서 Lighthouse ${version}(으)로 ${runs}회 측정한 중앙값이며, 실제 사용자의 값이 아닙니다`,
    ),
  'no-served-version': () =>
    say('which version is served is not known', '현재 제공 버전을 알 수 없습니다'),
  ...usageLacks,
} as const satisfies Record<string, (...values: string[]) => Text>;

export type LackCode = keyof typeof noData;

export interface Lack {
  readonly code: LackCode;
  readonly values: readonly string[];
}

export function lackOf<Code extends LackCode>(
  code: Code,
  ...values: Parameters<(typeof noData)[Code]>
): Lack {
  return { code, values };
}

/** Null for a code of a newer tsops, or none: the journal may come from anywhere. */
export function lackText(lack: unknown): Text | null {
  const { code, values } = (lack ?? {}) as Partial<Record<keyof Lack, unknown>>;
  if (typeof code !== 'string' || !Object.hasOwn(noData, code)) return null;
  const tell: (...values: string[]) => Text = noData[code as LackCode];
  return tell(...(Array.isArray(values) ? values.map(String) : []));
}

const kinds: Readonly<Record<string, Text>> = {
  unreachable: say('did not answer', '응답이 없습니다'),
  credentials: say('refused our credentials', '인증 정보가 없거나 거부되었습니다'),
  config: say('is configured wrongly', '설정이 잘못되었습니다'),
  refused: say('refused', '요청이 거부되었습니다'),
};

/** Why it could not be asked: the error as it came, and before it in Korean of which kind it is. */
function problemText(source: string, { kind }: Pick<Problem, 'kind'>, detail: string): Text {
  const [, address, status] = /^(\S+) answers HTTP (\d{3})$/.exec(detail) ?? [];
  if (status !== undefined) return say(detail, `${address} 응답: HTTP ${status}`);
  const ko = Object.hasOwn(kinds, kind) ? (kinds[kind]?.ko ?? '') : '확인하지 못했습니다';
  return say(detail, `${sourceText(source).ko} ${ko} (${detail})`);
}

/** As much of an evidence as tells why it has no value. */
export interface UnansweredPart {
  readonly verdict: Verdict;
  readonly detail: string;
  readonly source: string;
  readonly lack?: Lack;
  readonly problem?: Problem;
}

/** Why there is no value. */
export function reasonText({ detail, source, lack, problem }: UnansweredPart): Text {
  const told = cleanText(detail, 300);
  const known = lackText(lack);
  // Beside a lack of its own, the detail may say more.
  if (known !== null) return say(told, known.ko);
  return problem === undefined ? say(told, told) : problemText(source, problem, told);
}
