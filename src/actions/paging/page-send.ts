/* The page itself. An event may go again, since its dedup key joins it; what opens an incident goes once. */

import type { Applied } from '../../contract/action.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { longestSummary, pageSeverity } from '../../domain/notification/page-content.ts';
import type { PagedIncident, PagedPerson } from '../../domain/paging/paged-incident.ts';
import type { Pages } from '../../ports/pages.ts';
import type { NotAccepted, Page, Paging } from '../../ports/paging.ts';
import { readBack } from '../protocol/read-back.ts';
import type { PageParts, PagePlan, PageReceipt } from './page-plan.ts';

const tries = 3;
/** Milliseconds. PagerDuty advises half a minute; nobody who needs help waits that long. */
const pause = 5000;
/** Milliseconds that a page whose answer was lost is looked for. */
const lookedFor = 6000;

export async function sendPage(parts: PageParts, plan: PagePlan): Promise<Applied<PageReceipt>> {
  const { way } = parts;
  try {
    return way.by === 'policy'
      ? await sendEvent(parts, plan, way.paging)
      : await openFor(parts, plan, way.person, way.pager);
  } catch (thrown) {
    throw thrown instanceof TsopsError ? nobodyPaged(thrown) : thrown;
  }
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

async function sendEvent(
  parts: PageParts,
  plan: PagePlan,
  paging: Paging,
): Promise<Applied<PageReceipt>> {
  const sentAt = parts.context.clock.now();
  const event = eventOf(plan, parts.service, sentAt);
  const failed = await tryEvent(parts.context, event, paging);
  if (failed === null) return { applied: 'yes', receipt: { page: null, sentAt } };
  if (!failed.perhapsTaken) throw failed.error;
  return (await shown(parts, plan, sentAt)) ?? lost(failed.error.message);
}

interface Failed extends NotAccepted {
  readonly error: TsopsError;
}

/** Null once it is accepted. */
async function tryEvent(
  { clock, signal, terminal }: PageParts['context'],
  event: Page,
  paging: Paging,
): Promise<Failed | null> {
  let perhapsTaken = false;
  for (let attempt = 1; ; attempt += 1) {
    const failed = await sendOnce(paging, event, signal);
    if (failed === null) return null;
    perhapsTaken ||= failed.perhapsTaken;
    if (attempt === tries) return { error: failed.error, perhapsTaken };
    terminal.warn(`${failed.error.message}; the same event goes again in ${pause / 1000} s`);
    await clock.sleep(pause, signal);
  }
}

async function sendOnce(paging: Paging, event: Page, signal: AbortSignal): Promise<Failed | null> {
  try {
    await paging.send(event, signal);
    return null;
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof TsopsError) || thrown.kind !== 'unreachable') throw thrown;
    const { perhapsTaken } = (thrown.data ?? { perhapsTaken: true }) as NotAccepted;
    return { error: thrown, perhapsTaken };
  }
}

function eventOf(plan: PagePlan, service: string, at: number): Page {
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
  parts: PageParts,
  plan: PagePlan,
  person: PagedPerson,
  pager: Pages,
): Promise<Applied<PageReceipt>> {
  const { key, urgency } = plan;
  const { context } = parts;
  const sentAt = context.clock.now();
  const page = { title: titleOf(plan), key, person, urgency };
  const written = await pager.page(page, context.signal);
  if (written.written === 'yes') {
    return { applied: 'yes', receipt: { page: written.incidents[0]?.id ?? null, sentAt } };
  }
  return (await shown(parts, plan, sentAt)) ?? lost(written.reason);
}

/** What was taken although its answer was lost; undefined where that is not seen. */
async function shown(
  { context, pager }: PageParts,
  plan: PagePlan,
  sentAt: number,
): Promise<Applied<PageReceipt> | undefined> {
  if (pager === null) return undefined;
  const look = () => openPage(pager, plan, null, context.signal);
  const { found } = await readBack(context, lookedFor, look);
  return found === null ? undefined : { applied: 'yes', receipt: { page: found.id, sentAt } };
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
    message: `Nobody knows whether somebody was paged: ${reason}`,
    next: ['tsops pages'],
  };
  return { applied: 'unknown', problem };
}
