import { describe, expect, it } from 'vitest';
import {
  type ChangePageParts,
  type ChangePagePlan,
  changePageAction,
} from '../../../src/actions/paging/change-page.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { PageChange } from '../../../src/domain/paging/page-change.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import type { Pages, PageWritten } from '../../../src/ports/pages.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { sameText } from '../../support/text.ts';

const first = { ...samplePage, id: 'QA', number: 1 };
const second = { ...samplePage, id: 'QB', number: 2 };
const acknowledged = { to: 'acknowledged' } as const;
const resolved = { to: 'resolved', resolution: null } as const;
const seungho = { id: 'PSEUNG2', name: 'Seungho Park' };
const toSeungho = { to: 'person', person: seungho } as const;

const lost: PageWritten = { written: 'unknown', reason: 'the connection was dropped' };
const taken: PageWritten = { written: 'yes', incidents: [] };

interface Changing {
  readonly change: PageChange;
  readonly note?: string | null;
  readonly answer?: PageWritten;
  /** How a page stands at the so manieth look at it, from 1. */
  readonly shows?: (page: PagedIncident, look: number) => Partial<PagedIncident> | null;
  readonly notes?: (id: string) => PageWritten | Error;
}

function changing({
  change,
  note = null,
  answer = taken,
  shows = () => ({}),
  notes = () => taken,
}: Changing) {
  const clock = fakeClock();
  const context = fakeContext({ clock });
  const plan: ChangePagePlan = {
    environment: 'production',
    guards: [],
    key: 'k',
    pages: [first, second],
    already: [],
    change,
    note,
  };
  const sent: unknown[] = [];
  const noted: string[] = [];
  const looks = new Map<string, number>();
  const pager: Partial<Pages> = {
    change: async (ids, to) => {
      sent.push([ids, to]);
      return answer;
    },
    incident: async (id) => {
      const page = id === 'QA' ? first : second;
      const look = (looks.get(id) ?? 0) + 1;
      looks.set(id, look);
      const shown = shows(page, look);
      return shown === null ? null : { ...page, ...shown };
    },
    note: async (id) => {
      noted.push(id);
      const fate = notes(id);
      if (fate instanceof Error) throw fate;
      return fate;
    },
    notes: async () => [],
  };
  const parts: ChangePageParts = {
    context,
    pager: pager as Pages,
    name: 'ack',
    noun: 'acknowledgement',
    plan: async () => plan,
    showPlan: () => '',
    again: () => 'tsops ack',
  };
  const action = changePageAction(parts);
  return { action, plan, context, clock, sent, noted };
}

async function apply(made: ReturnType<typeof changing>) {
  const record = await made.context.journal.start('ack-production');
  const ended = await made.action
    .apply(made.plan, record, { wait: true, timeout: 60_000 })
    .catch((error: unknown) => error);
  return { ended, record, slept: made.clock.slept() };
}

describe('one answer to several pages', () => {
  it('is one write of all of them', async () => {
    const made = changing({ change: acknowledged });
    const { ended, slept } = await apply(made);
    expect(made.sent).toEqual([[['QA', 'QB'], acknowledged]]);
    expect([ended, slept]).toEqual([
      { applied: 'yes', receipt: { pages: ['QA', 'QB'], note: null } },
      0,
    ]);
  });

  it('is not sent where the second of them was resolved meanwhile', async () => {
    const made = changing({
      change: acknowledged,
      shows: ({ id }) => (id === 'QB' ? { status: 'resolved' } : {}),
    });
    const { ended } = await apply(made);
    expect(ended).toMatchObject({ kind: 'refused', message: expect.stringMatching(/^#2 /) });
    expect(made.sent).toEqual([]);
  });

  it('is sent where PagerDuty shows one of them no more: it says so itself', async () => {
    const made = changing({ change: acknowledged, shows: () => null });
    expect((await apply(made)).ended).toMatchObject({ applied: 'yes' });
  });

  it('may resolve what is resolved: that opens nothing again', async () => {
    const made = changing({ change: resolved, shows: () => ({ status: 'resolved' }) });
    expect((await apply(made)).ended).toMatchObject({ applied: 'yes' });
    expect(made.sent).toHaveLength(1);
  });
});

describe('an answer that was lost', () => {
  it('was taken once every page shows it, and is never sent a second time', async () => {
    const made = changing({
      change: acknowledged,
      answer: lost,
      shows: ({ id }, look) => ({
        status: look > (id === 'QA' ? 1 : 3) ? 'acknowledged' : 'triggered',
      }),
    });
    const { ended, slept } = await apply(made);
    expect(ended).toMatchObject({ applied: 'yes' });
    expect([made.sent.length, slept]).toEqual([1, 2000]);
  });

  it('is unknown while the second page does not show it', async () => {
    const made = changing({
      change: acknowledged,
      answer: lost,
      shows: ({ id }) => ({ status: id === 'QA' ? 'acknowledged' : 'triggered' }),
    });
    const { ended, slept } = await apply(made);
    expect(ended).toMatchObject({
      applied: 'unknown',
      problem: {
        kind: 'unreachable',
        message: expect.stringContaining('the connection was dropped'),
        next: ['tsops pages', 'tsops ack'],
      },
    });
    expect([made.sent.length, slept]).toEqual([1, 5000]);
  });
});

describe('the note that goes with it', () => {
  it('is written to each page, and not at all where none is given', async () => {
    const noted = changing({ change: acknowledged, note: 'on it' });
    const { ended, record } = await apply(noted);
    expect(ended).toMatchObject({ receipt: { note: { state: 'written', reason: null } } });
    expect(noted.noted).toEqual(['QA', 'QB']);
    const { entries } = await noted.context.journal.read(record.id);
    expect(entries.map(({ kind, page }) => [kind, page])).toEqual([
      ['noting', 'QA'],
      ['noting', 'QB'],
    ]);
    const silent = changing({ change: acknowledged });
    await apply(silent);
    expect(silent.noted).toEqual([]);
  });

  it('ends with the first that fails, and undoes nothing', async () => {
    const down = new TsopsError({ kind: 'unreachable', message: 'HTTP 500' });
    const made = changing({ change: acknowledged, note: 'on it', notes: () => down });
    expect((await apply(made)).ended).toMatchObject({
      applied: 'yes',
      receipt: { note: { state: 'not-written', reason: 'HTTP 500' } },
    });
    expect(made.noted).toEqual(['QA']);
  });

  it('is not known to be written where its answer was lost and it is not shown', async () => {
    const made = changing({ change: acknowledged, note: 'on it', notes: () => lost });
    expect((await apply(made)).ended).toMatchObject({
      receipt: { note: { state: 'unknown', reason: 'the connection was dropped' } },
    });
  });
});

describe('the proof', () => {
  async function verify(made: ReturnType<typeof changing>, note: object | null = null) {
    const record = await made.context.journal.start('ack-production');
    const receipt = { pages: ['QA', 'QB'], note } as Parameters<typeof made.action.verify>[1];
    const wait = { wait: true, timeout: 3000 };
    const verified = await made.action.verify(made.plan, receipt, record, wait);
    const { entries } = await made.context.journal.read(record.id);
    return { verified, entries };
  }

  it.each<[string, PageChange, Partial<PagedIncident>, string]>([
    ['acknowledged', acknowledged, { status: 'acknowledged' }, 'acknowledged'],
    ['resolved', resolved, { status: 'resolved' }, 'page-resolved'],
    ['given to somebody', toSeungho, { assigned: [seungho] }, 'paged'],
    ['escalated', { to: 'level', level: 2, people: [seungho] }, { assigned: [seungho] }, 'paged'],
  ])('is that each is %s, a line for each', async (_what, change, shown, kind) => {
    const { verified, entries } = await verify(changing({ change, shows: () => shown }));
    expect(verified).toMatchObject({ state: 'done', verdict: 'ok', problems: [] });
    expect(verified.proof?.pages.map(({ id }) => id)).toEqual(['QA', 'QB']);
    expect(entries.map((entry) => [entry.kind, entry.page])).toEqual([
      [kind, 1],
      [kind, 2],
    ]);
  });

  it('is none while the second is as it was', async () => {
    const shows: Changing['shows'] = ({ id }) =>
      id === 'QA' ? { status: 'acknowledged' } : { status: 'triggered' };
    const { verified, entries } = await verify(changing({ change: acknowledged, shows }));
    expect(verified).toMatchObject({ state: 'stopped-waiting', verdict: 'unknown', proof: null });
    expect(entries).toEqual([]);
  });

  it('is worth a look where the note was not written', async () => {
    const shows: Changing['shows'] = () => ({ status: 'acknowledged' });
    const made = changing({ change: acknowledged, shows });
    const { verified } = await verify(made, { state: 'not-written', reason: 'HTTP 500' });
    expect(verified).toMatchObject({ state: 'done', verdict: 'warn', problems: [{}] });
    const well = await verify(made, { state: 'written', reason: null });
    expect(well.verified).toMatchObject({ verdict: 'ok', problems: [] });
  });
});

describe('where there is nothing to do', () => {
  const idle = (changes: Partial<ChangePagePlan>) => {
    const { action, plan } = changing({ change: acknowledged });
    return action.nothingToDo?.({ ...plan, pages: [], ...changes });
  };

  it('it says which are so already, or that none is open', () => {
    expect(idle({ already: [first] })?.detail.en).toBe('#1 is acknowledged already.');
    expect(idle({ already: [first, second] })?.detail.en).toBe('#1, #2 are acknowledged already.');
    expect(idle({})?.detail.en).toMatch(/^No page is open/);
  });

  it('there is something to do while a page is left, or a guard has something to say', () => {
    expect(idle({ pages: [first], already: [second] })).toBeNull();
    expect(
      idle({ guards: [{ name: 'x', state: 'refuse', detail: 'y', said: sameText('y') }] }),
    ).toBeNull();
    expect(
      idle({ guards: [{ name: 'x', state: 'pass', detail: 'y', said: sameText('y') }] }),
    ).not.toBeNull();
  });
});

describe('the intent', () => {
  it('names the pages, and to whom they go', () => {
    const { action, plan } = changing({ change: toSeungho, note: 'x' });
    expect(action.intent(plan)).toEqual({
      pages: [
        { id: 'QA', number: 1, title: first.title },
        { id: 'QB', number: 2, title: second.title },
      ],
      to: 'Seungho Park',
      note: 'x',
    });
    const change = {
      to: 'level',
      level: 2,
      people: [seungho, { id: 'P3', name: 'Yuna' }],
    } as const;
    expect(action.intent({ ...plan, change, note: null })).toMatchObject({
      to: 'Seungho Park, Yuna',
      level: 2,
    });
    const bare = action.intent({ ...plan, change: acknowledged, note: null });
    expect(Object.keys(bare)).toEqual(['pages']);
  });
});

describe('what is said where nobody waits for the proof', () => {
  it('is whether it was taken, and what to type to see', () => {
    const { action, plan } = changing({ change: acknowledged });
    const taken = action.stillRunning(plan, { pages: ['QA'], note: null });
    expect(taken.next).toEqual(['tsops pages']);
    const unknown = action.stillRunning(plan, null);
    expect(unknown.next).toEqual(['tsops pages', 'tsops ack']);
    expect(unknown.detail.en).not.toBe(taken.detail.en);
  });

  it('cannot be undone, and is a write that people read', () => {
    const { action, plan } = changing({ change: acknowledged });
    expect([action.undo(plan), action.danger]).toEqual([null, 'remote']);
  });
});
