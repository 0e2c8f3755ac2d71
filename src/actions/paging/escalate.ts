/* `tsops escalate`: the next step of the policy, or somebody by name, is paged for an open page. */

import type { Guard } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import type { Reachable } from '../../domain/oncall/contact.ts';
import { type OnCallPerson, personAt } from '../../domain/oncall/people.ts';
import { personText } from '../../domain/oncall/person-text.ts';
import { levelOf, listed, nextLevel, type PageChange } from '../../domain/paging/page-change.ts';
import {
  namesOf,
  type PagedIncident,
  type PagedLevel,
  pageName,
} from '../../domain/paging/paged-incident.ts';
import { pageMeant } from '../../evidence/paging/paged-incidents.ts';
import { personNamed } from '../../evidence/paging/paged-people.ts';
import type { Pages } from '../../ports/pages.ts';
import { type ChangePage, type ChangePagePlan, changePageAction } from './change-page.ts';
import { pageLines } from './page-text.ts';

export interface EscalateParts {
  readonly context: Pick<Context, 'clock' | 'signal'>;
  readonly pager: Pages;
  readonly environment: string;
  readonly contacts: readonly Reachable[];
  /** Id or number; undefined for the only one that is open. */
  readonly named: string | undefined;
  /** A step from 1, or a person's name; undefined for the next step. */
  readonly to: number | string | undefined;
}

export function escalateAction(parts: EscalateParts): ChangePage {
  const { context, pager, named, contacts } = parts;
  return changePageAction({
    context,
    pager,
    name: 'escalate',
    noun: 'escalation',
    async plan() {
      const page = await pageMeant(pager, named, 'tsops escalate', context.signal);
      const levels = await pager.levels(page.policy, context.signal);
      return planOf(parts, page, levels, await changeOf(parts, page, levels));
    },
    showPlan(plan, screen) {
      const now = context.clock.now();
      const people = peopleOf(plan.change).map((name) => personAt(name, contacts, now));
      return showPlan(plan, people, screen);
    },
    again: () => 'tsops escalate',
  });
}

/** Undefined where there is no such step. */
async function changeOf(
  { pager, context, contacts, to }: EscalateParts,
  page: PagedIncident,
  levels: readonly PagedLevel[],
): Promise<PageChange | undefined> {
  if (typeof to === 'string') {
    const person = await personNamed(pager, contacts, to, context.signal);
    return { to: 'person', person };
  }
  const step =
    to === undefined ? nextLevel(page, levels) : levels.find(({ level }) => level === to);
  return step === undefined ? undefined : { to: 'level', level: step.level, people: step.people };
}

function planOf(
  { environment, to }: EscalateParts,
  page: PagedIncident,
  levels: readonly PagedLevel[],
  change: PageChange | undefined,
): ChangePagePlan {
  const last = levels.at(-1);
  return {
    environment,
    guards: [openGuard(page), stepGuard(to, last, change), elsewhereGuard(page, levels, change)],
    key: `escalate-${page.id}-${change === undefined ? 'none' : peopleOf(change).join('-')}`,
    pages: [listed(page, levels)],
    already: [],
    change: change ?? { to: 'level', level: last?.level ?? 1, people: last?.people ?? [] },
    note: null,
  };
}

function openGuard(page: PagedIncident): Guard {
  const name = 'open';
  if (page.status !== 'resolved') return { name, state: 'pass', detail: 'it is open' };
  const detail = `${pageName(page)} is resolved, and would be open again`;
  return { name, state: 'refuse', detail, next: ['tsops pages'] };
}

function stepGuard(
  to: EscalateParts['to'],
  last: PagedLevel | undefined,
  change: PageChange | undefined,
): Guard {
  const name = 'there is such a step';
  if (change !== undefined) return { name, state: 'pass', detail: 'it is in the policy' };
  const end = last === undefined ? 'nobody is in it' : `it ends with ${lastText(last)}`;
  const detail =
    to === undefined
      ? `the policy has no further step: ${end}`
      : `the policy has no step ${to}: ${end}`;
  return { name, state: 'refuse', detail, next: ['tsops escalate --to NAME', 'tsops oncall'] };
}

function lastText({ level, people }: PagedLevel): string {
  return `step ${level}, ${namesOf(people)}`;
}

/** Who has it already is not paged anew by a write that changes nothing. */
function elsewhereGuard(
  page: PagedIncident,
  levels: readonly PagedLevel[],
  change: PageChange | undefined,
): Guard {
  const name = 'somebody else';
  const same =
    change?.to === 'level'
      ? change.level === levelOf(page, levels)
      : change?.to === 'person' && page.assigned.some(({ id }) => id === change.person.id);
  if (!same || page.status !== 'triggered') {
    return { name, state: 'pass', detail: 'it is not theirs yet' };
  }
  const detail = `${pageName(page)} is assigned to ${namesOf(page.assigned)} already`;
  return { name, state: 'refuse', detail, next: ['tsops oncall', 'tsops escalate --to NAME'] };
}

function peopleOf(change: PageChange): string[] {
  if (change.to === 'person') return [change.person.name];
  return change.to === 'level' ? change.people.map(({ name }) => name) : [];
}

function showPlan(
  { pages, change }: ChangePagePlan,
  people: readonly OnCallPerson[],
  screen: Screen,
): string {
  const heading =
    change.to === 'level'
      ? `escalates to step ${change.level}, which pages`
      : 'is given to, who is paged; it escalates no more by itself';
  return [
    ...pages.flatMap((page) => pageLines(page, screen)),
    heading,
    ...people.map((person) => screen.fit(`  ${personText(person, 'en')}`, screen.columns)),
  ].join('\n');
}
