/* What somebody left open that is settled or answered first: actions of ours, and pages. */

import { type ActionFacts, actionName, factsOfAction } from '../incident/action-facts.ts';
import { say, type Text } from '../text/language.ts';
import { roughSpanText as span } from '../time/span-text.ts';
import type { DigestFacts, OpenAction, OpenPage } from './facts.ts';

export interface Recommendation {
  readonly command: string;
  readonly reason: string;
  /** The reason in every language. */
  readonly said: Text;
}

export function recommended(command: string, said: Text): Recommendation {
  return { command, reason: said.en, said };
}

/** What can do no harm by running on: it need not be settled before an outage is looked at. */
const harmless: Readonly<Record<ActionFacts['changes'], boolean>> = {
  deploy: false,
  cache: true,
  page: true,
  silence: true,
  words: false,
};

function isHarmless(action: string): boolean {
  const facts = factsOfAction(action);
  return facts !== undefined && harmless[facts.changes];
}

/** A deploy whose outcome is unknown is settled before anything else is done: it may run still. */
export function openFirst(facts: DigestFacts): Recommendation | undefined {
  const mayRun = facts.open.filter(
    ({ action, state }) => state !== 'left-running' && !isHarmless(action),
  );
  return lookAt(mayRun.find(({ state }) => state === 'unknown') ?? mayRun[0], facts.now);
}

export function leftOpen({ open, now }: DigestFacts): Recommendation | undefined {
  return lookAt(open[0], now);
}

function lookAt(found: OpenAction | undefined, now: number): Recommendation | undefined {
  if (found === undefined) return undefined;
  const ago = span(now - found.at);
  const what = `the ${found.action} of ${found.environment} ${ago.en} ago`;
  const ko = `${ago.ko} 전 ${found.environment} ${actionName(found.action).ko}`;
  const reasons = {
    unknown: say(`it is not known yet how ${what} ended`, `${ko}: 결과를 아직 알 수 없습니다`),
    driven: say(
      `${what} is being driven by ${found.driver}: do not start another`,
      `${ko}: ${found.driver}에서 진행 중이니 새로 시작하지 마십시오`,
    ),
    'left-running': say(`${what} was left running`, `${ko}: 끝을 확인하지 않은 채 남아 있습니다`),
  };
  // A record may say anything: only a plain name goes into a command.
  const environment = /^[\w.-]{1,30}$/.test(found.environment) ? found.environment : 'production';
  const command = factsOfAction(found.action)?.status(environment) ?? 'tsops incident status';
  return recommended(command, reasons[found.state]);
}

/** Whoever is woken by a page answers it first: that stops its escalation, and takes a second. */
export function answerCommand(pages: readonly OpenPage[]): string | undefined {
  const waiting = pages.filter(({ status }) => status === 'triggered');
  if (waiting.length === 0) return undefined;
  return waiting.length === 1 ? 'tsops ack' : 'tsops pages';
}

export function unanswered({ pages, now }: DigestFacts): Recommendation | undefined {
  const command = answerCommand(pages);
  const [first] = pages;
  if (command === undefined || first === undefined) return undefined;
  const { number, title, since } = first;
  const waited = span(now - since);
  return recommended(
    command,
    say(
      `page #${number} is unanswered for ${waited.en}: ${title}`,
      `호출 #${number}에 ${waited.ko}째 응답이 없습니다: ${title}`,
    ),
  );
}
