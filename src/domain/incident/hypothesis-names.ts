import type { Text } from '../language.ts';

const names: Readonly<Record<string, Text>> = {
  'recent-deployment': { en: 'recent deployment', ko: '최근 배포' },
  'external-service': { en: 'external service', ko: '외부 서비스' },
  client: { en: 'client (browser or OS)', ko: '클라이언트(브라우저·OS)' },
  'false-alarm': { en: 'false alarm or recovered', ko: '오탐 또는 자연 복구' },
  'cause-not-seen': { en: 'cause not seen', ko: '원인 미확인' },
  cache: { en: 'cache', ko: '캐시' },
  'bundle-growth': { en: 'bundle growth', ko: '번들 증가' },
  'resource-loading': { en: 'resource loading', ko: '리소스 로딩' },
  images: { en: 'images', ko: '이미지' },
};

/** A hypothesis as people call it; one that was added by hand is its own name. */
export function hypothesisName(id: string): Text {
  return names[id] ?? { en: id, ko: id };
}
