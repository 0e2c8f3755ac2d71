import { describe, expect, it } from 'vitest';
import { type ChangePagePlan, changePageAction } from '../../../src/actions/paging/change-page.ts';
import type { PageChange } from '../../../src/domain/paging/page-change.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import type { OpenRecord } from '../../../src/ports/journal.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';
import { sameText } from '../../support/text.ts';

const first = { ...samplePage, id: 'QA', number: 1, title: 'Errors' };
const second = { ...samplePage, id: 'QB', number: 2, title: 'Slow' };
const minji = { id: 'PMINJI1', name: 'Minji Kim' };
const seungho = { id: 'PSEUNG2', name: 'Seungho Park' };
const acknowledged = { to: 'acknowledged' } as const;
const wait = { wait: true, timeout: 3000 };

/** One answer to two pages that PagerDuty shows like this, and a disk that takes its time. */
async function world(change: PageChange, shown: Partial<PagedIncident>) {
  const context = fakeContext();
  const plan: ChangePagePlan = {
    environment: 'production',
    guards: [],
    key: 'k',
    pages: [first, second],
    already: [],
    change,
    note: null,
  };
  const signals: unknown[] = [];
  const incident: Pages['incident'] = async (id, signal) => {
    signals.push(signal);
    return { ...(id === 'QA' ? first : second), ...shown };
  };
  const pager = { incident, change: async () => ({ written: 'yes', incidents: [] }) };
  const action = changePageAction({
    context,
    pager: pager as unknown as Pages,
    name: 'escalate',
    noun: 'escalation',
    plan: async () => plan,
    showPlan: ({ key }) => `plan ${key}`,
    again: ({ key }) => `tsops escalate ${key}`,
  });
  const done: string[] = [];
  const written: unknown[] = [];
  const record: OpenRecord = {
    id: 'r-1',
    append: async (kind, fields) => {
      await new Promise((resolve) => setImmediate(resolve));
      done.push(kind);
      written.push({ kind, ...fields });
      return {} as never;
    },
    close: async () => {},
  };
  const verify = (given: OpenRecord | null) =>
    action.verify(plan, { pages: ['QA', 'QB'], note: null }, given, wait);
  return { action, context, done, plan, record, signals, verify, written };
}

describe('the lines of a page that was changed', () => {
  it('hold who has it, who acknowledged it and until when', async () => {
    const here = await world(acknowledged, {
      status: 'acknowledged',
      assigned: [minji, seungho],
      acknowledgedBy: ['Minji Kim'],
      acknowledgedUntil: Date.parse('2026-11-23T03:30:00Z'),
    });
    const { detail } = await here.verify(here.record);
    const fields = {
      kind: 'acknowledged',
      assigned: ['Minji Kim', 'Seungho Park'],
      by: ['Minji Kim'],
      until: '2026-11-23T03:30:00.000Z',
    };
    expect(here.written).toEqual([
      { ...fields, page: 1, title: 'Errors' },
      { ...fields, page: 2, title: 'Slow' },
    ]);
    expect(detail.en).toBe('#1 is acknowledged by Minji Kim. #2 is acknowledged by Minji Kim.');
  });

  it('are on disk, all of them, before the write is done', async () => {
    const here = await world(acknowledged, { status: 'acknowledged' });
    await here.verify(here.record);
    expect(here.done).toEqual(['acknowledged', 'acknowledged']);
  });

  it('have no end where the acknowledgement has none', async () => {
    const here = await world(acknowledged, { status: 'acknowledged', acknowledgedUntil: null });
    await here.verify(here.record);
    expect(here.written).toMatchObject([{ until: null }, { until: null }]);
  });

  it('are none where another process writes the record', async () => {
    const here = await world(acknowledged, { status: 'acknowledged' });
    expect(await here.verify(null)).toMatchObject({ state: 'done' });
    expect(here.written).toEqual([]);
  });
});

describe('what is said of a page that was changed', () => {
  it.each<[string, PageChange, Partial<PagedIncident>]>([
    [
      'acknowledged by Minji Kim, Seungho Park',
      acknowledged,
      { acknowledgedBy: ['Minji Kim', 'Seungho Park'] },
    ],
    ['acknowledged by somebody', acknowledged, { acknowledgedBy: [] }],
    ['resolved', { to: 'resolved', resolution: null }, {}],
  ])('is that it is %s', async (text, change, shown) => {
    const status = change.to as 'acknowledged' | 'resolved';
    const here = await world(change, { status, ...shown });
    expect((await here.verify(null)).detail.en).toBe(`#1 is ${text}. #2 is ${text}.`);
  });

  it.each<[string, PageChange]>([
    ['given to somebody', { to: 'person', person: seungho }],
    ['escalated', { to: 'level', level: 2, people: [seungho] }],
  ])('is who has it where it was %s', async (_, change) => {
    const here = await world(change, { status: 'triggered', assigned: [seungho, minji] });
    const { detail, proof } = await here.verify(null);
    const text = 'is triggered and assigned to Seungho Park, Minji Kim.';
    expect(detail.en).toBe(`#1 ${text} #2 ${text}`);
    expect(proof?.pages.map(({ escalatesTo }) => escalatesTo)).toEqual([[], []]);
  });

  it('is how to look again where it is not shown', async () => {
    const here = await world(acknowledged, { status: 'triggered' });
    expect(await here.verify(here.record)).toMatchObject({
      state: 'stopped-waiting',
      next: ['tsops pages'],
    });
  });
});

describe('one answer to several pages', () => {
  it('names both that were resolved meanwhile, and what would have become of them', async () => {
    const here = await world(acknowledged, { status: 'resolved' });
    await expect(here.action.apply(here.plan, here.record, wait)).rejects.toMatchObject({
      kind: 'refused',
      message: '#1, #2 were resolved meanwhile.',
      why: expect.stringContaining('Nothing was done.'),
      next: ['tsops pages'],
    });
    expect(here.signals).toEqual([here.context.signal, here.context.signal]);
  });

  it('takes turns with the other answers of its environment, and waits half a minute', async () => {
    const { action, plan } = await world(acknowledged, {});
    expect([action.name, action.noun, action.timeout]).toEqual(['escalate', 'escalation', 30_000]);
    expect(action.lock(plan)).toBe('pages-production');
    expect(await action.plan(wait)).toBe(plan);
    expect(
      action.showPlan(
        plan,
        plainScreen(() => 0),
      ),
    ).toBe('plan k');
    const lost = action.stillRunning(plan, null);
    expect(lost.next).toEqual(['tsops pages', 'tsops escalate k']);
    expect(lost.detail.en).toMatch(/is not known/);
    const taken = action.stillRunning(plan, { pages: ['QA', 'QB'], note: null });
    expect(taken.detail.en).toMatch(/accepted it/);
  });

  it('with nothing to do says where to look', async () => {
    const { action, plan } = await world(acknowledged, {});
    expect(action.nothingToDo?.({ ...plan, pages: [] })?.next).toEqual(['tsops pages']);
    const guards = [
      { name: 'x', state: 'pass', detail: '', said: sameText('') },
      { name: 'y', state: 'unknown', detail: '', said: sameText('') },
    ] as const;
    expect(action.nothingToDo?.({ ...plan, pages: [], guards })).toBeNull();
  });
});
