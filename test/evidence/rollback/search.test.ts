/* Which record, and which run, a rollback is about. */
import { describe, expect, it } from 'vitest';
import type { RollbackRecord } from '../../../src/domain/rollback/record.ts';
import {
  findRollback,
  replacement,
  rollbackIn,
  searchRun,
} from '../../../src/evidence/rollback/state.ts';
import type { DeployRun, Deploys } from '../../../src/ports/deploys.ts';
import { recorded, refusing } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';
import { run } from '../../support/github.ts';
import { journalOf, type PastLine } from '../../support/past-records.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const { signal } = new AbortController();
const dispatch = { at, afterRunId: 900, actor: 'minji' };
const record = {
  at,
  environment: 'production',
  from: 'v1.2.3',
  to: 'v1.2.2',
  reason: null,
  invalidates: null,
  dispatch,
  run: null,
  outcome: null,
} as unknown as RollbackRecord;
const ours = (id: number, parts: Partial<DeployRun> = {}) =>
  run(id, 'Deploy v1.2.2 to production', { actor: 'minji', createdAt: at, ...parts });

function search(
  given: Partial<Deploys>,
  parts: {
    record?: RollbackRecord | null;
    runId?: number;
    now?: number;
    signal?: AbortSignal;
  } = {},
) {
  const deploys = recorded<Deploys>(given);
  const clock = fakeClock(parts.now ?? at + 180_000);
  const of = parts.record === undefined ? record : parts.record;
  const bounds = { clock, signal: parts.signal ?? signal };
  return { found: searchRun(bounds, { value: deploys }, of, parts.runId ?? null), deploys };
}

describe('the run of a rollback', () => {
  it('is asked for by the id that is given, else by the one that was written down', async () => {
    const one = search({ run: async (id) => ours(id) }, { runId: 7 });
    expect(await one.found).toMatchObject({ found: 'one', run: { id: 7 } });
    const known = { ...record, run: { id: 8 } } as unknown as RollbackRecord;
    const other = search({ run: async (id) => ours(id) }, { record: known });
    expect(await other.found).toMatchObject({ run: { id: 8 } });
    const gone = search({ run: async () => null }, { runId: 7 });
    expect(await gone.found).toEqual({ found: 'none', sure: false });
  });

  it('is none, surely, where there is no record, or nothing was dispatched', async () => {
    const none = search({}, { record: null });
    expect(await none.found).toEqual({ found: 'none', sure: true });
    const bare = { ...record, dispatch: null };
    expect(await search({}, { record: bare }).found).toEqual({ found: 'none', sure: true });
  });

  it('is looked for among the last hundred that were dispatched', async () => {
    const { found, deploys } = search({ runs: async () => [ours(901)] });
    expect(await found).toMatchObject({ found: 'one', run: { id: 901 } });
    expect(deploys.calls[0]?.args[0]).toEqual({ dispatched: true, limit: 100 });
  });

  it('that is not listed is surely none after two minutes, and before them perhaps', async () => {
    const passing = async (passed: number) =>
      search({ runs: async () => [] }, { now: at + passed }).found;
    expect(await passing(120_000)).toEqual({ found: 'none', sure: true });
    expect(await passing(119_999)).toEqual({ found: 'none', sure: false });
  });

  it('is not surely none where the list ends before it began', async () => {
    const others = (length: number, last: number) =>
      Array.from({ length }, (_, i) =>
        run(i === length - 1 ? last : 2000 + i, 'Deploy v9.9.9 to production', { actor: 'jisoo' }),
      );
    const sure = async (runs: readonly DeployRun[]) =>
      search({ runs: async () => runs }).found.then((one) => 'sure' in one && one.sure);
    expect(await sure(others(99, 1999))).toBe(true);
    expect(await sure(others(100, 1999))).toBe(false);
    expect(await sure(others(100, 901))).toBe(false);
    expect(await sure(others(100, 900))).toBe(true);
  });

  it('is not asked for where nobody can be asked, or the vendor refuses', async () => {
    const clock = fakeClock(at);
    const none = await searchRun({ clock, signal }, { trouble: 'no token' }, record, null);
    expect(none).toEqual({ found: 'not-asked', trouble: 'no token' });
    const refused = search({ runs: refusing('no scope') });
    expect(await refused.found).toEqual({ found: 'not-asked', trouble: 'no scope' });
  });

  it('a fault of ours, and an interrupt, are no answer', async () => {
    const broken = { runs: () => Promise.reject(new TypeError('no x')) };
    await expect(search(broken).found).rejects.toThrow(TypeError);
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(search({ runs: refusing() }, { signal: stop }).found).rejects.toThrow('Ctrl-C');
  });
});

describe('what replaced it', () => {
  const began = run(900, 'Deploy v1.2.2 to production').startedAt ?? 0;
  const of = run(900, 'Deploy v1.2.2 to production');
  const replaced = async (...runs: readonly DeployRun[]) => {
    const deploys = recorded<Deploys>({ runs: async () => [of, ...runs] });
    const found = await replacement(deploys, of, ['production', 'staging'], 'production');
    expect(deploys.calls[0]?.args[0]).toEqual({ limit: 50 });
    return found?.version ?? null;
  };
  const later = (
    id: number,
    parts: Partial<DeployRun> = {},
    title = 'Deploy v1.2.4 to production',
  ) => run(id, title, parts);

  it('is the newest deploy to the environment since, that succeeded', async () => {
    expect(await replaced(later(901))).toBe('v1.2.4');
    const newer = later(902, {}, 'Deploy v1.2.5 to production');
    expect(await replaced(later(901), newer)).toBe('v1.2.5');
  });

  it.each<[string, DeployRun]>([
    ['that failed', later(901, { conclusion: 'failure' })],
    ['to another environment', later(901, {}, 'Deploy v1.2.4 to staging')],
    ['before it', later(899)],
    ['at the same moment', later(901, { startedAt: began })],
  ])('is no deploy %s', async (_, other) => {
    expect(await replaced(other)).toBeNull();
  });

  it('is no deploy before it was started again, nor its own', async () => {
    const again = { ...of, startedAt: began + 5 * 3_600_000 };
    const since = recorded<Deploys>({ runs: async () => [again, later(901)] });
    expect(await replacement(since, again, ['production'], 'production')).toBeNull();
    const own = recorded<Deploys>({ runs: async () => [again] });
    expect(await replacement(own, of, ['production'], 'production')).toBeNull();
  });

  it('is told by when the run was made where nobody knows when it started', async () => {
    const deploys = recorded<Deploys>({ runs: async () => [later(901)] });
    const unstarted = { ...of, startedAt: null };
    const found = await replacement(deploys, unstarted, ['production'], 'production');
    expect(found).toMatchObject({ version: 'v1.2.4', url: expect.stringContaining('901') });
  });

  it('is not known where the vendor refuses; a fault of ours is passed on', async () => {
    const refused = recorded<Deploys>({ runs: refusing() });
    expect(await replacement(refused, of, ['production'], 'production')).toBeNull();
    const broken = recorded<Deploys>({ runs: () => Promise.reject(new TypeError('no x')) });
    await expect(replacement(broken, of, ['production'], 'production')).rejects.toThrow(TypeError);
  });
});

describe('the record of a rollback', () => {
  const intent = (to: string, runId?: number): readonly PastLine[] => [
    ['intent', { action: 'rollback', environment: 'production', from: 'v1.2.3', to }],
    ...(runId === undefined ? [] : ([['receipt', { receipt: { runId, url: '' } }]] as const)),
  ];

  it('is the newest one, other records passed over', async () => {
    const journal = journalOf({
      '1-rollback': intent('v1.2.1'),
      '2-rollback': intent('v1.2.2'),
      '3-invalidate': [['intent', { action: 'invalidate' }]],
    });
    expect((await findRollback({ journal }, null))?.id).toBe('2-rollback');
    expect(await findRollback({ journal }, 7)).toBeNull();
    const ran = journalOf({ '1-rollback': intent('v1.2.1', 7), '2-rollback': intent('v1.2.2', 8) });
    expect((await findRollback({ journal: ran }, 7))?.id).toBe('1-rollback');
    expect(journal.reads[0]).toBe('3-invalidate');
  });

  it('is looked for among the newest fifty', async () => {
    const filled = (length: number) =>
      journalOf({
        '00-rollback': intent('v1.2.1'),
        ...Object.fromEntries(
          Array.from({ length }, (_, i) => [`${10 + i}-note`, [['note'] as const]]),
        ),
      });
    expect(await findRollback({ journal: filled(49) }, null)).not.toBeNull();
    expect(await findRollback({ journal: filled(50) }, null)).toBeNull();
  });

  it('has who drives it and what is damaged', async () => {
    const driver = { pid: 7, host: 'desk' };
    const journal = journalOf({ a: intent('v1.2.2') }, { a: { driver, notes: ['cut short'] } });
    expect(rollbackIn(await journal.read('a'))).toMatchObject({
      id: 'a',
      record: { to: 'v1.2.2' },
      driver,
      notes: ['cut short'],
    });
    expect(rollbackIn(await journalOf({ b: [['note']] }).read('b'))).toBeNull();
  });
});
