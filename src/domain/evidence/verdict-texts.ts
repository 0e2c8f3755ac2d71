import type { Text } from '../text/language.ts';
import type { Verdict } from './verdict.ts';

/** A verdict in one or two words. */
export const verdictTexts: Readonly<Record<Verdict, Text>> = {
  ok: { en: 'ok', ko: '정상' },
  warn: { en: 'warn', ko: '주의' },
  'no-data': { en: 'no data', ko: '데이터 없음' },
  unknown: { en: 'unknown', ko: '알 수 없음' },
  bad: { en: 'bad', ko: '이상' },
};
