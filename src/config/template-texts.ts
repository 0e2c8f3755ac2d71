type CommentedKey =
  | 'language'
  | `github.${'owner' | 'repo' | 'workflow' | 'ref' | 'versionInput' | 'environmentInput' | 'reasonInput' | 'apiUrl'}`;

/** What the comments of a generated config say, in both languages; a text that is missing does not compile. */
export interface TemplateTexts {
  readonly head: readonly string[];
  readonly github: string;
  /** Beside single keys. */
  readonly keys: Readonly<Record<CommentedKey, string>>;
  readonly service: string;
  readonly environments: string;
  readonly monitors: string;
  readonly providers: string;
  readonly vendors: string;
  readonly dependencies: string;
  readonly statusPages: string;
  readonly runbooks: string;
  readonly incidents: string;
  readonly alerts: string;
  readonly analytics: string;
  readonly mixpanel: string;
  readonly contacts: string;
  readonly oncall: string;
}

export const templateTexts: Readonly<Record<'en' | 'ko', TemplateTexts>> = {
  en: {
    head: [
      'Config of tsops. Every key may be left out: `tsops config show --origin` prints what is in force',
      'and where it comes from, `tsops help config` explains each key. Secrets never stand here: they',
      'come from the environment (`tsops help environment`).',
    ],
    github: 'The workflow that deploys, and rolls back.',
    keys: {
      language: 'en or ko: runbooks, posts and reports',
      'github.owner': "the repository's owner",
      'github.repo': "the repository's name",
      'github.workflow': 'file name of the workflow that deploys',
      'github.ref': 'branch whose workflow file is run',
      'github.versionInput': 'the workflow input that takes the version',
      'github.environmentInput': 'the workflow input that takes the environment',
      'github.reasonInput': 'the workflow input that takes the reason',
      'github.apiUrl': "base address of GitHub's REST API",
    },
    service: 'What is on call, and for whom.',
    environments:
      "Named once, they are all named here: without this key, TalkStudio's production and staging.",
    monitors:
      "What `tsops health` probes. Without this key: each environment, and production's build-info.json.",
    providers: 'Who runs the deploys, and who watches the site from outside.',
    vendors: 'Where errors, messages and pages go, by the names that your own accounts use.',
    dependencies: 'Outside services that the site needs.',
    statusPages: 'Status pages to look at when something is wrong. Without this key: none.',
    runbooks: "The team's own runbooks, and the error rate at which High Error Rate begins.",
    incidents: 'How long people wait for the next word of an incident at most.',
    alerts: 'After how long Slack is told again that an alert fires.',
    analytics:
      'Who counts the visits: ga4 (the number of its property), or mixpanel. Credentials: `tsops help environment`.',
    mixpanel:
      'With provider mixpanel: its project and saved Insights reports; for other regions: `tsops help config`.',
    contacts: 'Whom to turn to when paging does not work.',
    oncall: 'Who is on call, by the names above: a week each, in turn (docs: oncall.md).',
  },
  ko: {
    head: [
      'tsops 설정 파일입니다. 모든 키는 생략할 수 있습니다. `tsops config show --origin`은 지금 적용되는',
      '값과 그 출처를 보여 주고, `tsops help config`는 각 키를 설명합니다. 비밀 값은 이 파일에 적지',
      '않으며 환경 변수에서만 읽습니다(`tsops help environment`).',
    ],
    github: '배포와 롤백을 실행하는 워크플로.',
    keys: {
      language: 'en 또는 ko: 런북, 게시글, 보고서의 언어',
      'github.owner': '저장소 소유자',
      'github.repo': '저장소 이름',
      'github.workflow': '배포 워크플로의 파일 이름',
      'github.ref': '워크플로 파일을 읽어 실행할 브랜치',
      'github.versionInput': '버전을 받는 워크플로 입력의 이름',
      'github.environmentInput': '환경을 받는 워크플로 입력의 이름',
      'github.reasonInput': '롤백 사유를 받는 워크플로 입력의 이름',
      'github.apiUrl': 'GitHub REST API의 기본 주소',
    },
    service: '당직 대상 서비스와 팀.',
    environments:
      '환경은 하나라도 적으면 모두 적어야 합니다. 이 키가 없으면 TalkStudio의 production과 staging입니다.',
    monitors:
      '`tsops health`가 점검할 주소. 이 키가 없으면 각 환경과 production의 build-info.json입니다.',
    providers: '배포를 실행하는 서비스와, 밖에서 사이트를 지켜보는 서비스입니다.',
    vendors: '오류, 메시지, 호출을 주고받는 서비스입니다. 팀 계정에서 쓰는 이름을 적습니다.',
    dependencies: '사이트가 의존하는 외부 서비스.',
    statusPages: '문제가 생겼을 때 확인할 상태 페이지. 이 키가 없으면 확인하지 않습니다.',
    runbooks: '팀의 런북 폴더와, 오류율 급증으로 판단하는 오류율입니다.',
    incidents: '장애 중 다음 소식을 알리기까지의 최대 간격입니다.',
    alerts: '계속되는 알림을 Slack에 다시 알리는 간격입니다.',
    analytics:
      '방문을 집계하는 서비스: ga4(속성 번호) 또는 mixpanel. 인증 정보는 `tsops help environment`를 보세요.',
    mixpanel:
      'provider가 mixpanel일 때: 프로젝트와 저장된 Insights 보고서. 다른 지역: `tsops help config`.',
    contacts: '호출이 동작하지 않을 때 연락할 사람.',
    oncall: '당직 순번입니다. 위 연락처의 이름을 적으며 한 주씩 차례로 맡습니다.',
  },
};
