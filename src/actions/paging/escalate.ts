/* `tsops escalate`: the next step of the policy, or somebody by name, is paged for an open page. */

import type { Guard } from '../../contract/action.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { guard } from '../../domain/incident/guard.ts';
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
import { say, type Text } from '../../domain/text/language.ts';
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
  if (page.status !== 'resolved') {
    return guard(name, 'pass', say('it is open', '열려 있습니다'));
  }
  const said = say(
    `${pageName(page)} is resolved, and would be open again`,
    `${pageName(page)}은(는) 종료되어 다시 열리게 됩니다`,
  );
  return guard(name, 'refuse', said, ['tsops pages']);
}

function stepGuard(
  to: EscalateParts['to'],
  last: PagedLevel | undefined,
  change: PageChange | undefined,
): Guard {
  const name = 'there is such a step';
  if (change !== undefined) {
    return guard(name, 'pass', say('it is in the policy', '정책에 있습니다'));
  }
  const end = endText(last);
  const said =
    to === undefined
      ? say(`the policy has no further step: ${end.en}`, `정책에 다음 단계가 없습니다: ${end.ko}`)
      : say(`the policy has no step ${to}: ${end.en}`, `정책에 ${to}단계가 없습니다: ${end.ko}`);
  return guard(name, 'refuse', said, ['tsops escalate --to NAME', 'tsops oncall']);
}

function endText(last: PagedLevel | undefined): Text {
  if (last === undefined) return say('nobody is in it', '담당자가 없습니다');
  const { level, people } = last;
  const names = namesOf(people);
  return say(`it ends with step ${level}, ${names}`, `마지막은 ${level}단계 ${names}입니다`);
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
    return guard(name, 'pass', say('it is not theirs yet', '아직 담당이 아닙니다'));
  }
  const names = namesOf(page.assigned);
  const said = say(
    `${pageName(page)} is assigned to ${names} already`,
    `${pageName(page)}은(는) 이미 ${names} 담당입니다`,
  );
  return guard(name, 'refuse', said, ['tsops oncall', 'tsops escalate --to NAME']);
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
      ? say(
          `escalates to step ${change.level}, which pages`,
          `${change.level}단계로 에스컬레이션하여 호출:`,
        )
      : say(
          'is assigned to this person, who is paged; it no longer escalates automatically',
          '지정 호출(더 이상 자동으로 에스컬레이션되지 않음):',
        );
  return [
    ...pages.flatMap((page) => pageLines(page, screen)),
    screen.say(heading),
    ...people.map((person) =>
      screen.fit(`  ${personText(person, screen.language)}`, screen.columns),
    ),
  ].join('\n');
}
