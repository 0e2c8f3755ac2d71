import { say, type Text } from '../text/language.ts';
import type { ErrorHypothesis, SiteHypothesis, SpeedHypothesis } from './hypotheses.ts';
import type { HypothesisId } from './types.ts';

const names: Readonly<Record<ErrorHypothesis | SpeedHypothesis | SiteHypothesis, Text>> = {
  'site-down': say('site down', '사이트 중단'),
  certificate: say('certificate', '인증서'),
  'not-served': say('deployed, but not served', '배포되었으나 제공되지 않음'),
  'recent-deployment': say('recent deployment', '최근 배포'),
  'external-service': say('external service', '외부 서비스'),
  client: say('client (browser or OS)', '클라이언트(브라우저·OS)'),
  'false-alarm': say('false alarm or recovered', '오탐 또는 자연 복구'),
  'cause-not-seen': say('cause not seen', '원인 미확인'),
  origin: say('origin behind the CDN', 'CDN 뒤의 오리진'),
  cache: say('cache', '캐시'),
  'bundle-growth': say('bundle growth', '번들 증가'),
  'resource-loading': say('resource loading', '리소스 로딩'),
  images: say('images', '이미지'),
};

/** The same on every screen and in every report; one that the engineer added is called what they called it. */
export function hypothesisName(hypothesis: HypothesisId): Text {
  return Object.hasOwn(names, hypothesis)
    ? names[hypothesis as keyof typeof names]
    : say(hypothesis, hypothesis);
}
