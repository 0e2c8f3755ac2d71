import type { Screen } from '../../contract/context.ts';
import { type CalendarEvent, utc } from '../../domain/oncall/calendar.ts';
import { type ComparedShift, inForce } from '../../domain/oncall/paged.ts';
import { wallTimeAt } from '../../domain/oncall/zone-time.ts';
import type { Language } from '../../domain/text/language.ts';
import { zonedTime } from '../../domain/time/zoned.ts';
import type { OnCallNow } from './view.ts';
import { nameOr } from './words.ts';

export interface OnCallSchedule {
  readonly language: Language;
  /** IANA name of the zone that times are shown in. */
  readonly zone: string;
  /** In order, without a gap. */
  readonly shifts: readonly ComparedShift[];
  readonly pagerduty: OnCallNow['pagerduty'];
  /** The calendar file that was written. */
  readonly ics: string | null;
}

const words = {
  en: {
    head: ['from', 'until', 'primary', 'secondary', ''],
    alone: 'alone',
    leave: 'stands in',
    override: 'override',
    config: 'config',
    wrote: 'wrote',
    times: 'all times',
    unknown: 'PagerDuty is unknown',
  },
  ko: {
    head: ['시작', '종료', '주 당직', '부 당직', ''],
    alone: '단독',
    leave: '대신 근무',
    override: '대체 근무',
    config: '설정',
    wrote: '파일을 썼습니다:',
    times: '기준 시간대:',
    unknown: 'PagerDuty를 확인할 수 없습니다',
  },
} as const;

export function viewSchedule(data: OnCallSchedule, screen: Screen): string {
  const { language, zone, shifts, pagerduty, ics } = data;
  const w = words[language];
  const short = (at: number) => {
    const { date, time } = wallTimeAt(at, zone);
    return `${date.slice(5)} ${time}`;
  };
  const rows = shifts.map((shift) => {
    const { primary } = inForce(shift);
    const secondary = shift.secondary ?? (shift.part === 'weekend' ? w.alone : '');
    return [short(shift.from), short(shift.to), nameOr(primary, language), secondary, note(shift)];
  });
  function note({ why, differs, primary }: ComparedShift): string {
    if (differs) return `${screen.sign('warn')} ${w.config}: ${nameOr(primary, language)}`;
    if (primary === null) return screen.sign('bad');
    return why === 'rotation' ? '' : w[why];
  }
  const gap = `${screen.sign('unknown')} ${w.unknown}: ${pagerduty.reason}`;
  return [
    screen.table(rows, { head: w.head, flexible: 2 }),
    screen.paint.dim(`  ${w.times} ${zoneName(data)}`),
    ...(pagerduty.state === 'unknown'
      ? [screen.terminal ? screen.fit(gap, screen.columns) : gap]
      : []),
    ...(ics === null ? [] : [`${w.wrote} ${ics}`]),
  ].join('\n');
}

const summaries = {
  en: { primary: 'On call', nobody: 'Nobody is on call', secondary: 'secondary' },
  ko: { primary: '당직', nobody: '당직자 없음', secondary: '부 당직' },
} as const;

export function calendarEventsOf(
  { shifts, language }: OnCallSchedule,
  service: string,
): CalendarEvent[] {
  const w = summaries[language];
  return shifts.map((shift) => {
    const { from, to, primary, secondary } = inForce(shift);
    const place = service.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    return {
      uid: `oncall-${utc(from)}@${place}.tsops`,
      from,
      to,
      summary: primary === null ? `${service}: ${w.nobody}` : `${service} ${w.primary}: ${primary}`,
      description: secondary === null ? '' : `${w.secondary}: ${secondary}`,
    };
  });
}

/** `KST`; the whole name where summer time begins or ends among the shifts. */
function zoneName({ shifts, zone }: OnCallSchedule): string {
  const names = new Set(
    shifts.flatMap(({ from, to }) => [from, to]).map((at) => zonedTime(at, zone).zone),
  );
  const [name = zone] = names;
  return names.size === 1 ? name : zone;
}
