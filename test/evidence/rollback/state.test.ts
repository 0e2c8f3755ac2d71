import { describe, expect, it } from 'vitest';
import { searchRun } from '../../../src/evidence/rollback/state.ts';
import type { DeployRun, Deploys } from '../../../src/ports/deploys.ts';
import { fakeClock } from '../../support/clock.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const clock = fakeClock(at);
const signal = new AbortController().signal;
const record = {
  at,
  environment: 'production',
  from: 'v1.2.3',
  to: 'v1.2.2',
  reason: null,
  invalidates: null,
  dispatch: null,
  run: null,
  outcome: null,
};

const run = (id: number, createdAt: number, title = 'Deploy v1.2.2') =>
  ({ id, createdAt, title, dispatched: true, actor: 'minji' }) as DeployRun;

/** Only its list of runs is asked. */
const deploysWith = (...runs: readonly DeployRun[]) => ({
  value: { runs: async () => runs } as unknown as Deploys,
});

const search = (damaged: boolean, ...runs: readonly DeployRun[]) =>
  searchRun({ clock, signal }, deploysWith(...runs), record, null, damaged);

describe('a record without a dispatch', () => {
  it('that is whole has no run, whoever deployed meanwhile', async () => {
    expect(await search(false, run(1, at + 1000))).toEqual({ found: 'none', sure: true });
  });

  it('that is damaged has the run which began since its intent', async () => {
    const found = await search(true, run(1, at - 60_001), run(2, at - 60_000));
    expect(found).toMatchObject({ found: 'one', run: { id: 2 } });
  });

  it('that is damaged has no run of another version, and none of before', async () => {
    const others = [run(1, at - 61_000), run(2, at + 1000, 'Deploy v1.2.4')];
    expect(await search(true, ...others)).toEqual({ found: 'none', sure: true });
  });

  it('that is damaged does not choose among two', async () => {
    const found = await search(true, run(1, at), run(2, at + 1000));
    expect(found.found).toBe('several');
  });
});
