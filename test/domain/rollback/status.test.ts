import { describe, expect, it } from 'vitest';
import { type RollbackRecord, rollbackRecord } from '../../../src/domain/rollback/record.ts';
import { rollbackStatus, type StatusFacts } from '../../../src/domain/rollback/status.ts';

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
const outcome = (state: string) => ({ ...record, outcome: { state, detail: 'said so' } });

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

  it('says what is served and what was wanted', () => {
    expect(rollbackStatus({ ...base, serving: other }).detail).toBe(
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

  it('of another action are no rollback', () => {
    expect(rollbackRecord([line('intent', { action: 'invalidate' })])).toBeNull();
    expect(rollbackRecord([])).toBeNull();
    expect(rollbackRecord([line('intent', { action: 'rollback', to: 7 })])).toBeNull();
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
