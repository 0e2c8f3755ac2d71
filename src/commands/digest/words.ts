/* The fixed words of the digest. */
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { say, type Text } from '../../domain/text/language.ts';

export const noWord: Text = say('', '');
export const words = {
  down: say('Is it down?', '장애 여부'),
  since: say('Since when?', '시작 시점'),
  changed: say('What changed?', '바뀐 것'),
  now: say('What now?', '지금 할 일'),
  asking: say('asking …', '확인 중 …'),
  errors: say('errors', '오류'),
  uptime: say('UptimeRobot', 'UptimeRobot'),
  invalidations: say('invalidations', '캐시 무효화'),
  incident: say('incident', '인시던트'),
  page: say('page', '호출'),
  deploy: say('deploy', '배포'),
  deploys: say('deploys', '배포'),
  action: say('action', '조치'),
  actions: say('actions', '조치'),
  noAction: say('no action is open', '진행 중인 조치가 없습니다'),
} as const satisfies Record<string, Text>;

export const stateWords: Partial<Record<Verdict, Text>> = {
  bad: say('DOWN ', '중단: '),
  unknown: say('not known ', '알 수 없음: '),
};

export const openStates = {
  unknown: say('outcome unknown', '결과를 알 수 없음'),
  driven: say('being driven now', '지금 진행 중'),
  'left-running': say('left running', '끝을 확인하지 않음'),
} as const satisfies Record<string, Text>;
