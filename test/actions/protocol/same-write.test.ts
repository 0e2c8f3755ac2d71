import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  endedRecords,
  findSameWrite,
  isSameIntent,
} from '../../../src/actions/protocol/same-write.ts';
import type { Reconcile } from '../../../src/contract/action.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { ActionName } from '../../../src/domain/incident/action-facts.ts';
import { fakePlan, fakeWrite } from '../../support/action.ts';
import { writeId as id, pastWrites, writer } from '../../support/past-writes.ts';
import { sameText } from '../../support/text.ts';

const reconcile = vi.hoisted(() => vi.fn<Reconcile>());
vi.mock('../../../src/actions/table.ts', () => ({
  actionRow: () => ({ reconcile: async () => reconcile }),
}));
beforeEach(() => {
  reconcile.mockReset().mockRejectedValue(new Error('unexpected look-up'));
});

const receipt = ['receipt', { receipt: { id: 7 } }] as const;
const outcome = (state: string, detail?: unknown) => ['outcome', { state, detail }] as const;
const found = { record: id, by: writer };

describe('a write that was begun since we looked first', () => {
  it.each([
    ['done', [receipt, outcome('done', 'v1.2.2 is served')], 'v1.2.2 is served', { id: 7 }],
    ['done', [outcome('done', { not: 'text' })], '', null],
    ['done', [outcome('done', 'served'), ['observed', { proof: {} }]], 'served', null],
    ['unknown', [outcome('unknown', 'no answer')], 'no answer', null],
    ['in-progress', [receipt], '', { id: 7 }],
    ['in-progress', [receipt, outcome('in-progress', 'goes on')], 'goes on', { id: 7 }],
    ['done', [receipt, outcome('in-progress'), outcome('done', 'served')], 'served', { id: 7 }],
  ] as const)(
    'is followed as %s where its record says so: %j',
    async (state, lines, detail, taken) => {
      const here = pastWrites({ lines });
      expect(await here.find()).toEqual({
        ...found,
        state,
        detail: sameText(String(detail)),
        receipt: taken,
      });
      expect(reconcile).not.toHaveBeenCalled();
    },
  );

  it('and is being made is followed once it has its receipt', async () => {
    expect(await pastWrites({ driven: true }).find()).toBeNull();
    expect(await pastWrites({ driven: true, lines: [receipt] }).find()).toEqual({
      ...found,
      state: 'in-progress',
      detail: sameText(''),
      receipt: { id: 7 },
    });
    expect(reconcile).not.toHaveBeenCalled();
  });

  it('was not done: it is no reason not to do it', async () => {
    expect(await pastWrites({ lines: [outcome('not-done', 'refused')] }).find()).toBeNull();
  });

  it('and was killed before its receipt is looked up in the world', async () => {
    const here = pastWrites({});
    reconcile.mockResolvedValue({ state: 'done', detail: sameText('served'), receipt: { id: 9 } });
    expect(await here.find()).toEqual({
      ...found,
      state: 'done',
      detail: sameText('served'),
      receipt: { id: 9 },
    });
    const [context, reading, record] = reconcile.mock.calls[0] ?? [];
    expect([context, reading?.id, record]).toEqual([here.context, id, null]);
  });

  it.each([
    [
      'is followed as one of which nobody knows',
      { state: 'unknown', detail: sameText('no answer') },
    ],
    [
      'is followed as one that goes on',
      { state: 'in-progress', detail: sameText('a run is queued') },
    ],
  ] as const)('and was killed %s', async (_, shown) => {
    reconcile.mockResolvedValue(shown);
    expect(await pastWrites({}).find()).toEqual({ ...found, ...shown, receipt: null });
  });

  it('and that nobody can look up is unknown, with what stood in the way', async () => {
    reconcile.mockRejectedValue(new TsopsError({ kind: 'unreachable', message: 'No answer.' }));
    expect(await pastWrites({}).find()).toMatchObject({
      state: 'unknown',
      detail: sameText('No answer.'),
    });
  });

  it('is not looked up any further after Ctrl-C', async () => {
    const here = pastWrites({});
    const reason = new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' });
    reconcile.mockImplementation(async () => {
      here.controller.abort(reason);
      throw new TsopsError({ kind: 'unreachable', message: 'No answer.' });
    });
    await expect(here.find()).rejects.toBe(reason);
  });

  it('does not hide a bug of its look-up', async () => {
    await expect(pastWrites({}).find()).rejects.toThrow('unexpected look-up');
  });

  it('of a name that nobody knows is unknown', async () => {
    const name = 'juggle' as ActionName;
    const juggled = '20261123T025900Z-juggle-production';
    const here = pastWrites({ id: juggled, intent: { action: name } });
    expect(await here.find({ name })).toMatchObject({ state: 'unknown', detail: sameText('') });
  });
});

describe('the same write', () => {
  const done = [outcome('done', 'served')];

  it.each([
    ['another action', { intent: { action: 'invalidate' } }],
    ['another environment', { intent: { environment: 'staging' } }],
    ['another key', { intent: { key: 'key-2' } }],
    ['another action in another environment', { intent: { action: 'x', environment: 'y' } }],
    ['a record of another kind', { id: '20261123T025900Z-rollbacks-production' }],
  ] as const)('is not %s', async (_, past) => {
    expect(await pastWrites({ lines: done, ...past }).find()).toBeNull();
    expect(await pastWrites({ lines: done }).find()).not.toBeNull();
  });

  it('stands in a record that begins with something else', async () => {
    const here = pastWrites({});
    const { entries } = await here.journal.read(id);
    const { seq, at, eventAt, actor, prev } = entries[0] ?? ({} as never);
    const note = { seq, at, eventAt, actor, prev, kind: 'note' };
    here.journal.records.set(id, [note, ...entries]);
    reconcile.mockResolvedValue({ state: 'done', detail: sameText('served') });
    expect(await here.find()).toMatchObject({ state: 'done', detail: sameText('served') });
  });

  it('is not found in a record without an intent, nor in one that cannot be read', async () => {
    const here = pastWrites({ lines: done });
    here.journal.records.set('20261123T025930Z-rollback-production', []);
    const read = (record: string) =>
      record === id ? Promise.reject(new Error('EIO')) : here.journal.read(record);
    const context = { ...here.context, journal: { ...here.journal, read } };
    expect(await findSameWrite(fakeWrite().action, fakePlan, context, new Set())).toBeNull();
    expect(await here.find()).toMatchObject({ record: id });
  });

  it('is the second where the newest was not done', async () => {
    const newer = '20261123T025930Z-rollback-production';
    const here = pastWrites({ id: newer, lines: [outcome('not-done')] }, { lines: done });
    expect(await here.find()).toMatchObject({ record: id });
    expect(here.reads).toEqual([newer, id]);
  });

  it('is what the action takes for the same, else what has its key', () => {
    const isSame = vi.fn(() => true);
    const { action } = fakeWrite({ isSame });
    const intent = { key: 'key-2', target: 'v1.2.2' };
    expect(isSameIntent(action, fakePlan, intent)).toBe(true);
    expect(isSame).toHaveBeenCalledWith(fakePlan, intent);
    const never = fakeWrite({ isSame: () => false }).action;
    expect(isSameIntent(never, fakePlan, { key: 'key-1' })).toBe(false);
    expect(isSameIntent(fakeWrite().action, fakePlan, { key: 'key-1' })).toBe(true);
    expect(isSameIntent(fakeWrite().action, fakePlan, intent)).toBe(false);
  });
});

describe('the records that are read', () => {
  it.each([
    ['of an hour ago', '20261123T020000Z-rollback-production', true],
    ['of a second more', '20261123T015959Z-rollback-production', false],
    ['of yesterday', '20261122T235959Z-rollback-production', false],
    ['named by something else than a time', '0001-rollback-production', true],
    ['that hold a time elsewhere', '0-20261101T000000Z-rollback-production', true],
    ['of another action', '20261123T025900Z-invalidate-production', false],
    ['that only begin like it', '20261123T025900Z-rollback', false],
  ])('of its kind: those %s', async (_, name, read) => {
    const here = pastWrites({ id: name, intent: { key: 'key-2' } });
    await here.find();
    expect(here.reads).toEqual(read ? [name] : []);
  });

  it('are the newest twelve', async () => {
    const ids = Array.from({ length: 13 }, (_, at) => `202611230259${10 + at}Z-rollback-production`)
      .map((name) => name.replace(/^(\d{8})/, '$1T'))
      .toReversed();
    const here = pastWrites(...ids.map((name) => ({ id: name, intent: { key: 'key-2' } })));
    expect(await here.find()).toBeNull();
    expect(here.reads).toEqual(ids.slice(0, 12));
  });

  it('are none where the journal cannot be listed', async () => {
    const here = pastWrites({ lines: [outcome('done')] });
    const journal = { ...here.journal, list: () => Promise.reject(new Error('EACCES')) };
    const context = { ...here.context, journal };
    expect(await findSameWrite(fakeWrite().action, fakePlan, context, new Set())).toBeNull();
    expect(await endedRecords('rollback', context)).toEqual([]);
    expect(here.reads).toEqual([]);
  });
});

describe('the records that are known before the plan', () => {
  const other = '20261123T025000Z-incident-errors';
  const second = '20261123T025930Z-rollback-production';

  it('are all, where none of its kind is being written', async () => {
    const { context } = pastWrites({}, { id: other, driven: true });
    expect(await endedRecords('rollback', context)).toEqual([id, other]);
  });

  it('are not those of its kind that are being written', async () => {
    const { context } = pastWrites({ id: second }, { driven: true }, { id: other, driven: true });
    expect(await endedRecords('rollback', context)).toEqual([second, other]);
  });

  it('are not one that is there, and whose driver and intent are not yet', async () => {
    const { context, journal } = pastWrites({}, { id: second });
    journal.records.set(second, []);
    expect(await endedRecords('rollback', context)).toEqual([id]);
  });

  it('are not one that cannot be read: it may be the same one', async () => {
    const { context, journal } = pastWrites({}, { id: other });
    const read = () => Promise.reject(new Error('EIO'));
    const broken = { ...context, journal: { ...journal, read } };
    expect(await endedRecords('rollback', broken)).toEqual([other]);
  });
});
