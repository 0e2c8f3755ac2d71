/* Whether somebody was paged: an accepted event is not yet an incident that somebody has. */

import type { Verified } from '../../contract/action.ts';
import { callNext } from '../../domain/oncall/call-text.ts';
import { namesOf, type PagedIncident } from '../../domain/paging/paged-incident.ts';
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
  const progress = context.terminal.progress('accepted; looking who is paged');
  const looked = await withinTime(context, budget, (signal) =>
    readBack({ clock: context.clock, signal }, budget, () => openPage(pager, plan, id, signal)),
  ).finally(() => progress.stop());
  const read = looked?.value ?? { found: null, problem: null };
  const { found } = read;
  if (found === null) {
    const next = ['tsops pages', ...callNext(plan.call, context.clock.now())];
    return notShown(read, 'shows no incident for it', next);
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
    detail:
      'PagerDuty accepted it; whether anybody is paged is not known (PAGERDUTY_API_TOKEN is not set).',
    next: ['tsops oncall'],
  };
}

function detailOf({ number, status, assigned }: PagedIncident, joined: boolean): string {
  const whose = namesOf(assigned) || 'nobody';
  return joined
    ? `It joined #${number}, which is ${status} and assigned to ${whose}: nobody was paged again.`
    : `#${number} is ${status} and assigned to ${whose}.`;
}
