import type { Language } from '../../domain/text/language.ts';

interface StatsWords {
  readonly deploys: string;
  readonly notKnown: string;
  /** All parts of a whole that are not named. */
  readonly others: string;
  /** In place of a sentence, where nothing could be asked. */
  readonly unknown: string;
  was(before: string): string;
  /** `ago` is empty where it was just now. */
  readAt(clock: string, ago: string): string;
  /** From when on the source is asked again. */
  again(clock: string): string;
  lags(span: string): string;
  /** Why an old value stands where a new one was wanted. */
  old(reason: string): string;
  /** `24h up to 12:12 KST`. */
  window(length: string, to: string): string;
}

export const statsWords: Readonly<Record<Language, StatsWords>> = {
  en: {
    deploys: 'deploys',
    notKnown: 'not known',
    others: 'others',
    unknown: 'it could not be asked',
    was: (before) => `(was ${before})`,
    readAt: (clock, ago) => `read ${clock}${ago === '' ? '' : `, ${ago}`}`,
    again: (clock) => `asked again from ${clock}`,
    lags: (span) => `may lag ${span}`,
    old: (reason) => `an older answer, as it could not be asked now: ${reason}`,
    window: (length, to) => `${length} up to ${to}`,
  },
  ko: {
    deploys: '배포',
    notKnown: '알 수 없음',
    others: '기타',
    unknown: '조회하지 못했습니다',
    was: (before) => `(이전 ${before})`,
    readAt: (clock, ago) => `${clock} 조회${ago === '' ? '' : `(${ago})`}`,
    again: (clock) => `${clock}부터 다시 조회`,
    lags: (span) => `최대 ${span} 지연`,
    old: (reason) => `지금은 조회할 수 없어 이전 값을 표시합니다: ${reason}`,
    window: (length, to) => `${to}까지 ${length}`,
  },
};
