/* One answer to one or more pages: acknowledged, resolved, escalated or given to somebody; sent once. */

import type { Action, Applied, Plan, Verified } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import {
  isReached,
  type ListedPage,
  listed,
  type PageChange,
} from '../../domain/paging/page-change.ts';
import { pageStatus } from '../../domain/paging/page-status.ts';
import { namesOf, type PagedIncident, pageName } from '../../domain/paging/paged-incident.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import type { Pages } from '../../ports/pages.ts';
import { notShown, readBack } from '../protocol/read-back.ts';
import { type NoteState, noteOnce, noteProblem } from './note-once.ts';

export interface ChangePagePlan extends Plan {
  /** Those that will be changed. */
  readonly pages: readonly ListedPage[];
  /** Those that are so already. */
  readonly already: readonly ListedPage[];
  readonly change: PageChange;
  readonly note: string | null;
}

export interface ChangePageReceipt {
  readonly pages: readonly string[];
  /** What became of the note; null where none was given. */
  readonly note: NoteState | null;
}

export interface ChangePageProof {
  /** As PagerDuty shows them afterwards. */
  readonly pages: readonly ListedPage[];
}

export interface ChangePageParts {
  readonly context: Pick<Context, 'clock' | 'signal'>;
  readonly pager: Pages;
  readonly name: 'ack' | 'escalate' | 'resolve-page';
  readonly noun: string;
  plan(): Promise<ChangePagePlan>;
  showPlan(plan: ChangePagePlan, screen: Screen): string;
  /** What to type where it is not known how it ended. */
  again(plan: ChangePagePlan): string;
  /** What to type once it is done; nothing by default. */
  after?(pages: readonly PagedIncident[]): readonly string[];
}

export type ChangePage = Action<ChangePagePlan, ChangePageReceipt, ChangePageProof>;

const timeout = 30_000;
/** Milliseconds that a write whose answer was lost is looked for. */
const lookedFor = 5000;

export function changePageAction(parts: ChangePageParts): ChangePage {
  return {
    name: parts.name,
    noun: parts.noun,
    danger: 'remote',
    timeout,
    plan: () => parts.plan(),
    lock: ({ environment }) => `pages-${environment}`,
    nothingToDo: ({ pages, already, guards, change }) =>
      pages.length > 0 || guards.some(({ state }) => state !== 'pass')
        ? null
        : { detail: idleText(already, change), next: ['tsops pages'] },
    showPlan: parts.showPlan,
    intent: intentOf,
    apply: (plan, record) => apply(parts, plan, record),
    verify: (plan, receipt, record, wait) => verify(parts, plan, receipt, record, wait.timeout),
    stillRunning: (plan, receipt) => ({
      detail:
        receipt === null
          ? say(
              'Whether PagerDuty accepted it is not known.',
              'PagerDuty가 접수했는지 알 수 없습니다.',
            )
          : say(
              'PagerDuty accepted it; it was not read back.',
              'PagerDuty가 접수했으나 다시 확인하지 않았습니다.',
            ),
      next: receipt === null ? ['tsops pages', parts.again(plan)] : ['tsops pages'],
    }),
    undo: () => null,
  };
}

function idleText(already: readonly PagedIncident[], change: PageChange): Text {
  if (already.length === 0) {
    return say('No page is open: there is nothing to do.', '열린 호출이 없어 할 일이 없습니다.');
  }
  const names = already.map(pageName).join(', ');
  const ko = change.to === 'resolved' ? '종료되었습니다' : '응답되었습니다';
  return say(`${names} ${isAre(already)} ${change.to} already.`, `${names}: 이미 ${ko}.`);
}

function isAre(list: readonly unknown[]): string {
  return list.length === 1 ? 'is' : 'are';
}

function intentOf({ pages, change, note }: ChangePagePlan): Readonly<Record<string, unknown>> {
  const to =
    change.to === 'level'
      ? namesOf(change.people)
      : change.to === 'person'
        ? change.person.name
        : undefined;
  return {
    pages: pages.map(({ id, number, title }) => ({ id, number, title })),
    ...(to === undefined ? {} : { to }),
    ...(change.to === 'level' ? { level: change.level } : {}),
    ...(note === null ? {} : { note }),
  };
}

async function apply(
  { context, pager, again }: ChangePageParts,
  plan: ChangePagePlan,
  record: OpenRecord,
): Promise<Applied<ChangePageReceipt>> {
  const { signal } = context;
  const ids = plan.pages.map(({ id }) => id);
  await refuseWhereOneIsOver(pager, plan, signal);
  const written = await pager.change(ids, plan.change, signal);
  if (written.written === 'unknown') {
    const { found } = await readBack(context, lookedFor, () => reachedPages(pager, plan, signal));
    if (found === null) return lost(written.reason, again(plan));
  }
  const note = plan.note === null ? null : await noteOnce(context, pager, ids, plan.note, record);
  return { applied: 'yes', receipt: { pages: ids, note } };
}

/** One that was resolved since the plan would be open again. */
async function refuseWhereOneIsOver(
  pager: Pages,
  { pages, change }: ChangePagePlan,
  signal: AbortSignal,
): Promise<void> {
  if (change.to === 'resolved') return;
  const now = await Promise.all(pages.map(({ id }) => pager.incident(id, signal)));
  const over = now.filter((page) => page?.status === 'resolved').filter((page) => page !== null);
  if (over.length === 0) return;
  const names = over.map(pageName).join(', ');
  throw new TsopsError({
    kind: 'refused',
    message: say(
      `${names} ${over.length === 1 ? 'was' : 'were'} resolved meanwhile.`,
      `그 사이 ${names}이(가) 종료되었습니다.`,
    ),
    why: say(
      'PagerDuty would reopen it. Nothing was done.',
      'PagerDuty에서 다시 열리게 되므로 실행하지 않았습니다.',
    ),
    next: ['tsops pages'],
  });
}

/** All of them as PagerDuty shows them, once each shows the change; else null. */
async function reachedPages(
  pager: Pages,
  { pages, change }: ChangePagePlan,
  signal: AbortSignal,
): Promise<readonly PagedIncident[] | null> {
  const shown = await Promise.all(
    pages.map(async (before) => {
      const page = await pager.incident(before.id, signal);
      return page !== null && isReached(page, change, before) ? page : null;
    }),
  );
  const reached = shown.filter((page) => page !== null);
  return reached.length === pages.length ? reached : null;
}

function lost(reason: string, again: string): Applied<ChangePageReceipt> {
  return {
    applied: 'unknown',
    problem: {
      kind: 'unreachable',
      message: `PagerDuty did not say whether it accepted it, and does not show it: ${reason}`,
      next: ['tsops pages', again],
    },
  };
}

async function verify(
  { context, pager, after }: ChangePageParts,
  plan: ChangePagePlan,
  { note }: ChangePageReceipt,
  record: OpenRecord | null,
  budget: number,
): Promise<Verified<ChangePageProof>> {
  const look = () => reachedPages(pager, plan, context.signal);
  const read = await readBack(context, budget, look);
  const { found } = read;
  if (found === null)
    return notShown(read, say('does not show it', '반영된 것이 보이지 않습니다'), ['tsops pages']);
  for (const page of found) await record?.append(lineKind[plan.change.to], lineOf(page));
  const problems = note === null ? [] : noteProblem(note);
  return {
    state: 'done',
    verdict: problems.length === 0 ? 'ok' : 'warn',
    proof: { pages: found.map((page) => listed(page, [])) },
    detail: say(
      found.map((page) => doneText(page, plan.change).en).join(' '),
      found.map((page) => doneText(page, plan.change).ko).join(' '),
    ),
    next: after?.(found) ?? [],
    problems,
  };
}

const lineKind = {
  acknowledged: 'acknowledged',
  resolved: 'page-resolved',
  level: 'paged',
  person: 'paged',
} as const satisfies Record<PageChange['to'], string>;

function lineOf({ number, title, assigned, acknowledgedBy, acknowledgedUntil }: PagedIncident) {
  return {
    page: number,
    title,
    assigned: assigned.map(({ name }) => name),
    by: acknowledgedBy,
    until: acknowledgedUntil === null ? null : new Date(acknowledgedUntil).toISOString(),
  };
}

function doneText(page: PagedIncident, change: PageChange): Text {
  const { assigned, acknowledgedBy, status } = page;
  const name = pageName(page);
  if (change.to === 'acknowledged') {
    const by = acknowledgedBy.join(', ');
    return say(
      `${name} is acknowledged by ${by || 'somebody'}.`,
      `${name}: ${by || '담당자'} 응답.`,
    );
  }
  if (change.to === 'resolved') return say(`${name} is resolved.`, `${name}: 종료됨.`);
  const names = namesOf(assigned);
  return say(
    `${name} is ${status} and assigned to ${names}.`,
    `${name}: ${pageStatus(status).ko}, 담당 ${names}.`,
  );
}
