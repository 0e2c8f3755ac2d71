import { describe, expect, it } from 'vitest';
import { type RollbackRecord, rollbackRecord } from '../../../src/domain/rollback/record.ts';
import { rollbackStatus, type StatusFacts } from '../../../src/domain/rollback/status.ts';
import { sameText } from '../../support/text.ts';

const record: RollbackRecord = {
  at: 0,
  environment: 'production',
  from: 'v1.2.3',
  to: 'v1.2.2',
  reason: null,
  invalidates: null,
  dispatch: { at: 0, afterRunId: 10, actor: 'haseongpark' },
  run: null,
  outcome: null,
};
const run = (status: string, conclusion: string | null = null) => ({
  found: 'one' as const,
  run: { id: 11, title: 'Deploy v1.2.2', status, conclusion, url: 'https://github.com/run/11' },
});
const base: StatusFacts = {
  record,
  driver: null,
  environment: 'production',
  wanted: 'v1.2.2',
  run: run('completed', 'success'),
  serving: { value: 'v1.2.2' },
  replacedBy: null,
};
const of = (changes: Partial<StatusFacts>) => {
  const { state, verdict } = rollbackStatus({ ...base, ...changes });
  return [state, verdict];
};
const other = { value: 'v1.2.3' };
const trouble = { trouble: 'HTTP 503' };
const outcome = (state: string) => ({
  ...record,
  outcome: { state, detail: 'said so', said: sameText('said so') },
});

describe('where a rollback stands', () => {
  it.each<[string, Partial<StatusFacts>, readonly string[]]>([
    ['run succeeded, version served', {}, ['done', 'ok']],
    ['version served without its v', { serving: { value: '1.2.2' } }, ['done', 'ok']],
    ['run succeeded, another served', { serving: other }, ['not-done', 'bad']],
    ['run succeeded, not readable', { serving: trouble }, ['unknown', 'unknown']],
    [
      'run succeeded, another deployed since',
      { serving: other, replacedBy: { version: 'v1.2.3', url: '' } },
      ['unknown', 'unknown'],
    ],
    [
      'done once, another served now',
      { serving: other, record: outcome('done') },
      ['done', 'warn'],
    ],
    [
      'run failed, another served',
      { run: run('completed', 'failure'), serving: other },
      ['not-done', 'bad'],
    ],
    [
      'run cancelled, not readable',
      { run: run('completed', 'cancelled'), serving: trouble },
      ['unknown', 'bad'],
    ],
    ['run failed, version served', { run: run('completed', 'failure') }, ['done', 'bad']],
    ['run in progress', { run: run('in_progress'), serving: other }, ['in-progress', 'ok']],
    ['run waiting, version served already', { run: run('waiting') }, ['in-progress', 'ok']],
    ['run queued, not readable', { run: run('queued'), serving: trouble }, ['in-progress', 'ok']],
    [
      'its record is damaged before the dispatch, a run goes on',
      { record: { ...record, dispatch: null }, damaged: true, run: run('in_progress') },
      ['in-progress', 'ok'],
    ],
    [
      'its record is damaged before the dispatch, no run',
      {
        record: { ...record, dispatch: null },
        damaged: true,
        run: { found: 'none', sure: true },
        serving: other,
      },
      ['not-done', 'ok'],
    ],
    [
      'its record is whole, a run of somebody else goes on',
      { record: { ...record, dispatch: null }, run: run('in_progress'), serving: other },
      ['not-done', 'ok'],
    ],
    [
      'nothing was dispatched',
      { record: { ...record, dispatch: null }, run: { found: 'none', sure: true } },
      ['not-done', 'ok'],
    ],
    [
      'nothing was dispatched, GitHub down',
      {
        record: { ...record, dispatch: null },
        run: { found: 'not-asked', trouble: 'down' },
        serving: trouble,
      },
      ['not-done', 'ok'],
    ],
    [
      'GitHub refused it, and yet a run was written down',
      {
        record: { ...outcome('not-done'), run: { id: 11, url: '' } },
        run: run('completed', 'success'),
      },
      ['done', 'ok'],
    ],
    [
      'stopped before the end, a run was found',
      { record: outcome('unknown'), run: run('completed', 'success') },
      ['done', 'ok'],
    ],
    [
      'GitHub refused it',
      { record: outcome('not-done'), run: { found: 'none', sure: false } },
      ['not-done', 'ok'],
    ],
    [
      'no run, long ago',
      { run: { found: 'none', sure: true }, serving: other },
      ['not-done', 'bad'],
    ],
    [
      'no run, just now',
      { run: { found: 'none', sure: false }, serving: other },
      ['unknown', 'unknown'],
    ],
    [
      'no run, long ago, of a version that is not known',
      { record: null, wanted: null, run: { found: 'none', sure: true } },
      ['not-done', 'bad'],
    ],
    [
      'no run, long ago, not readable',
      { run: { found: 'none', sure: true }, serving: trouble },
      ['not-done', 'bad'],
    ],
    [
      'not ours, served another, another deployed since',
      { record: null, serving: other, replacedBy: { version: null, url: '' } },
      ['unknown', 'unknown'],
    ],
    [
      'not ours, GitHub down',
      { record: null, run: { found: 'not-asked', trouble: 'down' } },
      ['unknown', 'unknown'],
    ],
    [
      'not ours, failed, no version in its title',
      { record: null, wanted: null, run: run('completed', 'failure') },
      ['unknown', 'unknown'],
    ],
    ['no run, yet version served', { run: { found: 'none', sure: true } }, ['unknown', 'unknown']],
    ['several runs', { run: { found: 'several', runs: [] } }, ['unknown', 'unknown']],
    ['GitHub down', { run: { found: 'not-asked', trouble: 'down' } }, ['unknown', 'unknown']],
    [
      'GitHub down, done by the journal',
      { run: { found: 'not-asked', trouble: 'down' }, record: outcome('done') },
      ['done', 'ok'],
    ],
    [
      'driven by a live process',
      { driver: { pid: 7, host: 'desk' }, serving: other },
      ['in-progress', 'ok'],
    ],
    ['not ours, no version in its title', { record: null, wanted: null }, ['unknown', 'unknown']],
    ['not ours, served', { record: null }, ['done', 'ok']],
  ])('%s', (_what, changes, expected) => {
    expect(of(changes)).toEqual(expected);
  });

  it('says what was deployed since, and where that is to be seen', () => {
    const detailOf = (version: string | null) =>
      rollbackStatus({ ...base, serving: other, replacedBy: { version, url: 'u' } }).detail.en;
    expect(detailOf('v1.2.4')).toContain('v1.2.4 was deployed since (u)');
    expect(detailOf(null)).toContain('another version was deployed since (u)');
  });

  it('names each of the runs that could be ours', () => {
    const runs = ['u1', 'u2'].map((url) => ({ ...run('queued').run, url }));
    const { detail } = rollbackStatus({ ...base, run: { found: 'several', runs } });
    expect(detail.en).toMatch(/2 runs.*: u1 u2$/);
  });

  it('says what is served although GitHub could not be asked, where that is known', () => {
    const asked = { found: 'not-asked', trouble: 'down' } as const;
    const detailOf = (changes: object) =>
      rollbackStatus({ ...base, run: asked, ...changes }).detail.en;
    expect(detailOf({})).toBe('GitHub could not be asked: down. production serves v1.2.2.');
    expect(detailOf({ serving: trouble })).toBe('GitHub could not be asked: down.');
  });

  it('says how a run of no known version ended', () => {
    const nameless = { ...base, record: null, wanted: null };
    expect(rollbackStatus(nameless).detail.en).toMatch(/^The run succeeded; /);
    expect(rollbackStatus({ ...nameless, run: run('completed', 'failure') }).detail.en).toMatch(
      /^The run ended in failure; /,
    );
  });

  it('says what is served and what was wanted', () => {
    expect(rollbackStatus({ ...base, serving: other }).detail.en).toBe(
      'NOT rolled back: serving v1.2.3, wanted v1.2.2. The run succeeded.',
    );
  });
});

describe('the lines of the journal', () => {
  const line = (kind: string, fields: object = {}) => ({
    kind,
    eventAt: '2026-11-23T03:00:00.000Z',
    ...fields,
  });
  const intent = line('intent', {
    action: 'rollback',
    environment: 'production',
    from: 'v1.2.3',
    to: 'v1.2.2',
  });

  const named = { action: 'rollback', environment: 'production', to: 'v1.2.2' };

  it('of another action are no rollback', () => {
    expect(rollbackRecord([line('intent', { action: 'invalidate' })])).toBeNull();
    expect(rollbackRecord([])).toBeNull();
    expect(rollbackRecord([line('intent', { ...named, to: 7 })])).toBeNull();
    expect(rollbackRecord([line('intent', { ...named, environment: 7 })])).toBeNull();
    expect(rollbackRecord([line('intent', { ...named, action: 'invalidate' })])).toBeNull();
    expect(rollbackRecord([line('intent', named)])).not.toBeNull();
  });

  it('are read from the intent on, wherever it stands', () => {
    const noted = line('note', { action: 'invalidate', environment: 'staging', to: 'v9.9.9' });
    expect(rollbackRecord([noted, intent])).toMatchObject({ environment: 'production' });
  });

  it('tell what was wanted, empty texts being none', () => {
    const full = { ...named, from: 'v1.2.3', reason: 'errors', invalidates: '/*' };
    expect(rollbackRecord([line('intent', full)])).toEqual({
      at: Date.parse('2026-11-23T03:00:00.000Z'),
      environment: 'production',
      from: 'v1.2.3',
      to: 'v1.2.2',
      reason: 'errors',
      invalidates: '/*',
      dispatch: null,
      run: null,
      outcome: null,
    });
    const empty = { ...named, from: '', reason: 7, invalidates: null };
    expect(rollbackRecord([line('intent', empty)])).toMatchObject({
      from: null,
      reason: null,
      invalidates: null,
    });
  });

  it('of which some part cannot be read never say more than the rest does', () => {
    const dispatching = line('dispatching', {});
    const read = (...lines: object[]) =>
      rollbackRecord([intent, ...(lines as ReturnType<typeof line>[])]);
    // Every run could be one from before.
    expect(read(dispatching)?.dispatch).toEqual({
      at: Date.parse(dispatching.eventAt),
      afterRunId: Number.POSITIVE_INFINITY,
      actor: null,
    });
    expect(read(line('dispatching', { afterRunId: '7' }))?.dispatch?.afterRunId).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(read(line('receipt', { receipt: null }))?.run).toBeNull();
    expect(read(line('receipt', { receipt: { runId: '7', url: 'u' } }))?.run).toBeNull();
    expect(read(line('receipt', { receipt: { runId: 7 } }))?.run).toEqual({ id: 7, url: '' });
    expect(read(line('outcome', { state: 7 }))?.outcome).toBeNull();
    expect(read(line('outcome', { state: 'done' }))?.outcome).toEqual({
      state: 'done',
      detail: '',
      said: sameText(''),
    });
    expect(read(line('outcome', { state: 'done' }), line('note', { state: 'x' }))?.outcome).toEqual(
      {
        state: 'done',
        detail: '',
        said: sameText(''),
      },
    );
  });

  it('tell how far it came', () => {
    expect(rollbackRecord([intent])).toMatchObject({ dispatch: null, run: null, outcome: null });
    const dispatching = line('dispatching', { afterRunId: 903 });
    const lost = line('observed', { login: 'haseongpark' });
    const receipt = line('receipt', { receipt: { runId: 1000, url: 'u' } });
    const unknown = line('outcome', { state: 'unknown', detail: 'lost' });
    const done = line('outcome', { state: 'done', detail: 'served' });
    expect(rollbackRecord([intent, dispatching, lost, receipt, unknown, done])).toMatchObject({
      dispatch: { afterRunId: 903, actor: 'haseongpark' },
      run: { id: 1000, url: 'u' },
      outcome: { state: 'done', detail: 'served' },
    });
  });
});
