/* Service Down, for the P1 rule of MONITORING section 8: from where it is down, at which layer, and whom to call. */
import { decisionStep, looked, report, siteResponses } from '../common-steps.ts';
import type { Runbook, RunbookStep } from '../definition.ts';

const lookAt: readonly RunbookStep[] = [
  looked({
    id: 'from-where',
    section: 'symptoms',
    title: { en: 'From where is it down?', ko: '어디에서 중단되었는가?' },
    collects: ['site-up'],
  }),
  looked({
    id: 'tls',
    section: 'diagnosis',
    title: { en: 'Does the certificate hold?', ko: '인증서가 유효한가?' },
    collects: ['certificate'],
  }),
  looked({
    id: 'last-deploy',
    section: 'diagnosis',
    title: {
      en: 'Which deploy was last, and is it served?',
      ko: '마지막 배포는 무엇이고, 제공되고 있는가?',
    },
    collects: ['recent-deploys', 'served-deploy'],
  }),
  looked({
    id: 'vendors',
    section: 'diagnosis',
    title: { en: 'Do the vendors report trouble?', ko: '업체가 장애를 알렸는가?' },
    collects: ['status-pages'],
  }),
];

const respond: readonly RunbookStep[] = [
  ...siteResponses,
  {
    id: 'watch',
    section: 'response',
    kind: 'instruction',
    when: ['false-alarm'],
    response: 'watch',
    title: { en: 'It is up: look again', ko: '지금은 정상: 다시 확인' },
    body: {
      en: 'It answers here, and UptimeRobot sees no outage. Keep tsops health --watch open for ten\nminutes; a short outage that comes back has a cause.',
      ko: '여기서도 응답하고 UptimeRobot에도 중단이 없습니다. 10분 동안 tsops health --watch로\n지켜봅니다. 되풀이되는 짧은 중단에는 원인이 있습니다.',
    },
  },
  {
    id: 'look-further',
    section: 'response',
    kind: 'instruction',
    when: ['cause-not-seen'],
    response: 'look-further',
    title: {
      en: 'Down for some, or unclear: look from elsewhere',
      ko: '일부만 중단 또는 판단 불가: 다른 곳에서 확인',
    },
    body: {
      en: 'tsops health --all-addresses asks every address of the edge.\nOpen the site on a phone without Wi-Fi, and ask somebody in another country.\nIf users are shut out, do not wait for proof: tsops escalate.',
      ko: 'tsops health --all-addresses로 엣지의 모든 주소를 확인합니다.\nWi-Fi를 끈 휴대폰으로 열어 보고, 다른 나라의 동료에게도 물어봅니다.\n사용자가 접속하지 못한다면 증거를 기다리지 않습니다: tsops escalate.',
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
      en: 'Within two days: what failed, why nothing stood in for it, what would have told earlier.',
      ko: '이틀 안에: 무엇이 실패했고, 왜 대체 수단이 없었으며, 무엇이 있었다면 더 일찍 알았을지 적습니다.',
    },
  },
];

export const serviceDown: Runbook = {
  id: 'service-down',
  title: { en: 'Service Down', ko: '서비스 중단' },
  severity: 'P1',
  symptoms: {
    en: 'UptimeRobot sees the site down for two minutes; users cannot open it.',
    ko: 'UptimeRobot에서 2분째 중단입니다. 사용자가 사이트를 열 수 없습니다.',
  },
  diagnosis: 'site',
  steps: [...lookAt, decisionStep, ...respond, ...afterwards],
  file: null,
};
