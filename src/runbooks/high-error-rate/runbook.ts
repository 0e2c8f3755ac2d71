/* High Error Rate, as MONITORING section 9 has it: what tsops reads, asks, recommends and does. */
import { decisionStep, isItUp, looked, report, siteResponses } from '../common-steps.ts';
import type { Runbook, RunbookStep } from '../definition.ts';

const lookAt: readonly RunbookStep[] = [
  looked({
    id: 'symptoms',
    section: 'symptoms',
    title: { en: 'Is the error rate too high?', ko: '오류율이 높은가?' },
    collects: [...isItUp, 'error-rate'],
  }),
  looked({
    id: 'error-types',
    section: 'diagnosis',
    title: { en: 'Which errors, and whom do they name?', ko: '어떤 오류이고, 무엇을 가리키는가?' },
    collects: ['error-types', 'dependencies', 'status-pages'],
  }),
  looked({
    id: 'recent-deploys',
    section: 'diagnosis',
    title: { en: 'Was there a recent deployment?', ko: '최근 배포가 있었는가?' },
    collects: ['recent-deploys'],
  }),
  looked({
    id: 'onset',
    section: 'diagnosis',
    title: {
      en: 'When did it begin, and what came before?',
      ko: '언제 시작되었고, 그 전에 무엇이 있었는가?',
    },
    collects: ['error-onset', 'correlation'],
  }),
  looked({
    id: 'reach',
    section: 'diagnosis',
    title: { en: 'How many users, and which?', ko: '얼마나 많은, 어떤 사용자인가?' },
    collects: ['affected-users', 'browser-split'],
  }),
];

const respond: readonly RunbookStep[] = [
  ...siteResponses,
  {
    id: 'roll-back',
    section: 'response',
    kind: 'action',
    when: ['recent-deployment'],
    title: { en: 'Roll back to the last good version', ko: '마지막 정상 버전으로 롤백' },
    body: {
      en: 'The version that was live before these errors; not merely the one before.',
      ko: '단순히 직전 버전이 아니라, 이 오류가 없던 마지막 버전입니다.',
    },
    response: 'rollback',
    proves: 'error-rate',
  },
  {
    id: 'check-fallback',
    section: 'response',
    kind: 'instruction',
    when: ['external-service'],
    title: { en: 'Check that the fallback is active', ko: '대체 동작이 켜져 있는지 확인' },
    body: {
      en: 'Open the site and look: do people see initials in place of pictures, and can they go on?\nIf not, switch to the fallback as your config or your team says. A rollback does not help.',
      ko: '사이트를 열어 확인합니다. 이미지 대신 이니셜이 보이고, 사용자가 계속할 수 있습니까?\n아니라면 설정이나 팀의 지침대로 대체 동작으로 전환합니다. 롤백은 도움이 되지 않습니다.',
    },
  },
  {
    id: 'tell-provider',
    section: 'response',
    kind: 'instruction',
    when: ['external-service'],
    title: { en: 'Follow the provider', ko: '외부 서비스 추적' },
    body: {
      en: 'Watch its status page; report the problem if it does not show it. Tell the channel what users see.',
      ko: '상태 페이지를 지켜보고, 아직 모른다면 알립니다. 사용자에게 보이는 현상을 채널에 공유합니다.',
    },
  },
  {
    id: 'plan-hotfix',
    section: 'response',
    kind: 'action',
    when: ['client'],
    title: { en: 'Plan a hotfix: open an issue', ko: '핫픽스 계획: 이슈 등록' },
    body: {
      en: 'It names the browser or system, the errors and since when. Older versions fail there too.',
      ko: '브라우저나 OS, 오류, 시작 시각을 적습니다. 이전 버전도 그 환경에서 실패합니다.',
    },
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
      en: 'Look again in ten minutes (tsops health, tsops runbook high-error-rate).\nIf it was a false alarm, mute the alert, and note what would have kept it quiet.',
      ko: '10분 뒤 다시 확인합니다(tsops health, tsops runbook high-error-rate).\n오탐이었다면 알림을 끄고, 어떻게 하면 울리지 않았을지 적어 둡니다.',
    },
  },
  {
    id: 'look-further',
    section: 'response',
    kind: 'instruction',
    when: ['cause-not-seen'],
    response: 'look-further',
    title: {
      en: 'The evidence is unclear: look by hand, and call',
      ko: '증거로는 알 수 없음: 직접 확인하고 호출',
    },
    body: {
      en: 'Open the top errors in Sentry and read one event whole: its trail, its tags, its release.\nAsk what changed outside deploys: flags, DNS, CDN settings, data, a vendor.\nCall the tech lead after 15 minutes without a cause. Do not roll back on a guess.',
      ko: 'Sentry에서 상위 오류를 열어 이벤트 하나를 끝까지 읽습니다: 경로, 태그, 릴리스.\n배포 밖에서 바뀐 것을 확인합니다: 플래그, DNS, CDN 설정, 데이터, 외부 서비스.\n15분 안에 원인을 못 찾으면 테크 리드를 호출합니다. 추측으로 롤백하지 않습니다.',
    },
  },
];

const afterwards: readonly RunbookStep[] = [
  report,
  {
    id: 'root-cause',
    section: 'afterwards',
    kind: 'instruction',
    title: { en: 'Analyse the root cause', ko: '근본 원인 분석' },
    body: {
      en: 'Within two days, with those who built and those who answered: five whys, in the report.',
      ko: '이틀 안에, 만든 사람과 대응한 사람이 함께: 보고서의 5 Whys를 채웁니다.',
    },
  },
];

export const highErrorRate: Runbook = {
  id: 'high-error-rate',
  title: { en: 'High Error Rate', ko: '높은 오류율' },
  severity: 'P2',
  symptoms: {
    en: 'The error rate is above 5 %; a surge of new errors in Sentry.',
    ko: '오류율이 5 %를 넘습니다. Sentry에 새 오류가 급증합니다.',
  },
  diagnosis: 'errors',
  steps: [...lookAt, decisionStep, ...respond, ...afterwards],
  file: null,
};
