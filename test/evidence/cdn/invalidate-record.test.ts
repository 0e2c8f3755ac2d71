import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { minute } from '../../../src/domain/time/units.ts';
import {
  type InvalidateRecord,
  invalidateIn,
  newestInvalidate,
  reconcileInvalidate,
} from '../../../src/evidence/cdn/invalidate-record.ts';
import type { Cdn, Invalidation } from '../../../src/ports/cdn.ts';
import { recorded, refusing } from '../../support/ask.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const at = Date.parse('2026-11-23T02:00:00Z');
const intent: PastLine = [
  'intent',
  {
    action: 'invalidate',
    environment: 'production',
    distributionId: 'E1',
    paths: ['/index.html', 7],
    pathsHash: 'abc',
    key: 'ref-1',
    before: [{ url: 'https://site.test/' }],
  },
];
const receipt: PastLine = ['receipt', { receipt: { id: 'I1', submittedAt: at + 900 } }];
const driver = { pid: 7, host: 'desk' };

async function recordIn(lines: readonly PastLine[], more = {}) {
  const journal = journalOf({ 'r-invalidate': lines }, { 'r-invalidate': more });
  return invalidateIn(await journal.read('r-invalidate'));
}

describe('an invalidation in the journal', () => {
  it('is what was sent, by its intent, until more is written', async () => {
    expect(await recordIn([intent])).toEqual({
      record: 'r-invalidate',
      environment: 'production',
      cdnId: 'E1',
      paths: ['/index.html', ''],
      pathsHash: 'abc',
      reference: 'ref-1',
      intentAt: at,
      sentAt: at,
      before: [{ url: 'https://site.test/' }],
      invalidationId: null,
      outcome: null,
      driver: null,
    });
  });

  it('has its id and its time by the last receipt, its end by the last outcome', async () => {
    const lines: readonly PastLine[] = [
      intent,
      ['receipt', { receipt: { id: 'I0', submittedAt: 5 } }],
      receipt,
      ['outcome', { state: 'unknown' }],
      ['outcome', { state: 'done' }],
    ];
    expect(await recordIn(lines, { driver })).toMatchObject({
      invalidationId: 'I1',
      sentAt: at + 900,
      outcome: 'done',
      driver,
    });
  });

  it.each([null, undefined, {}, { id: 7, submittedAt: 'now' }])(
    'has neither by a receipt of %j',
    async (told) => {
      const found = await recordIn([intent, ['receipt', { receipt: told }]]);
      expect(found).toMatchObject({ invalidationId: null, sentAt: at });
    },
  );

  it('is none without an intent to invalidate, and whole with an intent that is not', async () => {
    expect(await recordIn([['intent', { action: 'rollback' }]])).toBeUndefined();
    expect(await recordIn([['note', { action: 'invalidate' }]])).toBeUndefined();
    const bare = await recordIn([
      ['intent', { action: 'invalidate' }],
      ['outcome', { state: 5 }],
    ]);
    expect(bare).toMatchObject({ environment: '', paths: [], before: [], outcome: '' });
  });
});

describe('the newest invalidation', () => {
  const of = (key: string): PastLine => ['intent', { action: 'invalidate', key }];
  const records = {
    '1-invalidate-production': [of('one')],
    '2-rollback-production': [of('two')],
    '3-invalidate-production': [of('three')],
    '4-invalidate-production': [],
  };
  const newest = async (looked: number, wanted = /./, parts = {}) => {
    const journal = { ...journalOf(records), ...parts };
    const found = await newestInvalidate(journal, looked, ({ reference }) =>
      wanted.test(reference),
    );
    return found?.reference;
  };

  it('is the first that matches among so many records of invalidations', async () => {
    expect(await newest(9)).toBe('three');
    expect(await newest(9, /one/)).toBe('one');
    expect(await newest(9, /two/)).toBeUndefined();
    expect(await newest(2, /one/)).toBeUndefined();
    expect(await newest(3, /one/)).toBe('one');
  });

  it('passes over a record that cannot be read', async () => {
    const whole = journalOf(records);
    const read = (id: string) => (id.startsWith('3') ? refusing()() : whole.read(id));
    expect(await newest(9, /./, { read })).toBe('one');
  });
});

describe('what became of it', () => {
  const sent: InvalidateRecord = {
    record: 'r',
    environment: 'production',
    cdnId: 'E1',
    paths: ['/*'],
    pathsHash: 'abc',
    reference: 'ref-1',
    intentAt: at,
    sentAt: at,
    before: [],
    invalidationId: null,
    outcome: null,
    driver: null,
  };
  const one = (parts: Partial<Invalidation> = {}): Invalidation => ({
    id: 'I1',
    status: 'InProgress',
    createdAt: at,
    paths: ['/*'],
    reference: 'ref-1',
    ...parts,
  });
  const cdnOf = (all: readonly Invalidation[], others: Partial<Cdn> = {}) =>
    recorded<Cdn>({
      invalidations: async () => all,
      invalidation: async (_, id) => all.find((each) => each.id === id) ?? one({ id }),
      ...others,
    });
  const became = async (
    record: Partial<InvalidateRecord>,
    cdn: Cdn,
    now = at + 2 * minute,
  ): Promise<string> => {
    const { state, invalidation } = await reconcileInvalidate({ ...sent, ...record }, cdn, now);
    return `${state} ${invalidation?.id ?? 'none'}`;
  };

  it('is asked by its id where there is one, and nothing else is', async () => {
    const cdn = cdnOf([one({ status: 'Completed' })]);
    expect(await became({ invalidationId: 'I1', outcome: 'not-done' }, cdn)).toBe('done I1');
    expect(cdn.calls.map(({ method, args }) => [method, ...args.slice(0, 2)])).toEqual([
      ['invalidation', 'E1', 'I1'],
    ]);
    expect(await became({ invalidationId: 'I1' }, cdnOf([one()]))).toBe('in-progress I1');
  });

  it('is not known where its id is not known any more; another failure is passed on', async () => {
    const failing = (kind: 'usage' | 'unreachable') =>
      cdnOf([], { invalidation: () => Promise.reject(new TsopsError({ kind, message: 'gone' })) });
    expect(await became({ invalidationId: 'I1' }, failing('usage'))).toBe('unknown none');
    const passed = (cdn: Cdn) => became({ invalidationId: 'I1' }, cdn);
    await expect(passed(failing('unreachable'))).rejects.toThrow('gone');
    const broken = cdnOf([], { invalidation: () => Promise.reject(new TypeError('no x')) });
    await expect(passed(broken)).rejects.toThrow(TypeError);
  });

  it('was refused where the journal says so, and nobody is asked', async () => {
    const cdn = cdnOf([one()]);
    expect(await became({ outcome: 'not-done' }, cdn)).toBe('not-done none');
    expect(cdn.calls).toEqual([]);
  });

  it('is found by its reference among those of its time', async () => {
    const others = [one({ id: 'I3', reference: 'ref-3' }), one({ id: 'I2', status: 'Completed' })];
    const cdn = cdnOf(others);
    expect(await became({}, cdn)).toBe('done I2');
    expect(cdn.calls[0]?.args.slice(0, 2)).toEqual(['E1', 100]);
  });

  it.each([
    [-15 * minute, 'in-progress I1'],
    [-15 * minute - 1, 'not-done none'],
    [20 * minute, 'in-progress I1'],
    [20 * minute + 1, 'not-done none'],
  ])('created %i ms from its intent is %s', async (away, expected) => {
    const cdn = cdnOf([one({ createdAt: at + away })]);
    expect(await became({}, cdn)).toBe(expected);
    expect(cdn.calls.some(({ method }) => method === 'invalidation')).toBe(!/none/.test(expected));
  });

  it('is not done where a minute has passed and it is not listed; before, nobody knows', async () => {
    expect(await became({}, cdnOf([]), at + minute + 1)).toBe('not-done none');
    expect(await became({}, cdnOf([]), at + minute)).toBe('unknown none');
  });

  it('is not known where the list ends before its time', async () => {
    const full = (length: number, last = at) =>
      Array.from({ length }, (_, i) =>
        one({ id: `J${i}`, reference: 'x', createdAt: i === length - 1 ? last : at }),
      );
    expect(await became({}, cdnOf(full(99)))).toBe('not-done none');
    expect(await became({}, cdnOf(full(100)))).toBe('unknown none');
    expect(await became({}, cdnOf(full(100, at - 15 * minute)))).toBe('unknown none');
    expect(await became({}, cdnOf(full(100, at - 15 * minute - 1)))).toBe('not-done none');
  });
});
