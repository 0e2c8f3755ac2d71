import { describe, expect, it } from 'vitest';
import type { PageParts, PagePlan } from '../../../src/actions/paging/page-plan.ts';
import { sendPage } from '../../../src/actions/paging/page-send.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import type { Pages, PageWritten } from '../../../src/ports/pages.ts';
import type { Paging, SentPage } from '../../../src/ports/paging.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';
import { samplePaged } from '../../samples/paging/sent-page.ts';
import { fakeContext } from '../../support/context.ts';
import { orderedClock } from '../../support/ordered-clock.ts';

const plan: PagePlan = { ...samplePaged.plan, key: 'tsops-1', summary: 'down', severity: 'P2' };
const person = { id: 'PMINJI1', name: 'Minji Kim' };

type Fate = 'taken' | Error;

function notAccepted(perhapsTaken: boolean | null): TsopsError {
  const data = perhapsTaken === null ? undefined : { perhapsTaken };
  return new TsopsError({ kind: 'unreachable', message: 'HTTP 502', data });
}

const refused = new TsopsError({ kind: 'refused', message: 'invalid routing key' });

/** Sends a page by the policy: each try meets the next fate; `open` is what PagerDuty then shows. */
async function sendEvent(
  fates: readonly Fate[],
  {
    open = [],
    stop,
    summary = plan.summary,
  }: {
    open?: readonly Partial<PagedIncident>[] | null;
    stop?: () => Error;
    summary?: string;
  } = {},
) {
  // The bound on all tries sleeps beside them.
  const clock = orderedClock(samplePage.since);
  const abort = new AbortController();
  const left = [...fates];
  const events: SentPage[] = [];
  const paging: Paging = {
    send: async (page) => {
      events.push(page);
      const fate = left.shift() ?? 'taken';
      if (stop !== undefined) abort.abort(stop());
      if (fate !== 'taken') throw fate;
    },
  };
  const pages = open?.map((page) => ({ ...samplePage, key: null, ...page }));
  const pager = { open: async () => pages } as Partial<Pages> as Pages;
  const parts: Partial<PageParts> = {
    context: fakeContext({ clock, signal: abort.signal }),
    service: 'TalkStudio',
    way: { by: 'policy', paging },
    pager: open === null ? null : pager,
  };
  const ended = await sendPage(parts as PageParts, { ...plan, summary }, 60_000).catch(
    (error: unknown) => error,
  );
  return { ended, events, slept: clock.now() - samplePage.since };
}

const receipt = { page: null, sentAt: samplePage.since };

describe('an event', () => {
  it('that is taken at once goes once, and says who is paged about what', async () => {
    const { ended, events, slept } = await sendEvent(['taken']);
    expect([ended, slept]).toEqual([{ applied: 'yes', receipt }, 0]);
    expect(events).toEqual([
      {
        action: 'trigger',
        dedupKey: 'tsops-1',
        summary: 'P2 down',
        source: 'TalkStudio production',
        severity: 'error',
        details: { severity: 'P2', summary: 'down', from: 'tsops page' },
        links: [],
        at: samplePage.since,
      },
    ]);
  });

  it('goes a second and a third time, the very same, five seconds apart, and never a fourth', async () => {
    const second = await sendEvent([notAccepted(false), 'taken']);
    expect([second.ended, second.slept]).toEqual([{ applied: 'yes', receipt }, 5000]);
    expect(second.events[1]).toEqual(second.events[0]);
    const third = await sendEvent([notAccepted(true), notAccepted(false), 'taken']);
    expect([third.ended, third.events.length]).toEqual([{ applied: 'yes', receipt }, 3]);
    const never = await sendEvent(Array.from({ length: 9 }, () => notAccepted(false)));
    expect([never.events.length, never.slept]).toEqual([3, 10_000]);
  });

  it('that was surely not taken by any try has paged nobody', async () => {
    const { ended } = await sendEvent([notAccepted(false), notAccepted(false), notAccepted(false)]);
    expect(ended).toMatchObject({
      kind: 'unreachable',
      message: 'Nobody was paged. HTTP 502',
    });
  });

  it.each([
    ['the first', [true, false, false]],
    ['the second', [false, true, false]],
    ['the last', [false, false, true]],
    ['one that does not tell', [null, false, false]],
  ])('that was perhaps taken by %s of three tries leaves it unknown', async (_which, tries) => {
    const { ended } = await sendEvent(tries.map(notAccepted));
    expect(ended).toMatchObject({
      applied: 'unknown',
      problem: { kind: 'unreachable', next: ['tsops pages'] },
    });
  });

  it('that was perhaps taken is looked for, and its incident is the receipt', async () => {
    const tries = [true, false, false].map(notAccepted);
    const there = await sendEvent(tries, { open: [{ id: 'QA', title: 'P2 down' }] });
    expect(there.ended).toEqual({ applied: 'yes', receipt: { ...receipt, page: 'QA' } });
    const another = await sendEvent(tries, { open: [{ id: 'QA', title: 'P1 down' }] });
    expect(another.ended).toMatchObject({ applied: 'unknown' });
    const unseen = await sendEvent(tries, { open: null });
    expect(unseen.ended).toMatchObject({ applied: 'unknown' });
  });

  it('that is refused goes once, and is trouble to whoever wanted to page', async () => {
    const { ended, events } = await sendEvent([refused]);
    expect(ended).toMatchObject({
      kind: 'unreachable',
      message: 'Nobody was paged. invalid routing key',
    });
    expect(events).toHaveLength(1);
  });

  it('that failed by a fault of tsops itself is passed on as it is', async () => {
    const fault = new TypeError('no');
    const { ended, events } = await sendEvent([fault]);
    expect([ended, events.length]).toEqual([fault, 1]);
  });

  it('goes no second time after Ctrl-C', async () => {
    const interrupted = new Error('Ctrl-C');
    const { ended, events } = await sendEvent([notAccepted(true)], { stop: () => interrupted });
    expect([ended, events.length]).toEqual([interrupted, 1]);
  });

  it('is called by at most what PagerDuty shows of a title, and found by that', async () => {
    const title = `P2 ${'x'.repeat(1021)}`;
    const { ended, events } = await sendEvent([true, true, true].map(notAccepted), {
      summary: 'x'.repeat(3000),
      open: [{ id: 'QA', title }],
    });
    expect(events[0]?.summary).toBe(title);
    expect(ended).toEqual({ applied: 'yes', receipt: { ...receipt, page: 'QA' } });
  });
});

describe('a page by name', () => {
  /** Opens an incident for one person; PagerDuty answers so, and then shows `open`. */
  async function openFor(written: PageWritten, open: readonly Partial<PagedIncident>[] = []) {
    const opened: unknown[] = [];
    const pager = {
      open: async () => open.map((page) => ({ ...samplePage, key: null, ...page })),
      page: async (page: unknown) => {
        opened.push(page);
        return written;
      },
    } as Partial<Pages> as Pages;
    // The bound on all tries sleeps beside them.
    const clock = orderedClock(samplePage.since);
    const parts: Partial<PageParts> = {
      context: fakeContext({ clock }),
      way: { by: 'name', person, pager },
      pager,
    };
    const ended = await sendPage(parts as PageParts, { ...plan, person, urgency: 'low' }, 60_000);
    return { ended, opened };
  }

  it('opens one incident, which is the receipt', async () => {
    const { ended, opened } = await openFor({
      written: 'yes',
      incidents: [{ ...samplePage, id: 'QB' }],
    });
    expect(ended).toEqual({ applied: 'yes', receipt: { ...receipt, page: 'QB' } });
    expect(opened).toEqual([{ title: 'P2 down', key: 'tsops-1', person, urgency: 'low' }]);
  });

  it('whose answer was lost is looked for, and never opened a second time', async () => {
    const lost = { written: 'unknown', reason: 'the connection was dropped' } as const;
    const there = await openFor(lost, [{ id: 'QB', key: 'tsops-1' }]);
    expect(there.ended).toEqual({ applied: 'yes', receipt: { ...receipt, page: 'QB' } });
    const gone = await openFor(lost, [{ id: 'QB', key: 'tsops-2', title: 'P2 down' }]);
    expect(gone.ended).toMatchObject({
      applied: 'unknown',
      problem: { message: expect.stringContaining('the connection was dropped') },
    });
    expect([there.opened.length, gone.opened.length]).toEqual([1, 1]);
  });
});
