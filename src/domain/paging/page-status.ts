import { say, type Text } from '../text/language.ts';

const words = {
  triggered: say('triggered', '응답 대기'),
  acknowledged: say('acknowledged', '응답함'),
  resolved: say('resolved', '종료됨'),
} as const;

/** Where a page stands, in PagerDuty's word. */
export function pageStatus(status: keyof typeof words): Text {
  return words[status];
}
