/* What somebody left open that is settled or answered first: actions of ours, and pages. */

import { type ActionFacts, factsOfAction } from '../incident/action-facts.ts';
import { roughSpan as span } from '../time/duration.ts';
import type { DigestFacts, OpenAction, OpenPage } from './facts.ts';

export interface Recommendation {
  readonly command: string;
  readonly reason: string;
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
  const what = `the ${found.action} of ${found.environment} ${span(now - found.at)} ago`;
  const reasons = {
    unknown: `it is not known yet how ${what} ended`,
    driven: `${what} is being driven by ${found.driver}: do not start another`,
    'left-running': `${what} was left running`,
  };
  // A record may say anything: only a plain name goes into a command.
  const environment = /^[\w.-]{1,30}$/.test(found.environment) ? found.environment : 'production';
  const command = factsOfAction(found.action)?.status(environment) ?? 'tsops incident status';
  return { command, reason: reasons[found.state] };
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
  return { command, reason: `page #${number} is unanswered for ${span(now - since)}: ${title}` };
}
