/* The page itself. An event may go again, since its dedup key joins it; what opens an incident goes once. */

import type { Applied } from '../../contract/action.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { longestSummary, pageSeverity } from '../../domain/notification/page-content.ts';
import type { PagedIncident, PagedPerson } from '../../domain/paging/paged-incident.ts';
import { say } from '../../domain/text/language.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import { spanText } from '../../domain/time/span-text.ts';
import type { Pages } from '../../ports/pages.ts';
import type { NotAccepted, Paging, SentPage } from '../../ports/paging.ts';
import { readBack } from '../protocol/read-back.ts';
import { withinTime } from '../protocol/within-time.ts';
import type { PageParts, PagePlan, PageReceipt } from './page-plan.ts';

const tries = 3;
/** Milliseconds. PagerDuty advises half a minute; nobody who needs help waits that long. */
const pause = 5000;
/** Milliseconds that a page whose answer was lost is looked for. */
const lookedFor = 6000;

/** Ends within `budget` milliseconds: what was on its way then may have been taken. */
export async function sendPage(
  parts: PageParts,
  plan: PagePlan,
  budget: number,
): Promise<Applied<PageReceipt>> {
  const { way, context } = parts;
  const sent: Sent = { at: context.clock.now(), perhapsTaken: false };
  const until = sent.at + budget;
  try {
    const ended = await withinTime(context, budget, (signal) =>
      way.by === 'policy'
        ? sendEvent({ parts, plan, signal, until, sent }, way.paging)
        : openFor({ parts, plan, signal, until, sent }, way.person, way.pager),
    );
    if (ended !== null) return ended.value;
    const reason = `PagerDuty did not answer within ${formatDuration(Math.ceil(budget / 1000) * 1000)}`;
    if (sent.perhapsTaken) return lost(reason);
    throw new TsopsError({ kind: 'unreachable', message: `${reason}.`, next: ['tsops pages'] });
  } catch (thrown) {
    throw thrown instanceof TsopsError ? nobodyPaged(thrown) : thrown;
  }
}

interface Sent {
  /** Epoch milliseconds. */
  readonly at: number;
  /** A try is on its way, or its answer was lost. */
  perhapsTaken: boolean;
}

interface Sending {
  readonly parts: PageParts;
  readonly plan: PagePlan;
  /** Ends with our own, and when time is up. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly until: number;
  readonly sent: Sent;
}

/** A refusal tells nothing but that somebody has to be called by hand. */
function nobodyPaged(error: TsopsError): TsopsError {
  const { kind, message, next } = error;
  return new TsopsError({
    kind: kind === 'refused' ? 'unreachable' : kind,
    message: `Nobody was paged. ${message}`,
    next,
    cause: error,
  });
}

async function sendEvent(sending: Sending, paging: Paging): Promise<Applied<PageReceipt>> {
  const { parts, plan, sent } = sending;
  const failed = await tryEvent(sending, eventOf(plan, parts.service, sent.at), paging);
  if (failed === null) return { applied: 'yes', receipt: { page: null, sentAt: sent.at } };
  if (!sent.perhapsTaken) throw failed.error;
  return (await shown(sending)) ?? lost(failed.error.message);
}

interface Failed extends NotAccepted {
  readonly error: TsopsError;
}

/** Null once it is accepted. A limit is waited for as long as it asks, and time allows. */
async function tryEvent(sending: Sending, event: SentPage, paging: Paging): Promise<Failed | null> {
  const { parts, signal, until } = sending;
  const { clock, terminal } = parts.context;
  for (let failures = 0; ; ) {
    const failed = await sendOnce(sending, event, paging);
    if (failed === null) return null;
    const { error, wait } = failed;
    if (wait === undefined) failures += 1;
    const next = wait ?? pause;
    if (failures === tries || clock.now() + next >= until) return failed;
    terminal.warn(
      terminal.screen.say(
        say(
          `${error.message}; the same event goes again in ${formatDuration(next)}`,
          `${error.message} ${spanText(next).ko} 뒤 같은 이벤트를 다시 보냅니다`,
        ),
      ),
    );
    await clock.sleep(next, signal);
  }
}

async function sendOnce(
  { parts, signal, sent }: Sending,
  event: SentPage,
  paging: Paging,
): Promise<Failed | null> {
  const before = sent.perhapsTaken;
  sent.perhapsTaken = true;
  try {
    await paging.send(event, signal);
    return null;
  } catch (thrown) {
    parts.context.signal.throwIfAborted();
    if (!(thrown instanceof TsopsError) || thrown.kind !== 'unreachable') throw thrown;
    const data = (thrown.data ?? { perhapsTaken: true }) as NotAccepted;
    // One earlier try that may have been taken is enough.
    sent.perhapsTaken = before || data.perhapsTaken;
    return { ...data, error: thrown };
  }
}

function eventOf(plan: PagePlan, service: string, at: number): SentPage {
  const { environment, key, severity, summary } = plan;
  return {
    action: 'trigger',
    dedupKey: key,
    summary: titleOf(plan),
    source: `${service} ${environment}`,
    severity: pageSeverity[severity],
    details: { severity, summary, from: 'tsops page' },
    links: [],
    at,
  };
}

/** What the incident is called; it is found by that where PagerDuty does not tell its key. */
function titleOf({ severity, summary }: Pick<PagePlan, 'severity' | 'summary'>): string {
  return `${severity} ${summary}`.slice(0, longestSummary);
}

async function openFor(
  sending: Sending,
  person: PagedPerson,
  pager: Pages,
): Promise<Applied<PageReceipt>> {
  const { plan, signal, sent } = sending;
  const { key, urgency } = plan;
  sent.perhapsTaken = true;
  const written = await pager.page({ title: titleOf(plan), key, person, urgency }, signal);
  if (written.written === 'yes') {
    return { applied: 'yes', receipt: { page: written.incidents[0]?.id ?? null, sentAt: sent.at } };
  }
  return (await shown(sending)) ?? lost(written.reason);
}

/** What was taken although its answer was lost; undefined where that is not seen. */
async function shown({
  parts: { context, pager },
  plan,
  signal,
  until,
  sent,
}: Sending): Promise<Applied<PageReceipt> | undefined> {
  if (pager === null) return undefined;
  const look = () => openPage(pager, plan, null, signal);
  const budget = Math.min(lookedFor, until - context.clock.now());
  const { found } = await readBack({ clock: context.clock, signal }, budget, look);
  return found === null
    ? undefined
    : { applied: 'yes', receipt: { page: found.id, sentAt: sent.at } };
}

/** The open incident of this page: by its id, its key, or (an event's need not show its key) its title. */
export async function openPage(
  pager: Pages,
  plan: PagePlan,
  id: string | null,
  signal: AbortSignal,
): Promise<PagedIncident | null> {
  const open = await pager.open(signal);
  const title = titleOf(plan);
  return (
    open.find((page) => page.id === id || page.key === plan.key) ??
    open.find((page) => page.key === null && page.title === title) ??
    null
  );
}

function lost(reason: string): Applied<PageReceipt> {
  const problem: Problem = {
    kind: 'unreachable',
    message: `It is not known whether anybody was paged: ${reason}`,
    next: ['tsops pages'],
  };
  return { applied: 'unknown', problem };
}
