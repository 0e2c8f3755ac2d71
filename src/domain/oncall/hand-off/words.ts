/* The words of a hand-off, in both languages. */

import type { Language } from '../../text/language.ts';
import { spanText } from '../../time/span-text.ts';
import { bothTimes } from '../../time/zoned.ts';

const english = {
  title: 'Shift hand-off',
  nobody: 'nobody',
  notKnown: 'not known',
  shift: 'Shift',
  which: {
    'this-shift': 'this shift so far',
    'shift-before': 'the shift before; nothing is recorded in the new one yet',
    'as-asked': 'as asked',
    'last-week': 'seven days, since nothing tells whose shift it is',
  },
  handOver: 'Hand-over',
  reach: 'Next',
  noContact: 'not among the contacts',
  there: 'there',
  differs: 'PagerDuty and the config name different people then: `tsops oncall schedule`',
  byConfig: 'By the config alone; PagerDuty could not be asked',
  pages: 'Pages',
  pagesOf: (all: number, night: number) =>
    all === 0 ? 'none' : `${all} (${night} at night, 23:00 to 07:00)`,
  notPlaced: (count: number) => `${count} of whom the clock is not known`,
  open: 'Open now',
  nothingOpen: 'Nothing is open.',
  what: 'What happened',
  quiet: 'Nothing: no alert, no incident, no action, no deploy.',
  alerts: 'Alerts',
  noAlerts: 'No alert fired.',
  neverTold: 'No alert was ever recorded here: `tsops alerts watch --notify` keeps the record.',
  notWatched: 'Nobody watches from this machine now',
  lastRecorded: 'last recorded',
  fired: (times: number) => (times === 1 ? 'fired once' : `fired ${times} times`),
  longest: 'longest',
  for: 'for',
  lasts: 'still firing',
  told: 'told',
  toldNobody: 'told nobody',
  flapped: 'came and went, three times or more within an hour',
  noData: 'no data',
  stillNoData: 'and still none',
  states: {
    sent: '',
    waiting: ' (waits)',
    sending: ' (not known to have arrived)',
    failed: ' (refused)',
  },
  incidents: 'Incidents',
  noIncidents: 'No incident.',
  unread: 'The record cannot be read',
  phase: { open: 'open', mitigated: 'mitigated', resolved: 'resolved' },
  after: 'after',
  since: 'since',
  cause: 'cause',
  report: 'report',
  actions: 'Actions',
  noActions: 'Nothing was done through tsops.',
  undo: 'undo',
  deploys: (environment: string) => `Deploys to ${environment}`,
  noDeploys: 'No deploy.',
  running: 'running',
  cut: 'GitHub listed only the last 100 runs: earlier ones are not among these.',
  coming: 'Coming up',
  noneComing: 'No override and no leave in the week that comes.',
  override: 'override',
  leave: 'leave',
  secondary: 'secondary',
  unanswered: 'nobody has answered',
  acknowledged: 'acknowledged',
  silences: 'Silences',
  silenced: (until: string) => `silenced until ${until}`,
  fires: (since: string) => `fires since ${since}`,
  waits: (since: string) => `not sent yet, since ${since}`,
  todo: (count: number) => `${count} TODO${count === 1 ? '' : 's'} left`,
  noReport: 'no report yet',
  reportElsewhere: 'its report is not here to look into',
  openAction: {
    driven: 'is being driven by another tsops',
    unknown: 'its outcome is not known',
    'left-running': 'was left running',
  },
  unknown: 'Not known',
  source: (machine: string) =>
    `From the journal of ${machine}: what was done on other machines is not in it.`,
};

export type HandOffWords = typeof english;

const korean: HandOffWords = {
  title: '당직 인수인계',
  nobody: '없음',
  notKnown: '알 수 없음',
  shift: '당직 기간',
  which: {
    'this-shift': '이번 당직, 현재까지',
    'shift-before': '직전 당직. 새 당직에는 아직 기록이 없습니다',
    'as-asked': '지정한 기간',
    'last-week': '최근 7일. 누구의 당직인지 알 수 없습니다',
  },
  handOver: '교대',
  reach: '다음 당직',
  noContact: 'contacts에 없음',
  there: '현지',
  differs: '그때 PagerDuty와 설정 파일의 당직자가 다릅니다: `tsops oncall schedule`',
  byConfig: '설정 파일만 따랐습니다. PagerDuty를 확인할 수 없습니다',
  pages: '호출',
  pagesOf: (all, night) => (all === 0 ? '없음' : `${all}건(야간 23:00~07:00 ${night}건)`),
  notPlaced: (count) => `현지 시각을 알 수 없는 호출 ${count}건`,
  open: '남은 일',
  nothingOpen: '남은 일이 없습니다.',
  what: '경과',
  quiet: '알림, 인시던트, 조치, 배포가 모두 없었습니다.',
  alerts: '알림',
  noAlerts: '울린 알림이 없습니다.',
  neverTold: '이 컴퓨터에는 알림 기록이 없습니다. `tsops alerts watch --notify`가 기록합니다.',
  notWatched: '지금 이 컴퓨터에서는 감시하고 있지 않습니다',
  lastRecorded: '마지막 기록',
  fired: (times) => `${times}회 울림`,
  longest: '최장',
  for: '지속',
  lasts: '계속 울리는 중',
  told: '알린 곳',
  toldNobody: '알리지 않음',
  flapped: '한 시간에 세 번 이상 울렸다 그쳤습니다',
  noData: '데이터 없음',
  stillNoData: '아직 없습니다',
  states: { sent: '', waiting: '(대기)', sending: '(도착 여부 알 수 없음)', failed: '(거부됨)' },
  incidents: '인시던트',
  noIncidents: '인시던트가 없습니다.',
  unread: '기록을 읽을 수 없습니다',
  phase: { open: '진행 중', mitigated: '완화됨', resolved: '해결됨' },
  after: '소요',
  since: '발생',
  cause: '원인',
  report: '보고서',
  actions: '조치',
  noActions: 'tsops로 조치한 것이 없습니다.',
  undo: '되돌리기',
  deploys: (environment) => `${environment} 배포`,
  noDeploys: '배포가 없습니다.',
  running: '진행 중',
  cut: 'GitHub에서 최근 100건만 조회했습니다. 그 이전 실행은 빠져 있습니다.',
  coming: '예정',
  noneComing: '다음 한 주에 대체 근무와 휴가가 없습니다.',
  override: '대체 근무',
  leave: '휴가',
  secondary: '부 당직',
  unanswered: '아무도 응답하지 않음',
  acknowledged: '응답함',
  silences: '무음 처리',
  silenced: (until) => `${until}까지 알림 중지`,
  fires: (since) => `${since}부터 울리는 중`,
  waits: (since) => `${since}부터 보내지 못함`,
  todo: (count) => `TODO ${count}건 남음`,
  noReport: '보고서가 아직 없습니다',
  reportElsewhere: '보고서 파일이 여기에 없어 확인하지 못했습니다',
  openAction: {
    driven: '다른 tsops가 진행 중입니다',
    unknown: '결과를 알 수 없습니다',
    'left-running': '실행 중인 채로 남겨 두었습니다',
  },
  unknown: '알 수 없음',
  source: (machine) => `${machine}의 기록입니다. 다른 컴퓨터에서 한 일은 포함하지 않습니다.`,
};

export const handOffWords: Readonly<Record<Language, HandOffWords>> = {
  en: english,
  ko: korean,
};

/** To the minute: `2026-11-25 12:15 KST (03:15 UTC)`. */
export function minuteOf(at: number, zone: string): string {
  return bothTimes(at, zone).replace(/(\d\d:\d\d):\d\d/, '$1');
}

/** The same without the year, for what stands in a list. */
export function shortMinuteOf(at: number, zone: string): string {
  return minuteOf(at, zone).slice(5);
}

export function handOffSpan(milliseconds: number, language: Language): string {
  return spanText(milliseconds)[language];
}

const inhibited = /^inhibited by (.+) \(P1\)$/;
const silenced = /^silenced by (.+)$/;

/** Why nobody was told of an alert, as the record has it. */
export function quietText(reason: string, language: Language): string {
  if (language === 'en') return reason;
  const [, by] = inhibited.exec(reason) ?? [];
  if (by !== undefined) return `${by}(P1)이 울리는 동안 보류`;
  const [, silence] = silenced.exec(reason) ?? [];
  return silence === undefined ? reason : `알림 중지 ${silence}`;
}
