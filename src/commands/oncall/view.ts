import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import type { Escalated } from '../../domain/oncall/escalation.ts';
import type { OnCallSource } from '../../domain/oncall/paged.ts';
import type { OnCallPerson } from '../../domain/oncall/people.ts';
import { personText } from '../../domain/oncall/person-text.ts';
import type { Language } from '../../domain/text/language.ts';
import { agoText, spanText } from '../../domain/time/span-text.ts';
import { labelledRows, nameOr } from './words.ts';

export interface OnCallNow {
  readonly language: Language;
  /** Null where nobody is on call. */
  readonly primary: OnCallPerson | null;
  readonly secondary: OnCallPerson | null;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly since: number;
  readonly until: number;
  /** Who comes then; null where nobody does, or where it is not known. */
  readonly next: string | null;
  readonly escalation: readonly Escalated[];
  readonly source: OnCallSource;
  /** Who it is by each source; null where nobody is, or where the source does not tell. */
  readonly byConfig: string | null;
  readonly byPagerDuty: string | null;
  readonly differs: boolean;
  readonly pagerduty: {
    readonly state: 'not-set' | 'asking' | 'told' | 'unknown';
    readonly reason: string | null;
  };
  /** When the config file was last written; null for the shipped defaults. */
  readonly configWritten: number | null;
}

/** PagerDuty pages: where it could not be asked, who would be paged is not known. */
export function onCallVerdict({ primary, pagerduty, differs }: OnCallNow): Verdict {
  if (primary === null) return 'bad';
  if (pagerduty.state === 'unknown' || pagerduty.state === 'asking') return 'unknown';
  return differs ? 'warn' : 'ok';
}

const words = {
  en: {
    onCall: 'on call',
    nobody: 'nobody is on call',
    reach: 'primary',
    secondary: 'secondary',
    alone: 'nobody: one engineer alone',
    since: 'since',
    until: 'until',
    next: 'then',
    unanswered: 'unanswered',
    atOnce: 'at once',
    source: 'source',
    config: 'the config',
    written: 'written',
    agrees: 'the config agrees',
    differs: 'they differ',
    asking: 'PagerDuty is being asked …',
    unknown: 'whom PagerDuty would page is not known',
    notSet: 'PagerDuty is not asked (PAGERDUTY_API_TOKEN is not set)',
  },
  ko: {
    onCall: '당직',
    nobody: '당직자가 없습니다',
    reach: '주 당직',
    secondary: '부 당직',
    alone: '없음(단독 당직)',
    since: '시작',
    until: '종료',
    next: '다음',
    unanswered: '응답 없으면',
    atOnce: '즉시',
    source: '출처',
    config: '설정 파일',
    written: '수정',
    agrees: '설정 파일과 일치합니다',
    differs: '서로 다릅니다',
    asking: 'PagerDuty 조회 중 …',
    unknown: 'PagerDuty가 누구를 호출할지 확인할 수 없습니다',
    notSet: 'PagerDuty를 조회하지 않았습니다(PAGERDUTY_API_TOKEN 없음)',
  },
} as const;

export function viewOnCall(data: OnCallNow, screen: Screen): string {
  const { language, primary, secondary, since, until, next, now } = data;
  const w = words[language];
  const { paint } = screen;
  const sign = screen.sign(onCallVerdict(data));
  const heading =
    primary === null
      ? `${sign} ${paint.bad(w.nobody)}`
      : `${sign} ${w.onCall}: ${paint.bold(primary.name)}`;
  const alone = secondary === null ? w.alone : personText(secondary, language);
  const rows = labelledRows(
    [
      [w.reach, personText(primary, language)],
      [w.secondary, alone],
      [w.since, `${screen.time(since)}, ${agoText(since, now)[language]}`],
      [w.until, `${screen.time(until)}, ${agoText(until, now)[language]}`],
      [w.next, nameOr(next, language)],
      ...data.escalation.map((step, index): [string, string] => [
        index === 0 ? w.unanswered : '',
        stepText(step, language),
      ]),
      [w.source, sourceText(data)],
    ],
    screen,
  );
  return [heading, '', rows, ...differenceLines(data, screen)].join('\n');
}

function stepText({ to, after, person, phone }: Escalated, language: Language): string {
  const when = after === 0 ? words[language].atOnce : spanText(after)[language];
  const number = phone === null ? '' : `  ${phone}`;
  return `${when}: ${nameOr(person, language)} (${to})${number}`;
}

function sourceText(data: OnCallNow): string {
  const w = words[data.language];
  const { language, now, source, byConfig, differs, configWritten, pagerduty } = data;
  if (source !== 'config') {
    return byConfig === null || differs ? source : `${source}; ${w.agrees}`;
  }
  const age =
    configWritten === null ? '' : `, ${w.written} ${agoText(configWritten, now)[language]}`;
  const asked = { 'not-set': `; ${w.notSet}`, asking: `; ${w.asking}`, told: '', unknown: '' };
  return `${w.config}${age}${asked[pagerduty.state]}`;
}

function differenceLines(data: OnCallNow, screen: Screen): string[] {
  const w = words[data.language];
  const { language, differs, byConfig, byPagerDuty, pagerduty } = data;
  const lines: string[] = [];
  if (differs) {
    const told = `PagerDuty ${nameOr(byPagerDuty, language)}, ${w.config} ${nameOr(byConfig, language)}`;
    lines.push(`${screen.sign('warn')} ${w.differs}: ${told}`);
  }
  if (pagerduty.state === 'unknown') {
    lines.push(`${screen.sign('unknown')} ${w.unknown}`);
  }
  const shown = lines.map((line) => (screen.terminal ? screen.fit(line, screen.columns) : line));
  return shown.length === 0 ? [] : ['', ...shown];
}
