import { describe, expect, it } from 'vitest';
import { reconcileApproval } from '../../../src/actions/rollback/reconcile-approval.ts';
import type { DeployRun, Deploys, PendingApproval } from '../../../src/ports/deploys.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { run } from '../../support/github.ts';

const pending = (environmentId: number): PendingApproval => ({
  environmentId,
  environment: 'production',
  reviewers: [],
  youCanApprove: true,
  waitMinutes: 0,
});

interface World {
  readonly intent?: Readonly<Record<string, unknown>> | null;
  readonly run?: Partial<DeployRun>;
  readonly pending?: readonly PendingApproval[];
  readonly receipt?: boolean;
  /** Milliseconds since the intent. */
  readonly later?: number;
}

/** What is told of the approval of run 1000 for environment 7. */
async function told(world: World) {
  const { intent = { runId: 1000, environmentIds: [7] }, receipt = false, later = 0 } = world;
  const clock = fakeClock();
  const deploys = {
    run: async (id: number) =>
      run(id, 'Deploy v1.2.2', { status: 'waiting', conclusion: null, ...world.run }),
    pendingApprovals: async () => world.pending ?? [pending(7)],
  } as unknown as Deploys;
  const context = fakeContext({ clock, services: { deploys: async () => deploys } });
  const record = await context.journal.start('approve');
  if (intent !== null) await record.append('intent', intent);
  if (receipt) await record.append('receipt', {});
  clock.advance(later);
  return reconcileApproval(context, await context.journal.read(record.id), null);
}

const next = ['tsops rollback status 1000'];
const again = [...next, 'tsops rollback approve 1000'];

describe('an approval whose end is not known', () => {
  it('was taken where the run does not wait any more, whatever became of the run', async () => {
    expect(await told({ run: { status: 'in_progress' } })).toEqual({
      state: 'done',
      detail: {
        en: 'The run waits for it no more (in progress).',
        ko: '실행이 더 이상 승인을 기다리지 않습니다(실행 중).',
      },
      next,
    });
    const failed = { status: 'completed', conclusion: 'failure' } as const;
    expect(await told({ run: failed })).toMatchObject({
      state: 'done',
      detail: { en: 'The run waits for it no more (failure).' },
    });
  });

  it('was taken where the run waits for another environment only', async () => {
    expect(await told({ pending: [pending(8)] })).toMatchObject({ state: 'done' });
    expect(await told({ pending: [pending(8), pending(7)] })).toMatchObject({ state: 'unknown' });
  });

  it('was not taken where the run still waits after two minutes; before, GitHub may be late', async () => {
    expect(await told({ later: 120_000 })).toMatchObject({
      state: 'unknown',
      detail: { en: 'The run still waits; GitHub may show it in a moment.' },
      next: again,
    });
    expect(await told({ later: 120_001 })).toMatchObject({
      state: 'not-done',
      detail: { en: 'The run still waits for it.' },
      next: again,
    });
  });

  it('that GitHub took is in progress for as long as the run waits', async () => {
    expect(await told({ receipt: true, later: 600_000 })).toMatchObject({
      state: 'in-progress',
      detail: { en: 'GitHub accepted it, and the run still waits.' },
      next: again,
    });
  });

  it('is not told by a record that does not name the run and its environments', async () => {
    for (const intent of [
      null,
      { environmentIds: [7] },
      { runId: '1000', environmentIds: [7] },
      { runId: 1000, environmentIds: 7 },
    ]) {
      expect(await told({ intent })).toMatchObject({
        state: 'unknown',
        detail: { en: expect.stringContaining('does not tell what was approved') },
      });
    }
  });

  it('is not taken for given by ids that are none', async () => {
    const intent = { runId: 1000, environmentIds: ['7', 7] };
    expect(await told({ intent })).toMatchObject({ state: 'unknown' });
  });
});
