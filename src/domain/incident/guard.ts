import { say, type Text } from '../text/language.ts';

/** Every check that may refuse a write, by the name that `--json` prints. */
const guardTitles = {
  version: say('version', '버전'),
  served: say('served', '제공 버전'),
  direction: say('direction', '방향'),
  workflow: say('workflow', '워크플로'),
  'in flight': say('in flight', '진행 중'),
  token: say('token', '토큰'),
  run: say('run', '실행'),
  reviewer: say('reviewer', '승인자'),
  open: say('open', '열림'),
  'there is such a step': say('there is such a step', '다음 단계'),
  'somebody else': say('somebody else', '다른 담당자'),
  'not resolved': say('not resolved', '종료 여부'),
  'not posted before': say('not posted before', '중복 게시'),
  labels: say('labels', '레이블'),
  paged: say('paged', '호출 여부'),
  'in force': say('in force', '적용 여부'),
  'limits in progress': say('limits in progress', '진행 중 한도'),
  'cache tags': say('cache tags', '캐시 태그'),
  issue: say('issue', '이슈'),
} as const satisfies Readonly<Record<string, Text>>;

export type GuardName = keyof typeof guardTitles;

/** A check made before the first write. `unknown` (could not be asked) refuses as `refuse` does. */
export interface Guard {
  readonly name: string;
  readonly state: 'pass' | 'refuse' | 'unknown';
  readonly detail: string;
  /** The detail in every language. */
  readonly said: Text;
  /** What to type when it does not pass. */
  readonly next?: readonly string[];
}

export function guard(
  name: GuardName,
  state: Guard['state'],
  said: Text,
  next?: readonly string[],
): Guard {
  return { name, state, detail: said.en, said, ...(next === undefined ? {} : { next }) };
}

export function guardTitle(name: string): Text {
  return Object.hasOwn(guardTitles, name) ? guardTitles[name as GuardName] : say(name, name);
}
