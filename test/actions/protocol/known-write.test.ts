import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reconcile } from '../../../src/contract/action.ts';
import { writeId as id, type PastWrite, pastWrites, writer } from '../../support/past-writes.ts';
import { sameText } from '../../support/text.ts';

const reconcile = vi.hoisted(() => vi.fn<Reconcile>());
vi.mock('../../../src/actions/table.ts', () => ({
  actionRow: () => ({ reconcile: async () => reconcile }),
}));
beforeEach(() => {
  reconcile
    .mockReset()
    .mockResolvedValue({ state: 'in-progress', detail: sameText('a run is queued') });
});

const receipt = ['receipt', { receipt: { id: 7 } }] as const;
const outcome = (state: string) => ['outcome', { state, detail: sameText('as written') }] as const;
const found = { record: id, by: writer };
const goesOn = { ...found, state: 'in-progress', detail: sameText('a run is queued') };

/** What is found of a write that was there before we planned. */
const known = (
  past: PastWrite,
  overrides: Parameters<ReturnType<typeof pastWrites>['find']>[0] = {},
) => pastWrites(past).find(overrides, [id]);

describe('a write that was there before we planned', () => {
  it.each([
    ['has no outcome', []],
    ['was left running', [outcome('in-progress')]],
    ['was waited for no longer', [outcome('stopped-waiting')]],
  ])('and %s is looked up, and followed where it goes on', async (_, lines) => {
    expect(await known({ lines: [receipt, ...lines] })).toEqual({ ...goesOn, receipt: { id: 7 } });
    expect(reconcile).toHaveBeenCalledTimes(1);
  });

  it.each(['done', 'not-done', 'unknown'])(
    'and ended as %s is meant to be repeated',
    async (state) => {
      expect(await known({ lines: [receipt, outcome(state)] })).toBeNull();
      expect(reconcile).not.toHaveBeenCalled();
    },
  );

  it.each(['done', 'not-done'] as const)('and is found to be %s is repeated too', async (state) => {
    reconcile.mockResolvedValue({ state, detail: sameText('served') });
    expect(await known({ lines: [receipt] })).toBeNull();
    expect(reconcile).toHaveBeenCalledTimes(1);
  });

  it('and was sent is repeated where its end cannot be told: the guards ask whether it runs', async () => {
    reconcile.mockResolvedValue({
      state: 'unknown',
      detail: sameText('the run succeeded, v1.2.3 is served'),
    });
    expect(await known({ lines: [receipt, outcome('in-progress')] })).toBeNull();
    await expect(known({ lines: [] })).rejects.toThrow('whether it was sent is not known yet');
  });

  it('counts by its last outcome', async () => {
    const settled = [receipt, outcome('in-progress'), outcome('done')];
    expect(await known({ lines: settled })).toBeNull();
    const takenUp = [receipt, outcome('unknown'), outcome('in-progress')];
    expect(await known({ lines: takenUp })).toMatchObject({ state: 'in-progress' });
  });

  it('has the receipt of its record before that of the look-up, which is taken where it has none', async () => {
    reconcile.mockResolvedValue({ state: 'in-progress', detail: sameText(''), receipt: { id: 9 } });
    expect(await known({ lines: [receipt] })).toMatchObject({ receipt: { id: 7 } });
    expect(await known({})).toMatchObject({ receipt: { id: 9 } });
  });

  it('and is being written is followed without a look-up', async () => {
    expect(await known({ driven: true, lines: [receipt] })).toEqual({
      ...found,
      state: 'in-progress',
      detail: sameText(''),
      receipt: { id: 7 },
    });
    expect(await known({ driven: true })).toBeNull();
    expect(reconcile).not.toHaveBeenCalled();
  });

  it('runs for an hour at most', async () => {
    const name = { id: '0001-rollback-production' };
    const at = (ago: number) => pastWrites({ ...name, ago, lines: [receipt] }).find({}, [name.id]);
    expect(await at(3_600_000)).toMatchObject({ state: 'in-progress' });
    expect(await at(3_600_001)).toBeNull();
  });

  it('and was left running is not joined by an action that joins only what has no outcome', async () => {
    const unended = { joins: 'unended' } as const;
    expect(await known({ lines: [receipt, outcome('in-progress')] }, unended)).toBeNull();
    expect(await known({ lines: [receipt] }, unended)).toMatchObject({ state: 'in-progress' });
    const leftRunning = { joins: 'left-running' } as const;
    expect(await known({ lines: [receipt, outcome('in-progress')] }, leftRunning)).not.toBeNull();
  });
});

describe('one that was killed, and of which nobody knows whether it was sent', () => {
  beforeEach(() => {
    reconcile.mockResolvedValue({ state: 'unknown', detail: sameText('') });
  });

  it('refuses for three minutes', async () => {
    await expect(known({ ago: 180_000 })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(
        /^The same rollback .* by minji@desk .*\(20261123T025900Z-rollback-production\)\.$/,
      ),
      why: 'Nothing was done: it could be done twice.',
      next: ['tsops rollback status'],
    });
    expect(await known({ ago: 180_001 })).toBeNull();
  });

  it('does not refuse what may be done twice', async () => {
    expect(await known({}, { repeatable: true })).toBeNull();
    expect(await known({}, { danger: 'remote' })).toBeNull();
    expect(await known({}, { danger: 'remote', repeatable: true })).toBeNull();
    await expect(known({}, { repeatable: false })).rejects.toMatchObject({ kind: 'refused' });
  });

  it('names the incident where the action has no look-up of its own', async () => {
    const notified = '20261123T025900Z-notify-production';
    const here = pastWrites({ id: notified, intent: { action: 'notify' } });
    await expect(here.find({ name: 'notify' }, [notified])).rejects.toMatchObject({
      next: ['tsops incident status'],
    });
  });
});
