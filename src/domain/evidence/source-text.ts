import type { Text } from '../text/language.ts';

/** The words of sources that are no names; the longer first. */
const korean: readonly (readonly [english: RegExp, korean: string])[] = [
  [/, today against the seven days before/, '(오늘과 지난 7일 비교)'],
  [/ or plain requests/, ' 또는 단순 요청'],
  [/ or /, ' 또는 '],
  [/the page of (\S+?)(?=,|$)/, '$1 페이지'],
  [/what (\S+) serves/, '$1 제공 내용'],
  [/figures kept on (.+)/, '$1에 보관된 지표'],
  [/status pages/, '상태 페이지'],
  [/the monitors/, '모니터'],
  [/probes/, '프로브'],
  [/journal/, '저널'],
  [/config\b/, '설정'],
];

/** Who answered a question, as evidence and journals name it: in Korean but for names. */
export function sourceText(source: string): Text {
  const ko = korean.reduce((text, [english, words]) => text.replace(english, words), source);
  return { en: source, ko };
}
