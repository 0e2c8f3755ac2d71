/* A page as people read it before and after they answer it. */
import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import type { ListedPage } from '../../domain/paging/page-change.ts';
import { namesOf, type PagedIncident } from '../../domain/paging/paged-incident.ts';

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

function standingText({ status, since, assigned, acknowledgedBy }: PagedIncident, screen: Screen) {
  const by = acknowledgedBy.length === 0 ? '' : ` by ${acknowledgedBy.join(', ')}`;
  const whose = assigned.length === 0 ? '' : `, assigned to ${namesOf(assigned)}`;
  return `${status}${by}, began ${screen.ago(since)}${whose}`;
}

/** The next thing that PagerDuty does by itself. */
function nextText(page: ListedPage, screen: Screen): string[] {
  const { escalatesAt, escalatesTo, acknowledgedUntil, status, direct } = page;
  if (escalatesAt !== null) {
    const to = escalatesTo.length === 0 ? '' : ` to ${escalatesTo.join(', ')}`;
    return [`escalates ${screen.ago(escalatesAt)}${to} (${screen.time(escalatesAt)})`];
  }
  if (acknowledgedUntil !== null) {
    const when = `${screen.ago(acknowledgedUntil)} (${screen.time(acknowledgedUntil)})`;
    return [`acknowledgement ends ${when}`];
  }
  if (status !== 'triggered') return [];
  return [direct ? 'escalates to nobody: it was given by name' : 'was escalated to the last step'];
}
