/* The words of `tsops deploys` in both languages. */
import type { Language } from '../../domain/text/language.ts';

/** GitHub's conclusions and states, as people say them; one that is new stands as it is. */
const outcomes: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  success: { en: 'succeeded', ko: '성공' },
  failure: { en: 'failed', ko: '실패' },
  cancelled: { en: 'cancelled', ko: '취소됨' },
  timed_out: { en: 'timed out', ko: '시간 초과' },
  startup_failure: { en: 'did not start', ko: '시작 실패' },
  skipped: { en: 'skipped', ko: '건너뜀' },
  queued: { en: 'queued', ko: '대기열' },
  waiting: { en: 'waits for approval', ko: '승인 대기' },
  in_progress: { en: 'running', ko: '진행 중' },
};

export function outcomeText(word: string, language: Language): string {
  return outcomes[word]?.[language] ?? word.replaceAll('_', ' ');
}

export const deployWords = {
  en: {
    serves: (version: string) => `serves ${version}`,
    notServed: (version: string) => `not ${version}, which was deployed last`,
    unread: 'what is served could not be read',
    unsure: 'the runs alone do not tell what is live',
    none: 'no deploy is known',
    unknown: 'the deploys are not known',
    unnamed: 'without an environment',
    noVersion: 'no version named',
    liveNow: (length: string) => `live for ${length}, until now`,
    wasLive: (length: string) => `was live for ${length}`,
    liveUnsure: 'succeeded; may have been replaced at once',
    lost: 'succeeded, but is not served',
    attempt: (number: number) => `attempt ${number}`,
    beside: (others: string) => `ran at the same time as ${others}`,
    took: (length: string) => `took ${length}`,
    since: (length: string) => `for ${length}`,
    inPart: 'may have gone live in part',
    more: (count: number) => `and ${count} more: --limit 50`,
  },
  ko: {
    serves: (version: string) => `현재 ${version} 제공`,
    notServed: (version: string) => `마지막 배포가 제공되지 않음: ${version}`,
    unread: '제공 중인 버전을 조회할 수 없음',
    unsure: '실행 기록만으로는 어느 버전이 올라가 있는지 알 수 없음',
    none: '알려진 배포 없음',
    unknown: '배포를 조회할 수 없습니다',
    unnamed: '환경이 표시되지 않은 실행',
    noVersion: '버전 표시 없음',
    liveNow: (length: string) => `${length}째 운영 중`,
    wasLive: (length: string) => `${length} 동안 운영`,
    liveUnsure: '성공했으나 곧바로 교체되었을 수 있음',
    lost: '성공했으나 제공되지 않음',
    attempt: (number: number) => `${number}차 시도`,
    beside: (others: string) => `동시에 실행: ${others}`,
    took: (length: string) => `소요 ${length}`,
    since: (length: string) => `${length}째`,
    inPart: '일부만 반영되었을 수 있음',
    more: (count: number) => `외 ${count}건: --limit 50`,
  },
} as const;
