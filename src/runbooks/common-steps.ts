/* Steps that every runbook of tsops has. */
import type { CommandStep, DecisionStep, EvidenceStep, RunbookStep } from './definition.ts';

/** Where the title says it all. */
export const none = { en: '', ko: '' };

type Looked = Pick<EvidenceStep, 'id' | 'section' | 'title' | 'collects'>;

/** Evidence that needs no word beyond its question. */
export function looked(step: Looked): EvidenceStep {
  return { kind: 'evidence', body: none, ...step };
}

/** What every walk asks before anything else. */
export const isItUp = ['site-up', 'certificate', 'served-deploy'] as const;

/** What to do where the site itself is not as it should be. */
export const siteResponses: readonly RunbookStep[] = [
  {
    id: 'escalate',
    section: 'response',
    kind: 'instruction',
    when: ['site-down'],
    response: 'escalate',
    title: { en: 'The site is down: escalate now', ko: '사이트 중단: 즉시 에스컬레이션' },
    body: {
      en: 'tsops escalate pages the next step of the policy; tsops oncall shows whom to call.\nNobody there in 15 minutes: the tech lead, in 30: the engineering manager.\nTell the channel what users see (tsops incident update). One decides, one writes.',
      ko: 'tsops escalate로 다음 단계를 호출합니다. 연락처는 tsops oncall에 있습니다.\n15분 안에 응답이 없으면 테크 리드, 30분이면 엔지니어링 매니저를 호출합니다.\n사용자에게 보이는 현상을 공유합니다(tsops incident update). 지휘와 기록은 나눕니다.',
    },
  },
  {
    id: 'find-layer',
    section: 'response',
    kind: 'instruction',
    when: ['site-down'],
    title: { en: 'Follow the request to where it fails', ko: '요청이 실패하는 지점 찾기' },
    body: {
      en: 'DNS: is the domain paid for, who changed its records? TLS: renew, or reinstall.\nCDN: is the distribution enabled, did its rules or alternate names change?\nOrigin: can the bucket or server be read, who changed its policy or its keys?\nLast deploy: if it went down with one, tsops rollback --dry-run.',
      ko: 'DNS: 도메인이 만료되었거나 레코드가 바뀌었습니까? TLS: 갱신하거나 다시 설치합니다.\nCDN: 배포(distribution)가 켜져 있고, 규칙이나 대체 도메인이 그대로입니까?\n오리진: 버킷이나 서버를 읽을 수 있습니까? 정책이나 키를 누가 바꾸었습니까?\n최근 배포: 배포와 함께 중단되었다면 tsops rollback --dry-run을 확인합니다.',
    },
  },
  {
    id: 'follow-vendors',
    section: 'response',
    kind: 'instruction',
    when: ['site-down'],
    title: { en: "Follow the vendors' status pages", ko: '업체 상태 페이지 추적' },
    body: {
      en: 'AWS, the registrar and the DNS provider: subscribe, and open a support case at once.\nWhere a vendor is down, say so to users; there is nothing to roll back.',
      ko: 'AWS, 도메인 등록 업체, DNS 업체의 공지를 구독하고 바로 지원 요청을 엽니다.\n업체 장애라면 사용자에게 알립니다. 롤백할 것은 없습니다.',
    },
  },
  {
    id: 'renew',
    section: 'response',
    kind: 'instruction',
    when: ['certificate'],
    response: 'renew',
    title: { en: 'Renew the certificate', ko: '인증서 갱신' },
    body: {
      en: 'In ACM: why was it not renewed? Usually its DNS validation record is gone.\nRequest a new one in us-east-1, attach it to the distribution, keep the old one.\nThen tsops health: it shows the days left. Nothing to roll back, nothing to invalidate.',
      ko: 'ACM에서 갱신되지 않은 이유를 봅니다. 대개 DNS 검증 레코드가 사라진 경우입니다.\nus-east-1에서 새로 발급받아 배포(distribution)에 연결하고, 이전 것은 남겨 둡니다.\ntsops health로 남은 날을 확인합니다. 롤백이나 무효화는 필요 없습니다.',
    },
  },
  {
    id: 'serve-deployed',
    section: 'response',
    kind: 'action',
    when: ['not-served'],
    title: {
      en: 'Invalidate the CDN: serve what was deployed',
      ko: 'CDN 무효화: 배포된 버전 제공',
    },
    body: {
      en: 'The edge still serves its old copy. Browsers keep theirs as long as their headers allow.',
      ko: '엣지가 이전 사본을 제공하고 있습니다. 브라우저 사본은 각자의 기한까지 남습니다.',
    },
    response: 'invalidate',
    proves: 'served-deploy',
  },
  {
    id: 'deploy-again',
    section: 'response',
    kind: 'instruction',
    when: ['not-served'],
    response: 'redeploy',
    title: { en: 'Not served yet: deploy it once more', ko: '여전히 제공되지 않으면 다시 배포' },
    body: {
      en: 'Read the log of its run: did the upload reach the bucket, did it invalidate?\nThen run the deploy workflow again with the same version. tsops version shows it.',
      ko: '실행 로그를 봅니다. 버킷에 업로드되었고, 캐시를 무효화했습니까?\n같은 버전으로 배포 워크플로를 다시 실행하고 tsops version으로 확인합니다.',
    },
  },
];

export const decisionStep: DecisionStep = {
  id: 'decide',
  section: 'decision',
  kind: 'decision',
  title: { en: 'What is the cause?', ko: '원인은 무엇인가?' },
  body: none,
};

export const report: CommandStep = {
  id: 'report',
  section: 'afterwards',
  kind: 'command',
  title: { en: 'Write the incident report', ko: '장애 보고서 작성' },
  body: {
    en: 'Drafted from the journal; what only people know is marked TODO.',
    ko: '저널에서 초안을 만듭니다. 사람만 아는 내용은 TODO로 남습니다.',
  },
  argv: ['tsops', 'incident', 'report'],
  own: true,
};
