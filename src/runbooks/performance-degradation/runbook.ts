/* Performance Degradation, as MONITORING section 9 has it. */
import { decisionStep, isItUp, looked, none, report, siteResponses } from '../common-steps.ts';
import type { Runbook, RunbookStep } from '../definition.ts';

const lookAt: readonly RunbookStep[] = [
  looked({
    id: 'symptoms',
    section: 'symptoms',
    title: { en: 'How slow is the page?', ko: '페이지가 얼마나 느린가?' },
    collects: [...isItUp, 'page-speed', 'visits'],
  }),
  {
    id: 'complaints',
    section: 'symptoms',
    kind: 'question',
    title: { en: 'Do users complain, or leave?', ko: '사용자 불만이나 이탈이 있는가?' },
    body: {
      en: 'Look into the support inbox and the channels of the last hour.\nWhere analytics is not connected here, look up whether the bounce rate rises.',
      ko: '최근 한 시간의 문의함과 채널을 확인합니다.\n분석 도구가 연결되어 있지 않으면 이탈률이 오르는지도 확인합니다.',
    },
    answers: [
      { id: 'many', text: { en: 'many', ko: '많음' } },
      { id: 'some', text: { en: 'some', ko: '조금' } },
      { id: 'none', text: { en: 'none', ko: '없음' } },
      { id: 'unknown', text: { en: 'cannot tell', ko: '알 수 없음' } },
    ],
    suggests: { evidence: 'visits', bad: 'some', ok: 'none' },
  },
  looked({
    id: 'bundle',
    section: 'diagnosis',
    title: { en: 'Did the bundle grow?', ko: '번들이 커졌는가?' },
    collects: ['bundle', 'dependency-changes'],
  }),
  looked({
    id: 'cache',
    section: 'diagnosis',
    title: { en: 'Does the CDN serve what was deployed?', ko: 'CDN이 배포된 것을 제공하는가?' },
    collects: ['cache-state', 'recent-deploys'],
  }),
  looked({
    id: 'images',
    section: 'diagnosis',
    title: { en: 'Are the images heavy?', ko: '이미지가 무거운가?' },
    collects: ['images'],
  }),
  looked({
    id: 'loading',
    section: 'diagnosis',
    title: { en: 'What blocks the page?', ko: '무엇이 페이지를 막는가?' },
    collects: ['resource-loading'],
  }),
];

const respond: readonly RunbookStep[] = [
  ...siteResponses,
  {
    id: 'invalidate',
    section: 'response',
    kind: 'action',
    when: ['cache'],
    title: { en: 'Invalidate the CDN', ko: 'CDN 캐시 무효화' },
    body: {
      en: 'Fresh content is fetched and proven; browsers keep their own copies.',
      ko: '새 내용을 가져온 뒤 확인합니다. 브라우저 사본은 남습니다.',
    },
    response: 'invalidate',
    proves: 'cache-state',
  },
  {
    id: 'cache-issue',
    section: 'response',
    kind: 'action',
    when: ['cache'],
    title: {
      en: 'Open an issue with what the edge does not keep',
      ko: '엣지가 보관하지 않는 것을 적어 이슈 등록',
    },
    body: none,
    response: 'issue',
  },
  {
    id: 'cache-headers',
    section: 'response',
    kind: 'instruction',
    when: ['cache'],
    title: { en: 'Check the cache headers', ko: '캐시 헤더 확인' },
    body: {
      en: 'HTML must revalidate (no-cache), files with a hash in their name may stay a year (immutable).\nDoes the deploy workflow invalidate at its end?',
      ko: 'HTML은 재검증(no-cache), 이름에 해시가 있는 파일은 1년(immutable)입니다.\n배포 워크플로의 마지막 단계가 무효화를 수행합니까?',
    },
  },
  {
    id: 'bundle-issue',
    section: 'response',
    kind: 'action',
    when: ['bundle-growth'],
    title: {
      en: 'Open an issue with the file and the package',
      ko: '파일과 패키지를 적어 이슈 등록',
    },
    body: none,
    response: 'issue',
  },
  {
    id: 'split-code',
    section: 'response',
    kind: 'instruction',
    when: ['bundle-growth'],
    title: { en: 'Review code splitting', ko: '코드 분할 검토' },
    body: {
      en: 'Load late what the first screen does not need; drop what was added for one function.\nA rollback is a choice where users suffer now: tsops rollback.',
      ko: '첫 화면에 필요 없는 것은 나중에 불러오고, 함수 하나 때문에 추가된 것은 뺍니다.\n지금 사용자가 불편을 겪고 있다면 롤백도 선택지입니다: tsops rollback.',
    },
  },
  {
    id: 'loading-issue',
    section: 'response',
    kind: 'action',
    when: ['resource-loading'],
    title: { en: 'Open an issue with the tag', ko: '태그를 적어 이슈 등록' },
    body: none,
    response: 'issue',
  },
  {
    id: 'load-late',
    section: 'response',
    kind: 'instruction',
    when: ['resource-loading'],
    title: {
      en: 'Check preload and prefetch; load third parties late',
      ko: 'preload·prefetch 확인, 외부 스크립트 지연 로드',
    },
    body: {
      en: 'async or defer on third-party scripts; preload only what the first screen paints.',
      ko: '외부 스크립트에는 async나 defer를, preload는 첫 화면을 그리는 것에만 씁니다.',
    },
  },
  {
    id: 'images-issue',
    section: 'response',
    kind: 'action',
    when: ['images'],
    title: { en: 'Open an issue with the image', ko: '이미지를 적어 이슈 등록' },
    body: none,
    response: 'issue',
  },
  {
    id: 'watch',
    section: 'response',
    kind: 'instruction',
    when: ['false-alarm'],
    response: 'watch',
    title: { en: 'Change nothing: look again', ko: '변경하지 않음: 다시 확인' },
    body: {
      en: 'The page is fast from here and for its users. Look again in ten minutes.',
      ko: '여기서도 사용자에게도 페이지는 빠릅니다. 10분 뒤 다시 확인합니다.',
    },
  },
  {
    id: 'look-at-origin',
    section: 'response',
    kind: 'instruction',
    when: ['origin'],
    response: 'look-further',
    title: { en: 'Look at the origin behind the CDN', ko: 'CDN 뒤의 오리진 확인' },
    body: {
      en: 'Its load, its last change, the status page of its vendor. The CDN keeps its copies: do not invalidate.',
      ko: '부하, 최근 변경, 업체 상태 페이지를 확인합니다. CDN 캐시는 정상이므로 무효화하지 않습니다.',
    },
  },
  {
    id: 'look-at-deploy',
    section: 'response',
    kind: 'instruction',
    when: ['recent-deployment'],
    response: 'look-further',
    title: { en: 'Compare with the version before', ko: '이전 버전과 비교' },
    body: {
      en: 'Slower since the latest deploy. Roll back where users suffer (tsops rollback), else plan the repair.',
      ko: '최근 배포 이후 느려졌습니다. 영향이 크면 되돌리고(tsops rollback), 아니면 수정을 계획합니다.',
    },
  },
  {
    id: 'look-further',
    section: 'response',
    kind: 'instruction',
    when: ['cause-not-seen'],
    response: 'look-further',
    title: { en: 'The evidence is unclear: look by hand', ko: '증거로는 알 수 없음: 직접 확인' },
    body: {
      en: 'Record a trace of the slow page in a browser, on a phone if it is phones.\nAsk who is slow: a country, a device, a route, signed in or not?',
      ko: '브라우저에서 느린 페이지의 트레이스를 기록합니다. 휴대폰 문제라면 휴대폰에서 합니다.\n누가 느린지 확인합니다: 국가, 기기, 경로, 로그인 여부.',
    },
  },
];

const afterwards: readonly RunbookStep[] = [
  report,
  {
    id: 'performance-pr',
    section: 'afterwards',
    kind: 'instruction',
    title: { en: 'Open a performance pull request', ko: '성능 개선 PR 등록' },
    body: none,
  },
  {
    id: 'tighten',
    section: 'afterwards',
    kind: 'instruction',
    title: { en: 'Tighten Lighthouse CI', ko: 'Lighthouse CI 강화' },
    body: {
      en: 'An assertion that would have caught this: a budget for the file, LCP ≤ 2500 ms.\nAggregate by median-run; the default takes the best run.',
      ko: '이번 문제를 잡았을 assertion을 추가합니다: 파일 예산, LCP ≤ 2500 ms.\n집계는 median-run으로 합니다. 기본값은 가장 좋은 실행입니다.',
    },
  },
];

export const performanceDegradation: Runbook = {
  id: 'performance-degradation',
  title: { en: 'Performance Degradation', ko: '성능 저하' },
  severity: 'P3',
  symptoms: {
    en: 'LCP is above 4 s; users complain; the bounce rate rises.',
    ko: 'LCP가 4초를 넘습니다. 사용자 불만이 있고 이탈률이 오릅니다.',
  },
  diagnosis: 'speed',
  steps: [...lookAt, decisionStep, ...respond, ...afterwards],
  file: null,
};
