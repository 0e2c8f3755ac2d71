/*
 * How an engineer walks the drills of the transcripts, key by key: what is seen when, what is typed, and
 * what a reader is told of it. `sees` is matched against the last 24 lines.
 */

/** The keys stand below the step with this number, and every source has answered. */
function step(number) {
  return new RegExp(String.raw`(?:^|\n)${number}/\d+ [\s\S]* q (?:quit|종료)$`);
}

const enter = (sees, en, ko, screen) => ({ sees, types: '\r', key: 'Enter', en, ko, screen });

const reasons = [
  {
    sees: step(6),
    types: 'h',
    screen: 'runbook-decision',
    key: 'h',
    en: 'why: every reason, with its points',
    ko: '원인: 모든 근거와 점수',
  },
  {
    sees: /›$/,
    types: '\u001b',
    key: 'Esc',
    en: 'nothing to add or to rule out',
    ko: '추가하거나 배제할 것 없음',
  },
];

const consent = {
  sees: /◆ {2}(?:Type production|계속하려면 production)/,
  types: 'production\r',
  key: 'production, Enter',
  en: 'consent: the name of the environment is typed',
  ko: '동의: 환경 이름을 직접 입력',
};

const first = /▸ [\s\S]* q (?:quit|종료)$/;

export const drills = [
  {
    name: 'high-error-rate',
    scenario: 'bad-deploy',
    title: { en: 'High Error Rate', ko: '높은 오류율' },
    about: {
      en: 'A deploy breaks the site for people with older conversations.',
      ko: '배포 하나가 오래된 대화를 가진 사용자의 화면을 망가뜨립니다.',
    },
    answers: [
      enter(
        first,
        'on; the likely cause is known already, as every source was asked at once',
        '계속. 모든 소스를 한꺼번에 조회하므로 추정 원인이 이미 나옵니다',
      ),
      enter(step(2), 'on', '계속'),
      {
        sees: step(3),
        types: 'n',
        key: 'n',
        en: 'a note for the record',
        ko: '기록에 메모를 남깁니다',
      },
      {
        sees: /◆ {2}(?:Note|메모)/,
        types: {
          en: 'support has three tickets of people with old chats\r',
          ko: '오래된 대화방 사용자 문의 3건\r',
        },
        key: {
          en: 'support has three tickets of people with old chats, Enter',
          ko: '오래된 대화방 사용자 문의 3건, Enter',
        },
        en: 'the note',
        ko: '메모 내용',
      },
      enter(step(3), 'on', '계속'),
      enter(step(4), 'on', '계속', 'runbook-step'),
      enter(step(5), 'on', '계속'),
      ...reasons,
      enter(
        step(6),
        'takes the recommended cause; nothing is written yet',
        '권장 원인을 채택합니다. 아직 아무것도 바꾸지 않습니다',
      ),
      consent,
      enter(step(8), 'runs it', '실행', 'runbook-proof'),
      enter(step(9), 'done', '완료'),
    ],
  },
  {
    name: 'performance-degradation',
    scenario: 'stale-cache',
    title: { en: 'Performance Degradation', ko: '성능 저하' },
    about: {
      en: 'The edge keeps serving the page of the version before the last deploy.',
      ko: '배포 후에도 엣지가 이전 버전의 페이지를 계속 제공합니다.',
    },
    answers: [
      enter(
        first,
        'on; the likely cause is known already, as every source was asked at once',
        '계속. 모든 소스를 한꺼번에 조회하므로 추정 원인이 이미 나옵니다',
      ),
      {
        sees: step(2),
        types: '2',
        key: '2',
        en: 'some complain; what the evidence suggests is marked',
        ko: '조금. 증거에 따른 권장 답이 표시되어 있습니다',
      },
      enter(step(3), 'on', '계속'),
      enter(step(4), 'on', '계속'),
      enter(step(5), 'on', '계속'),
      enter(step(6), 'on', '계속'),
      enter(
        step(7),
        'takes the recommended cause; nothing is written yet',
        '권장 원인을 채택합니다. 아직 아무것도 바꾸지 않습니다',
      ),
      consent,
      enter(step('(?:9|10)'), 'done', '완료'),
      enter(step('(?:10|11)'), 'runs it', '실행'),
      enter(step('(?:11|12)'), 'done', '완료'),
      enter(step('(?:12|13)'), 'done', '완료'),
    ],
  },
  {
    name: 'service-down',
    scenario: 'site-down',
    title: { en: 'Service Down', ko: '서비스 중단' },
    about: {
      en: 'The site answers 503 to everybody, and nothing was deployed for days.',
      ko: '사이트가 모든 사용자에게 503으로 응답하며, 며칠 동안 배포가 없었습니다.',
    },
    answers: [
      enter(
        first,
        'on; what to do first is known already, as every source was asked at once',
        '계속. 모든 소스를 한꺼번에 조회하므로 먼저 할 일이 이미 나옵니다',
      ),
      enter(step(2), 'on', '계속'),
      enter(step(3), 'on', '계속'),
      enter(step(4), 'on', '계속'),
      enter(
        step(5),
        'takes the recommended cause; no write of tsops helps here, what people do does',
        '권장 원인을 채택합니다. tsops로 실행할 조치가 아니라 사람이 할 일입니다',
      ),
      enter(
        step(6),
        'done: the next step of the policy was paged',
        '완료: 다음 담당자를 호출했습니다',
      ),
      enter(step(7), 'done', '완료'),
      enter(step(8), 'done', '완료'),
      enter(step(9), 'runs it', '실행'),
      enter(step(10), 'done', '완료'),
    ],
  },
];
