import type { Language } from '../../text/language.ts';

const korean: Readonly<Record<string, string>> = {
  done: '완료',
  'not-done': '실행 안 됨',
  'in-progress': '진행 중',
  'stopped-waiting': '대기 중단',
  unknown: '알 수 없음',
};

/** How an action ended; in English as the journal has it. */
export function actionState(state: string, language: Language): string {
  return language === 'ko' ? (korean[state] ?? state) : state;
}
