import { percentOf } from '../evidence/wording/figures.ts';
import { say, type Text } from '../text/language.ts';

/** What is said of errors of which nearly all are a program's. */
export function programClue({ name, share }: { name: string; share: number }): Text {
  return say(
    `${name} is a program, and programs have ${percentOf(share)} of the errors`,
    `${name}은(는) 자동화된 프로그램이며, 오류의 ${percentOf(share)}가 이런 접속에서 나왔습니다`,
  );
}
