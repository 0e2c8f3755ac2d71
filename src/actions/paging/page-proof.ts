/* Whether somebody was paged: an accepted event is not yet an incident that somebody has. */

import type { Verified } from '../../contract/action.ts';
import { callNext } from '../../domain/oncall/call-text.ts';
import { pageStatus } from '../../domain/paging/page-status.ts';
import { namesOf, type PagedIncident } from '../../domain/paging/paged-incident.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { minute } from '../../domain/time/units.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { notShown, readBack } from '../protocol/read-back.ts';
import { withinTime } from '../protocol/within-time.ts';
import type { PageParts, PagePlan, PageProof, PageReceipt } from './page-plan.ts';
import { openPage } from './page-send.ts';

/** Milliseconds: two clocks differ by less. */
const clockTolerance = minute;

export async function verifyPage(
  { context, pager }: PageParts,
  plan: PagePlan,
  { page: id, sentAt }: PageReceipt,
  record: OpenRecord | null,
  budget: number,
): Promise<Verified<PageProof>> {
  if (pager === null) return accepted(record);
  const progress = context.terminal.progress(
    context.terminal.screen.say(
      say('accepted; looking who is paged', '접수됨. 호출 대상을 확인하는 중'),
    ),
  );
  const looked = await withinTime(context, budget, (signal) =>
    readBack({ clock: context.clock, signal }, budget, () => openPage(pager, plan, id, signal)),
  ).finally(() => progress.stop());
  const read = looked?.value ?? { found: null, problem: null };
  const { found } = read;
  if (found === null) {
    const next = ['tsops pages', ...callNext(plan.call, context.clock.now())];
    return notShown(read, say('shows no incident for it', '해당 인시던트가 보이지 않습니다'), next);
  }
  const joined = found.since < sentAt - clockTolerance;
  const { number, title } = found;
  const assigned = found.assigned.map(({ name }) => name);
  await record?.append('paged', { page: number, title, assigned, by: [], until: null });
  return {
    state: 'done',
    verdict: assigned.length === 0 ? 'warn' : 'ok',
    proof: { page: found, joined },
    detail: detailOf(found, joined),
    next: joined ? [`tsops escalate ${number}`] : ['tsops pages'],
  };
}

/** Without the API's key nothing more can be known. */
async function accepted(record: OpenRecord | null): Promise<Verified<PageProof>> {
  await record?.append('paged', { page: null, title: '', assigned: [], by: [], until: null });
  return {
    state: 'done',
    verdict: 'warn',
    proof: null,
    detail: say(
      'PagerDuty accepted it; whether anybody is paged is not known (PAGERDUTY_API_TOKEN is not set).',
      'PagerDuty가 접수했으나 누가 호출되었는지 알 수 없습니다(PAGERDUTY_API_TOKEN 미설정).',
    ),
    next: ['tsops oncall'],
  };
}

function detailOf({ number, status, assigned }: PagedIncident, joined: boolean): Text {
  const names = namesOf(assigned);
  const whose = names || 'nobody';
  const ko = `#${number}: ${pageStatus(status).ko}, 담당 ${names || '없음'}`;
  return joined
    ? say(
        `It joined #${number}, which is ${status} and assigned to ${whose}: nobody was paged again.`,
        `${ko}. 이미 열린 호출에 합쳐져 아무도 다시 호출되지 않았습니다.`,
      )
    : say(`#${number} is ${status} and assigned to ${whose}.`, `${ko}.`);
}
