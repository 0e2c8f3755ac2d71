import { describe, expect, it } from 'vitest';
import { settleRecord } from '../../src/actions/settle.ts';
import { actionRow } from '../../src/actions/table.ts';
import type { Config } from '../../src/config/schema.ts';
import { type ActionName, actionFacts } from '../../src/domain/incident/action-facts.ts';
import { issueMarker } from '../../src/domain/incident/shared-entry.ts';
import type { PagedIncident } from '../../src/domain/paging/paged-incident.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { IssueTracker } from '../../src/ports/issues.ts';
import type { Pages } from '../../src/ports/pages.ts';
import type { Services } from '../../src/ports/services.ts';
import { samplePage } from '../samples/paging/listed-page.ts';
import { fakeCdn } from '../support/cdn.ts';
import { fakeClock } from '../support/clock.ts';
import { fakeContext } from '../support/context.ts';
import { fakeGitHub } from '../support/github.ts';
import { memoryJournal } from '../support/journal.ts';

const start = Date.parse('2026-11-23T03:00:00Z');
const site = {
  url: 'https://talkstudio.app',
  buildInfo: 'https://talkstudio.app/build-info.json',
  cdn: { provider: 'cloudfront' as const, cdnId: 'E1TALK' },
};
const config = {
  environments: { production: site },
  monitors: [],
  rollback: { timeout: 1_200_000, pollInterval: 5000 },
  invalidate: { timeout: 900_000, pollInterval: 5000 },
  health: {},
} as unknown as Config;

type Fields = Readonly<Record<string, unknown>>;
type Line = readonly [kind: string, fields?: Fields];

/** A record that was left as it is, in a world that shows `services`. */
function world(services: Partial<Services> = {}) {
  const clock = fakeClock(start);
  const journal = memoryJournal(() => clock.now());
  const context = fakeContext({ clock, journal, config, services });
  return {
    clock,
    journal,
    async left(topic: string, lines: readonly Line[]): Promise<string> {
      const record = await journal.start(topic);
      for (const [kind, fields] of lines) await record.append(kind, fields);
      return record.id;
    },
    settle: (id: string) => settleRecord(context, id, { by: 'a test' }),
    outcomes: async (id: string) =>
      (await journal.read(id)).entries.filter(({ kind }) => kind === 'outcome'),
  };
}

type World = ReturnType<typeof world>;

/** Asked twice: the same answer, and one outcome at most. */
async function settledOnce(here: World, id: string) {
  const first = await here.settle(id);
  const again = await here.settle(id);
  expect(again.state).toBe(first.state);
  const written = await here.outcomes(id);
  const closed = first.state === 'done' || first.state === 'not-done';
  expect(written.map(({ state }) => state)).toEqual(closed ? [first.state] : []);
  return first.state;
}

const intent = (action: ActionName, fields: Fields = {}): Line => [
  'intent',
  { action, environment: 'production', key: 'k', ...fields },
];

describe('the table of actions', () => {
  it.each(Object.keys(actionFacts) as ActionName[])(
    '%s has its look-up and its words',
    async (name) => {
      const row = actionRow(name);
      expect(await row.reconcile()).toBeTypeOf('function');
      expect(row.noun.ko).toMatch(/[가-힣]/);
    },
  );

  it('closes nothing of an action that this tsops does not know, and asks nobody', async () => {
    const here = world();
    const id = await here.left('purge-production', [['intent', { action: 'purge', key: 'k' }]]);
    expect(await settledOnce(here, id)).toBe('unknown');
  });

  it('takes the word of a record that is closed, and of one without an intent', async () => {
    const here = world();
    const closed = await here.left('rollback-production', [
      intent('rollback', { to: 'v1.2.2' }),
      ['outcome', { state: 'not-done', detail: 'refused' }],
    ]);
    expect(await here.settle(closed)).toMatchObject({
      state: 'not-done',
      detail: { en: 'refused' },
    });
    expect(await here.outcomes(closed)).toHaveLength(1);
    const empty = await here.left('rollback-production', [['observed']]);
    expect((await here.settle(empty)).state).toBe('not-done');
  });
});

describe('a rollback', () => {
  const begun = intent('rollback', { to: 'v1.2.2', from: 'v1.2.3' });
  const dispatching: Line = ['dispatching', { afterRunId: 903 }];

  async function rollback(lines: readonly Line[], taken?: string, later = 600_000) {
    const clock = fakeClock(start);
    const hub = fakeGitHub(clock);
    const http = {
      send: async () => {
        const last = hub.started.map(hub.now).find(({ conclusion }) => conclusion === 'success');
        const version = last === undefined ? 'v1.2.3' : taken;
        return { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ version })) };
      },
    };
    const journal = memoryJournal(() => clock.now());
    const context = fakeContext({
      clock,
      journal,
      config,
      services: { deploys: async () => hub.github, http },
    });
    const here: World = { ...world(), clock, journal };
    const record = await journal.start('rollback-production');
    for (const [kind, fields] of lines) await record.append(kind, fields);
    if (taken !== undefined) hub.take(taken);
    clock.advance(later);
    const settle = (id: string) => settleRecord(context, id, { by: 'a test' });
    const outcomes = async (id: string) =>
      (await journal.read(id)).entries.filter(({ kind }) => kind === 'outcome');
    return settledOnce({ ...here, settle, outcomes }, record.id);
  }

  it.each<[string, readonly Line[], string | undefined, string]>([
    ['with an intent alone was never sent', [begun], undefined, 'not-done'],
    ['that was dispatched and taken is done', [begun, dispatching], 'v1.2.2', 'done'],
    ['that was dispatched and not taken is not', [begun, dispatching], undefined, 'not-done'],
    [
      'with a receipt is what its run has come to',
      [begun, dispatching, ['receipt', { receipt: { runId: 1000, url: 'https://x' } }]],
      'v1.2.2',
      'done',
    ],
    [
      "of which another version's run appeared is not done",
      [begun, dispatching],
      'v1.2.9',
      'not-done',
    ],
  ])('%s', async (_what, lines, taken, state) => {
    expect(await rollback(lines, taken)).toBe(state);
  });

  it('is in progress while its run is, and unknown while it may not be listed yet', async () => {
    expect(await rollback([begun, dispatching], 'v1.2.2', 1000)).toBe('in-progress');
    expect(await rollback([begun, dispatching], undefined, 1000)).toBe('unknown');
  });
});

describe('an invalidation', () => {
  const begun = intent('invalidate', { key: 'ref-1', distributionId: 'E1TALK', paths: ['/*'] });
  const of = async (reference: string | null, lines: readonly Line[], later: number) => {
    const clock = fakeClock(start);
    const { cdn } = fakeCdn(clock);
    if (reference !== null) {
      await cdn.invalidate({ cdnId: 'E1TALK', paths: ['/*'], reference });
    }
    const here = world({ cdn: async () => cdn });
    const id = await here.left('invalidate-production', lines);
    clock.advance(later);
    here.clock.advance(later);
    return settledOnce(here, id);
  };

  it.each<[string, string | null, readonly Line[], number, string]>([
    ['that was taken is done', 'ref-1', [begun], 600_000, 'done'],
    ['that goes on is in progress', 'ref-1', [begun], 1000, 'in-progress'],
    ['that was never taken is not done', null, [begun], 600_000, 'not-done'],
    ['is not that of another reference', 'ref-2', [begun], 600_000, 'not-done'],
    ['that may not be listed yet is unknown', null, [begun], 1000, 'unknown'],
    [
      'with a receipt is looked up by its id',
      'ref-2',
      [begun, ['receipt', { receipt: { id: 'I1' } }]],
      600_000,
      'done',
    ],
  ])('%s', async (_what, reference, lines, later, state) => {
    expect(await of(reference, lines, later)).toBe(state);
  });
});

describe('an issue', () => {
  const issues = (bodies: readonly string[], comments: readonly string[] = []) =>
    ({
      issueWith: async (marker: string) => {
        const at = bodies.findIndex((body) => body.includes(marker));
        return at < 0 ? null : { number: at + 1, url: `https://issue/${at + 1}` };
      },
      comments: async () => comments.map((body) => ({ body, url: 'https://comment/1' })),
    }) as unknown as IssueTracker;
  const opened = intent('open-issue', { key: '<!-- ours -->', commentOn: null });
  const commented = intent('open-issue', { key: '<!-- ours -->', commentOn: 7 });

  it.each<[string, IssueTracker, Line, number, string]>([
    ['with its mark is done', issues(['<!-- ours -->']), opened, 120_000, 'done'],
    ['without it is not', issues(['<!-- theirs -->']), opened, 120_000, 'not-done'],
    ['that may not be listed yet is unknown', issues([]), opened, 1000, 'unknown'],
    [
      'as a comment is looked for among the comments',
      issues([], ['<!-- ours -->']),
      commented,
      120_000,
      'done',
    ],
    [
      'of another text is not the comment',
      issues(['<!-- ours -->'], ['hi']),
      commented,
      120_000,
      'not-done',
    ],
  ])('%s', async (_what, github, line, later, state) => {
    const here = world({ issues: async () => github });
    const id = await here.left('open-issue-production', [line]);
    here.clock.advance(later);
    expect(await settledOnce(here, id)).toBe(state);
  });

  const mark = (seq: number) => `<!-- tsops:entry rec-1 ${seq} 0123456789ab -->`;
  const sharing = intent('share-incident', { incident: 'inc-1', issue: null, last: 'rec-1#2' });
  it.each<[string, readonly string[], readonly string[], string]>([
    ['to its last entry is done', [issueMarker('inc-1')], [mark(1), mark(2)], 'done'],
    ['without the last is not', [issueMarker('inc-1')], [mark(1)], 'not-done'],
    [
      "without an issue is not, whatever another incident's holds",
      [issueMarker('inc-2')],
      [mark(2)],
      'not-done',
    ],
  ])('a sharing %s', async (_what, bodies, comments, state) => {
    const here = world({ issues: async () => issues(bodies, comments) });
    const id = await here.left('share-incident-production', [sharing]);
    here.clock.advance(120_000);
    expect(await settledOnce(here, id)).toBe(state);
  });
});

describe('an action on pages', () => {
  const page = (change: Partial<PagedIncident>): PagedIncident => ({ ...samplePage, ...change });
  const pager = (pages: readonly PagedIncident[], notes: readonly string[] = []) =>
    ({
      open: async () => pages.filter(({ status }) => status !== 'resolved'),
      incident: async (id: string) => pages.find((each) => each.id === id) ?? null,
      notes: async () => notes,
    }) as Partial<Pages> as Pages;
  const on = { pages: [{ id: 'Q1' }], to: 'Minji Kim', note: 'on it' };
  const old = { id: 'Q1', changedAt: start - 60_000 };

  it.each<[string, ActionName, Pages, string]>([
    ['an answer that shows', 'ack', pager([page({ ...old, status: 'acknowledged' })]), 'done'],
    ['an answer that does not', 'ack', pager([page({ ...old, status: 'triggered' })]), 'not-done'],
    [
      "another page's answer",
      'ack',
      pager([page({ id: 'Q2', status: 'acknowledged' })]),
      'unknown',
    ],
    ['an escalation to who has it', 'escalate', pager([page(old)]), 'done'],
    [
      'an escalation to who does not',
      'escalate',
      pager([page({ ...old, assigned: [] })]),
      'unknown',
    ],
    [
      'a resolution that shows',
      'resolve-page',
      pager([page({ ...old, status: 'resolved' })]),
      'done',
    ],
    [
      'one that does not',
      'resolve-page',
      pager([page({ ...old, status: 'acknowledged' })]),
      'not-done',
    ],
    ['a note that stands there', 'note-page', pager([page(old)], ['on it']), 'done'],
    ['another note', 'note-page', pager([page(old)], ['not it']), 'not-done'],
  ])('%s', async (_what, action, pages, state) => {
    const here = world({ pages: async () => pages });
    const id = await here.left(`${action}-production`, [intent(action, on)]);
    expect(await settledOnce(here, id)).toBe(state);
  });

  it.each<[string, number, 'done' | 'not-done' | 'unknown']>([
    ['is its own where it was opened before the second try', 1000, 'done'],
    ['is the second one’s where it was opened after that', 61_000, 'not-done'],
    ['is nobody’s where two clocks may differ by that much', 58_000, 'unknown'],
  ])('a page of two tries under one key %s', async (_what, openedAfter, state) => {
    const opened = page({ key: 'k', status: 'triggered', since: start + openedAfter });
    const here = world({ pages: async () => pager([opened]) });
    const first = await here.left('page-production', [
      intent('page'),
      ['outcome', { state: 'unknown' }],
    ]);
    here.clock.advance(60_000);
    await here.left('page-production', [intent('page'), ['outcome', { state: 'done' }]]);
    const found = await here.settle(first);
    expect(found.state).toBe(state);
    if (state !== 'done') expect(found.detail.en).not.toContain('#');
  });

  it('a page under another key is no word of it', async () => {
    const here = world({ pages: async () => pager([page({ key: 'other' })]) });
    const id = await here.left('page-production', [intent('page')]);
    expect(await settledOnce(here, id)).toBe('unknown');
  });

  it('stays unknown where PagerDuty may not be asked', async () => {
    const here = world({ pages: async () => null });
    const id = await here.left('ack-production', [intent('ack', on)]);
    expect(await settledOnce(here, id)).toBe('unknown');
  });

  it.each<[string, Partial<PagedIncident>, number, string]>([
    ['that shows', { key: 'k2', status: 'acknowledged' }, 1000, 'done'],
    ['that does not', { key: 'k2', status: 'triggered' }, 120_000, 'not-done'],
    ['that may show yet', { key: 'k2', status: 'triggered' }, 1000, 'unknown'],
    ['of another key', { key: 'k3', status: 'acknowledged' }, 120_000, 'unknown'],
  ])('an acknowledgement by its key %s', async (_what, change, later, state) => {
    const here = world({ pages: async () => pager([page(change)]) });
    const id = await here.left('ack-alert-production', [
      intent('ack-alert', { key: 'k1 k2', target: 'Down' }),
    ]);
    here.clock.advance(later);
    expect(await settledOnce(here, id)).toBe(state);
  });
});

describe('a message', () => {
  const slack = (known: string | null) =>
    ({
      via: 'bot',
      find: async (key: string) => (key === known ? { channel: 'C1', ts: '1.2' } : null),
    }) as Partial<Chat> as Chat;
  const said = { channel: '#ops', thread: null, plannedAt: start };

  it.each<[string, Chat, Fields, number, string]>([
    ['that stands there is done', slack(`k-${start}`), said, 1000, 'done'],
    ['that does not is not', slack(null), said, 120_000, 'not-done'],
    [
      'of the same text at another time is not it',
      slack(`k-${start + 1}`),
      said,
      120_000,
      'not-done',
    ],
    ['that may show yet is unknown', slack(null), said, 1000, 'unknown'],
    ['by a webhook is unknown', { via: 'webhook' } as Chat, said, 120_000, 'unknown'],
    [
      'of an earlier tsops is unknown',
      slack(`k-${start}`),
      { channel: '#ops' },
      120_000,
      'unknown',
    ],
  ])('%s', async (_what, chat, fields, later, state) => {
    for (const action of ['notify', 'post-update'] as const) {
      const here = world({ chat: async () => chat });
      const id = await here.left(`${action}-production`, [intent(action, fields)]);
      here.clock.advance(later);
      expect(await settledOnce(here, id)).toBe(state);
    }
  });
});

describe('a silence', () => {
  it.each<[string, ActionName, string, string, string]>([
    ['that was added is done', 'silence', 'silenced', 'own', 'done'],
    ["whose number became another's is not", 'silence', 'silenced', 'other', 'not-done'],
    ['that was ended is done', 'expire-silence', 'expired', 'own', 'done'],
    ['that was ended by another is not', 'expire-silence', 'expired', 'other', 'not-done'],
    ['that was only added is not ended', 'expire-silence', 'silenced', 'own', 'not-done'],
  ])('%s', async (_what, action, kind, whose, state) => {
    const here = world();
    const id = await here.left(`${action}-production`, [intent(action, { id: 's1' })]);
    const record = whose === 'own' ? id : '0000-silence-production';
    await here.left('alert-silences', [[kind, { id: 's1', record }]]);
    expect(await settledOnce(here, id)).toBe(state);
  });

  it('of which no record was ever written is not there', async () => {
    const here = world();
    const id = await here.left('silence-production', [intent('silence', { id: 's1' })]);
    expect(await settledOnce(here, id)).toBe('not-done');
  });
});
