/* A page as people read it before and after they answer it. */
import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import type { ListedPage } from '../../domain/paging/page-change.ts';
import { pageStatus } from '../../domain/paging/page-status.ts';
import { namesOf, type PagedIncident } from '../../domain/paging/paged-incident.ts';
import { say } from '../../domain/text/language.ts';

/** Whether somebody has to do something about it. */
function pageVerdict({ status }: Pick<PagedIncident, 'status'>): Verdict {
  return ({ triggered: 'bad', acknowledged: 'warn', resolved: 'ok' } as const)[status];
}

/** `✖ #1201 TalkStudio Production is DOWN` and below it who has it, and what PagerDuty does next. */
export function pageLines(page: ListedPage, screen: Screen): string[] {
  const { number, title, url } = page;
  const { paint } = screen;
  const shown = [
    `${screen.sign(pageVerdict(page))} ${paint.bold(`#${number} ${title}`)}`,
    `  ${standingText(page, screen)}`,
    ...nextText(page, screen).map((line) => `  ${line}`),
    ...(url === null ? [] : [paint.dim(`  ${url}`)]),
  ];
  return shown.map((line) => (screen.terminal ? screen.fit(line, screen.columns) : line));
}

function standingText(
  { status, since, assigned, acknowledgedBy }: PagedIncident,
  screen: Screen,
): string {
  const [by, names, ago] = [acknowledgedBy.join(', '), namesOf(assigned), screen.ago(since)];
  return screen.say(
    say(
      `${status}${by === '' ? '' : ` by ${by}`}, began ${ago}${assigned.length === 0 ? '' : `, assigned to ${names}`}`,
      `${pageStatus(status).ko}${by === '' ? '' : `(${by})`}, ${ago} 시작${assigned.length === 0 ? '' : `, 담당 ${names}`}`,
    ),
  );
}

/** The next thing that PagerDuty does by itself. */
function nextText(page: ListedPage, screen: Screen): string[] {
  const { escalatesAt, escalatesTo, acknowledgedUntil, status, direct } = page;
  if (escalatesAt !== null) {
    const names = escalatesTo.join(', ');
    const [ago, at] = [screen.ago(escalatesAt), screen.time(escalatesAt)];
    const to = names === '' ? '' : ` to ${names}`;
    const ko = names === '' ? '' : `: ${names}`;
    return [screen.say(say(`escalates ${ago}${to} (${at})`, `${ago} 에스컬레이션${ko} (${at})`))];
  }
  if (acknowledgedUntil !== null) {
    const when = `${screen.ago(acknowledgedUntil)} (${screen.time(acknowledgedUntil)})`;
    return [screen.say(say(`acknowledgement expires ${when}`, `응답 만료 ${when}`))];
  }
  if (status !== 'triggered') return [];
  return [screen.say(direct ? escalatesToNobody : lastStep)];
}

const escalatesToNobody = say(
  'does not escalate: it was assigned by name',
  '에스컬레이션 없음: 지정 호출입니다',
);
const lastStep = say('is at the last step', '마지막 단계까지 에스컬레이션됨');
