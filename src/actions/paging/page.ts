/* `tsops page`: wakes somebody. By the policy through the Events API, or one person by name. */

import type { Action } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { callNext } from '../../domain/oncall/call-text.ts';
import { pagingService } from '../../domain/oncall/paged.ts';
import { personAt } from '../../domain/oncall/people.ts';
import { personText } from '../../domain/oncall/person-text.ts';
import { pageStatus } from '../../domain/paging/page-status.ts';
import {
  namesOf,
  type PagedIncident,
  type PagedPerson,
} from '../../domain/paging/paged-incident.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { hour } from '../../domain/time/units.ts';
import { settle } from '../../evidence/asking/settle.ts';
import { whoIsPaged } from '../../evidence/oncall/who-is-paged.ts';
import { withinTime } from '../protocol/within-time.ts';
import type { PageParts, PagePlan, PageProof, PageReceipt } from './page-plan.ts';
import { verifyPage } from './page-proof.ts';
import { sendPage } from './page-send.ts';
import { keysOfPage, type PageKeys } from './page-tries.ts';

/** Milliseconds. PagerDuty opens an incident within seconds; who needs help calls by hand then. */
const timeout = 30_000;
/** Milliseconds. Who needs help is not kept waiting by a question that may as well go unanswered. */
const budget = 8000;
/** Milliseconds that are left for one try, however long the questions took. */
const least = 1000;

export function pageAction(parts: PageParts): Action<PagePlan, PageReceipt, PageProof> {
  const { clock } = parts.context;
  // `--timeout` is all the time there is, but for the question.
  let planning = 0;
  let sending = 0;
  return {
    name: 'page',
    noun: 'page',
    danger: 'remote',
    timeout,
    plan: async (wait) => {
      const from = clock.now();
      // Half of what is left: it may be planned a second time, and then it is to be sent.
      const left = ((wait?.timeout ?? timeout) - planning) / 2;
      const planned = await plan(parts, Math.max(least, Math.min(budget, left)));
      planning += clock.now() - from;
      return planned;
    },
    lock: ({ environment }) => `page-${environment}`,
    isSame: (planned, { key, summary, to }) =>
      key === planned.key || (summary === planned.summary && to === addressee(planned)),
    repeatable: true,
    nothingToDo: ({ open }) => (open === null ? null : joining(open)),
    showPlan,
    intent: (planned) => ({
      to: addressee(planned),
      summary: planned.summary,
      severity: planned.severity,
    }),
    apply: async (planned, _record, wait) => {
      const from = clock.now();
      const applied = await sendPage(parts, planned, Math.max(least, wait.timeout - planning));
      sending = clock.now() - from;
      return applied;
    },
    verify: (planned, receipt, record, wait) =>
      verifyPage(
        parts,
        planned,
        receipt,
        record,
        Math.max(least, wait.timeout - planning - sending),
      ),
    stillRunning: ({ call }, receipt) => ({
      detail:
        receipt === null
          ? say(
              'Whether PagerDuty accepted it is not known.',
              'PagerDuty가 접수했는지 알 수 없습니다.',
            )
          : say(
              'PagerDuty accepted it; whether anybody was paged is not known.',
              'PagerDuty가 접수했으나 누가 호출되었는지 알 수 없습니다.',
            ),
      next:
        receipt === null
          ? ['tsops pages', ...callNext(call, parts.context.clock.now())]
          : ['tsops pages'],
    }),
    undo: () => null,
  };
}

async function plan(parts: PageParts, longest: number): Promise<PagePlan> {
  const { environment, incident, way, summary, severity, context, call } = parts;
  const person = way.by === 'name' ? way.person : null;
  const now = context.clock.now();
  const to = person?.id ?? 'escalation';
  const about = { environment, incident, to, summary, now };
  const keys = await keysOfPage(context.journal, about);
  const [{ people, source }, open] = await Promise.all([
    addressees(context, person, now, longest),
    openUnder(parts, keys, now - hour, longest),
  ]);
  return {
    environment,
    guards: [],
    key: keys.key,
    summary,
    severity,
    urgency: severity === 'P1' || severity === 'P2' ? 'high' : 'low',
    person,
    people,
    source,
    open,
    call,
  };
}

async function addressees(
  context: PageParts['context'],
  person: PagedPerson | null,
  now: number,
  longest: number,
): Promise<Pick<PagePlan, 'people' | 'source'>> {
  if (person === null) {
    const told = await withinTime(context, longest, (signal) => whoIsPaged({ ...context, signal }));
    return told?.value ?? { people: [], source: null };
  }
  const { contacts } = (await context.config()).config;
  return { people: [personAt(person.name, contacts, now)], source: pagingService };
}

/** Where that cannot be asked it is not known, and the dedup key lets a repeat join all the same. */
async function openUnder(
  { context, pager }: PageParts,
  { key, before }: PageKeys,
  since: number,
  longest: number,
): Promise<PagedIncident | null> {
  if (pager === null) return null;
  const question = { question: 'is it open already', source: pagingService, budget: longest };
  const { value } = await settle<PagedIncident>(context, question, async (signal) => {
    const isSame = (page: PagedIncident) =>
      page.key === key || (before !== null && page.key === before && page.since > since);
    const found = (await pager.open(signal)).find(isSame) ?? null;
    return { verdict: found === null ? 'no-data' : 'ok', value: found, detail: '' };
  });
  return value;
}

function joining({ number, status, assigned }: PagedIncident) {
  const names = namesOf(assigned);
  return {
    detail: say(
      `#${number} is open for this already, ${status} and assigned to ${names || 'nobody'}: a repeat would join it and page nobody again.`,
      `같은 내용의 #${number}이(가) 이미 열려 있습니다(${pageStatus(status).ko}, 담당 ${names || '없음'}). 다시 보내도 합쳐질 뿐 아무도 호출되지 않습니다.`,
    ),
    next: [`tsops escalate ${number}`, 'tsops pages'],
  };
}

function addressee({ people, person }: Pick<PagePlan, 'people' | 'person'>): string {
  const names = people.map(({ name }) => name).join(', ');
  return names === '' ? (person?.name ?? 'escalation') : names;
}

function heading({ person, source, urgency }: PagePlan): Text {
  if (person !== null) {
    return say(
      `pages by name, with ${urgency} urgency:`,
      `지정 호출, 긴급도 ${urgency === 'high' ? '높음' : '낮음'}:`,
    );
  }
  if (source === null) {
    return say(
      'pages whoever the policy pages; neither PagerDuty nor the config says whom',
      '정책에 따라 호출합니다. 대상은 PagerDuty와 설정 모두에서 알 수 없습니다',
    );
  }
  return source === 'config'
    ? say(
        'pages whoever the policy pages; by the config (PagerDuty did not say):',
        '정책에 따라 호출합니다. 설정 기준 대상(PagerDuty 확인 불가):',
      )
    : say(
        `pages whoever the policy pages; according to ${source} that is now:`,
        `정책에 따라 호출합니다. ${source} 기준 현재 대상:`,
      );
}

const alone = say(
  'It does not escalate: nobody else is paged automatically.',
  '에스컬레이션되지 않습니다: 다른 사람은 자동으로 호출되지 않습니다.',
);

function showPlan(plan: PagePlan, screen: Screen): string {
  const { severity, summary, people, person } = plan;
  return [
    screen.paint.bold(screen.fit(`${severity} ${summary}`, screen.columns)),
    screen.say(heading(plan)),
    ...people.map((each) => screen.fit(`  ${personText(each, screen.language)}`, screen.columns)),
    ...(person === null ? [] : [screen.say(alone)]),
    screen.say(
      say(
        'A repeat joins this page while it is open, and pages nobody again.',
        '열려 있는 동안 다시 보내면 이 호출에 합쳐지며 아무도 다시 호출되지 않습니다.',
      ),
    ),
  ].join('\n');
}
