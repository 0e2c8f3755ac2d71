import { describe, expect, it } from 'vitest';
import { reconcilePage } from '../../../src/actions/paging/reconcile.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import type { JournalEntry } from '../../../src/ports/journal.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';

const minute = 60_000;
const sentAt = Date.parse('2026-11-23T03:00:00Z');

const paged = (parts: Partial<PagedIncident> = {}): PagedIncident => ({
  id: 'P1',
  number: 1201,
  title: 'Error rate',
  status: 'triggered',
  urgency: 'high',
  key: 'tsops-key',
  url: null,
  since: sentAt + 2000,
  changedAt: sentAt - minute,
  assigned: [{ id: 'U1', name: 'Minji Kim' }],
  direct: false,
  acknowledgedBy: [],
  policy: null,
  escalatesAt: null,
  acknowledgedUntil: null,
  resolvesAt: null,
  ...parts,
});

interface Shown {
  readonly incidents?: readonly PagedIncident[];
  readonly notes?: readonly string[];
  /** Without PagerDuty's token there is nobody to ask. */
  readonly unasked?: true;
  /** Further intents, of other records. */
  readonly others?: readonly Readonly<Record<string, unknown>>[];
}

/** What is told of a record with this intent, beside what PagerDuty shows. */
async function told(intent: Readonly<Record<string, unknown>> | null, shown: Shown = {}) {
  const { incidents = [], notes = [], others = [], unasked } = shown;
  const clock = fakeClock(sentAt);
  const unexpected = async (): Promise<never> => {
    throw new Error('only reads are expected');
  };
  const pages: Pages = {
    open: async () => incidents.filter(({ status }) => status !== 'resolved'),
    incident: async (name) => incidents.find(({ id }) => id === name) ?? null,
    notes: async () => notes,
    levels: unexpected,
    people: unexpected,
    change: unexpected,
    page: unexpected,
    note: unexpected,
  };
  const context = fakeContext({
    clock,
    services: { pages: async () => (unasked === true ? null : pages) },
  });
  const record = await context.journal.start('incident-page-minji');
  if (intent !== null) await record.append('intent', intent);
  for (const [index, other] of others.entries()) {
    clock.advance(minute);
    const next = await context.journal.start(`incident-page-${index}`);
    await next.append('intent', other);
  }
  return reconcilePage(context, await context.journal.read(record.id), null);
}

const named = (...ids: readonly string[]) => ids.map((id) => ({ id }));
const fitsBoth = { state: 'unknown', detail: { en: 'PagerDuty shows nothing that tells which' } };

describe('a page whose end is not known', () => {
  const page = { action: 'page', key: 'tsops-key' } satisfies Partial<JournalEntry>;

  it('was sent where one is open under its key', async () => {
    expect(await told(page, { incidents: [paged()] })).toEqual({
      state: 'done',
      detail: { en: '#1201 is triggered', ko: '#1201: 응답 대기' },
    });
  });

  it('fits both where none is open under its key, or only that of another', async () => {
    expect(await told(page)).toMatchObject({ ...fitsBoth, next: ['tsops pages'] });
    expect(await told(page, { incidents: [paged({ key: 'another' })] })).toMatchObject(fitsBoth);
  });

  it('was never taken where a later try under the same key has opened it', async () => {
    const incidents = [paged({ since: sentAt + minute + 1000 })];
    expect(await told(page, { incidents, others: [page] })).toMatchObject({ state: 'not-done' });
  });

  it('is not mistaken for a try under another key, or for another action', async () => {
    const incidents = [paged({ since: sentAt + minute + 1000 })];
    const others = [
      { ...page, key: 'another' },
      { ...page, action: 'ack' },
    ];
    expect(await told(page, { incidents, others })).toMatchObject({ state: 'done' });
  });

  it('does not count an earlier try: what is open is its own', async () => {
    const clock = fakeClock(sentAt);
    const first = sentAt + minute;
    const incidents = [paged({ since: first + 2000 })];
    const pages = { open: async () => incidents } as unknown as Pages;
    const context = fakeContext({ clock, services: { pages: async () => pages } });
    const earlier = await context.journal.start('incident-page-1');
    await earlier.append('intent', page);
    clock.advance(minute);
    const record = await context.journal.start('incident-page-2');
    await record.append('intent', page);
    const reading = await context.journal.read(record.id);
    expect(await reconcilePage(context, reading, null)).toMatchObject({ state: 'done' });
  });

  it('is looked for beside a record that cannot be read', async () => {
    const clock = fakeClock(sentAt);
    const pages = { open: async () => [paged()] } as unknown as Pages;
    const context = fakeContext({ clock, services: { pages: async () => pages } });
    const record = await context.journal.start('incident-page-1');
    await record.append('intent', page);
    const reading = await context.journal.read(record.id);
    const journal = {
      ...context.journal,
      read: async () => {
        throw new Error('damaged');
      },
    };
    expect(await reconcilePage({ ...context, journal }, reading, null)).toMatchObject({
      state: 'done',
    });
  });
});

describe('a note whose end is not known', () => {
  const note = { action: 'note-page', pages: named('P1'), note: 'we are on it' };

  it('is there, or is not', async () => {
    const incidents = [paged()];
    expect(await told(note, { incidents, notes: ['first', 'we are on it'] })).toEqual({
      state: 'done',
      detail: { en: 'the note is on #1201', ko: '#1201에 메모가 있습니다' },
    });
    expect(await told(note, { incidents, notes: ['we are on it!'] })).toEqual({
      state: 'not-done',
      detail: { en: 'the note is not on #1201', ko: '#1201에 메모가 없습니다' },
    });
  });

  it('is not known where the page is not found', async () => {
    expect(await told(note, { notes: ['we are on it'] })).toMatchObject(fitsBoth);
  });
});

describe('an answer to pages whose end is not known', () => {
  const ack = { action: 'ack', pages: named('P1', 'P2') };
  const both = (status: PagedIncident['status'], changedAt = sentAt - minute) => [
    paged({ status, changedAt }),
    paged({ id: 'P2', number: 1202, status, changedAt }),
  ];

  it('was taken where all of them show it, and was not where they still wait as before', async () => {
    expect(await told(ack, { incidents: both('acknowledged') })).toEqual({
      state: 'done',
      detail: {
        en: '#1201 is acknowledged, #1202 is acknowledged',
        ko: '#1201: 응답함, #1202: 응답함',
      },
    });
    expect(await told(ack, { incidents: both('triggered') })).toMatchObject({ state: 'not-done' });
  });

  it('fits both where they were triggered since', async () => {
    const incidents = both('triggered', sentAt + 1);
    expect(await told(ack, { incidents })).toMatchObject(fitsBoth);
  });

  it('is told of all of them or of none', async () => {
    expect(await told(ack, { incidents: [paged({ status: 'acknowledged' })] })).toMatchObject(
      fitsBoth,
    );
  });

  it('is not told where the record does not name them', async () => {
    const incidents = both('acknowledged');
    for (const pages of [undefined, 'P1', [null], [{ id: 7 }], [{ id: 'P1' }, {}]]) {
      expect(await told({ action: 'ack', pages }, { incidents })).toMatchObject(fitsBoth);
    }
  });

  it('that escalated is known by whom the page is with now', async () => {
    const to = (name: string) => ({ action: 'escalate', pages: named('P1'), to: name });
    const incidents = [paged()];
    expect(await told(to('Minji Kim'), { incidents })).toMatchObject({ state: 'done' });
    expect(await told(to('Jisoo Lee'), { incidents })).toMatchObject(fitsBoth);
  });
});

it('a record without an intent tells nothing, and PagerDuty is not asked', async () => {
  expect(await told(null, { incidents: [paged()] })).toMatchObject(fitsBoth);
});

it('without a token nobody can be asked, which is said', async () => {
  expect(await told({ action: 'page', key: 'tsops-key' }, { unasked: true })).toEqual({
    state: 'unknown',
    detail: {
      en: 'PAGERDUTY_API_TOKEN is not set, so it cannot be asked',
      ko: 'PAGERDUTY_API_TOKEN이 설정되지 않아 확인할 수 없습니다',
    },
    next: ['tsops pages'],
  });
});
