/* Why tsops itself left a step of a runbook out; what people give as a reason stands in their own words. */
import { say, type Text } from '../text/language.ts';

export const skipReasons = {
  'left-to-people': say('left to do by hand (--auto)', '사람이 할 일로 남김(--auto)'),
  'nobody-asked': say('nobody was asked (--auto)', '물어볼 사람이 없음(--auto)'),
  'no-consent': say(
    'not done: consent was not given (--auto without --confirm)',
    '수행하지 않음: 동의 없음(--confirm 없는 --auto)',
  ),
  'could-not': say('could not be done without people', '사람 없이 할 수 없음'),
  'straight-to-mitigation': say('went straight to a mitigation', '바로 완화 조치로 이동'),
  unended: say(
    'An earlier run was stopped in the middle of this command; how it ended is not known.',
    '이전 실행이 이 명령 도중에 멈췄습니다. 결과를 알 수 없습니다.',
  ),
} as const satisfies Readonly<Record<string, Text>>;

export type SkipCode = keyof typeof skipReasons;

/** What a `skipped` line holds of a reason of ours: English for whoever reads the file, and its code. */
export function skippedFor(code: SkipCode): { readonly reason: string; readonly why: SkipCode } {
  return { reason: skipReasons[code].en, why: code };
}

/** Of a line of the journal, which may come from anywhere. */
export function skipReasonText(reason: string, why: unknown): Text {
  return typeof why === 'string' && Object.hasOwn(skipReasons, why)
    ? skipReasons[why as SkipCode]
    : say(reason, reason);
}
