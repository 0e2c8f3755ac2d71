import { describe, expect, it } from 'vitest';
import type { RollbackRequest } from '../../../src/actions/rollback/parts.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Deploys } from '../../../src/ports/deploys.ts';
import { run, workflowFile } from '../../support/github.ts';
import { rollbackOf, rollbackWorld } from '../../support/rollback.ts';

type World = ReturnType<typeof rollbackWorld>;

const start = Date.parse('2026-11-23T03:00:00Z');
const day = 86_400_000;

/** Replaces what GitHub answers, and keeps what it was asked. */
function compares(world: World, change: Partial<Awaited<ReturnType<Deploys['compare']>>> = {}) {
  const asked: (readonly [base: string, head: string])[] = [];
  const { compare } = world.hub.github;
  Object.assign(world.hub.github, {
    compare: async (base: string, head: string) => {
      asked.push([base, head]);
      return { ...(await compare(base, head)), ...change };
    },
  });
  return asked;
}

const plan = (world: World, request: Partial<RollbackRequest> = {}) =>
  rollbackOf(world, request).plan();

describe('the changes of a rollback', () => {
  it('leave production where the version is older, asked from the older to the newer', async () => {
    const world = rollbackWorld();
    const asked = compares(world);
    const { changes, target } = await plan(world);
    expect(asked).toEqual([['v1.2.2', 'v1.2.3']]);
    expect(changes).toMatchObject({ direction: 'leave', count: 2 });
    expect(target?.builtAt).toBe(start - day);
  });

  it('reach production where it is newer; its age is that of its newest commit', async () => {
    const world = rollbackWorld({ github: { tags: ['v1.2.2', 'v1.2.3', 'v1.2.4'] } });
    const asked = compares(world);
    const { changes, target } = await plan(world, { version: 'v1.2.4', forward: true });
    expect(asked).toEqual([['v1.2.3', 'v1.2.4']]);
    expect(changes).toMatchObject({ direction: 'reach', count: 2 });
    expect(target?.builtAt).toBe(start);
  });

  it('have the age of what is served where none reach production', async () => {
    const world = rollbackWorld({ github: { tags: ['v1.2.4'] } });
    compares(world, { commits: [], aheadBy: 0 });
    const { target } = await plan(world, { version: 'v1.2.4', forward: true });
    expect(target?.builtAt).toBe(start - day);
  });

  it('are ten at most, and all are counted', async () => {
    const world = rollbackWorld();
    const commits = Array.from({ length: 30 }, (_, index) => ({
      sha: `sha${index}`,
      title: `commit ${index}`,
      author: 'minji-kim',
      at: start,
    }));
    compares(world, { commits, aheadBy: 41 });
    const { changes } = await plan(world);
    expect(changes?.count).toBe(41);
    expect(changes?.commits).toHaveLength(10);
    expect(changes?.commits[0]).toEqual({ sha: 'sha0', title: 'commit 0', author: 'minji-kim' });
  });

  it('are asked for once where a version is named, and once where it is proposed', async () => {
    for (const version of ['v1.2.2', null]) {
      const world = rollbackWorld();
      const asked = compares(world);
      await plan(world, { version });
      expect(asked).toEqual([['v1.2.2', 'v1.2.3']]);
    }
  });

  it('are not known, which is said, where they could not be read', async () => {
    const world = rollbackWorld({
      github: {
        beforeRead: (name) => {
          if (name === 'compare')
            throw new TsopsError({ kind: 'unreachable', message: 'HTTP 500' });
        },
      },
    });
    const { changes, notes, target } = await plan(world);
    expect([changes, notes, target?.builtAt]).toEqual([null, ['commits: HTTP 500'], null]);
  });

  it('are nothing to speak of for a version that does not exist, nor for none', async () => {
    const missing = await plan(rollbackWorld(), { version: 'v9.9.9', forward: true });
    expect([missing.changes, missing.notes]).toEqual([null, []]);
    const none = await plan(rollbackWorld({ github: { runs: [] } }), { version: null });
    expect([none.changes, none.notes, none.target, none.inputs]).toEqual([null, [], null, {}]);
    expect(none.key).toBe('production/none');
  });
});

describe('the two versions of a rollback', () => {
  it('have the times of their own last deploys, as far as the history tells', async () => {
    const { current, target, candidates } = await plan(rollbackWorld());
    const at = (version: string) =>
      candidates.find((candidate) => candidate.version === version)?.deployedAt;
    expect([current?.deployedAt, target?.deployedAt]).toEqual([at('v1.2.3'), at('v1.2.2')]);
    expect(at('v1.2.3')).not.toBe(at('v1.2.2'));
    const unknown = await plan(rollbackWorld({ github: { runs: [] } }));
    expect([unknown.current?.deployedAt, unknown.target?.deployedAt]).toEqual([null, null]);
  });

  it('are told apart from a proposal', async () => {
    expect((await plan(rollbackWorld())).proposed).toBe(false);
    const proposed = await plan(rollbackWorld(), { version: null });
    expect([proposed.proposed, proposed.target?.version, proposed.key]).toEqual([
      true,
      'v1.2.2',
      'production/v1.2.2',
    ]);
  });

  it('have the commit and the time of what is built where build-info.json tells', async () => {
    const builtAt = '2026-11-22T01:00:00Z';
    const info = { version: 'v1.2.3', commit: '528743a8', builtAt };
    const { current } = await plan(rollbackWorld({ serves: () => JSON.stringify(info) }));
    expect(current).toMatchObject({ commit: '528743a8', builtAt: Date.parse(builtAt) });
    const bare = await plan(rollbackWorld());
    expect(bare.current).toMatchObject({ commit: null, builtAt: null });
  });
});

describe('what a rollback would do', () => {
  it('is to invalidate where that is wanted, and never otherwise', async () => {
    expect((await plan(rollbackWorld())).invalidates).toBe('E1TALK');
    expect((await plan(rollbackWorld(), { invalidate: false })).invalidates).toBeNull();
  });

  const input = (name: string, value: string | null = null) => ({
    name,
    required: true,
    default: value,
    options: [],
  });

  it.each([
    ['takes another by itself', [input('version'), input('environment', 'staging')], true],
    ['takes none by itself', [input('version'), input('environment')], true],
    ['takes it by itself', [input('version'), input('environment', 'production')], false],
    ['does not ask for one', [input('version')], false],
  ])('names the environment where the workflow %s', async (_what, inputs, named) => {
    const world = rollbackWorld({ github: { workflowFile: { ...workflowFile, inputs } } });
    expect((await plan(world)).inputs).toEqual({
      version: 'v1.2.2',
      ...(named ? { environment: 'production' } : {}),
    });
  });

  it('waits for whoever must approve, and for as long as GitHub holds it back', async () => {
    const protection = { reviewers: ['@haseongpark'], waitMinutes: 5 };
    const held = await plan(rollbackWorld({ github: { protection } }));
    expect([held.reviewers, held.waitMinutes]).toEqual([['@haseongpark'], 5]);
    const free = await plan(rollbackWorld());
    expect([free.reviewers, free.waitMinutes]).toEqual([[], 0]);
  });

  it('knows the newest run before it, whatever order they are listed in', async () => {
    const runs = [run(901, 'Deploy v1.2.2 to production'), run(903, 'x'), run(902, 'y')];
    expect((await plan(rollbackWorld({ github: { runs } }))).newestRun.id).toBe(903);
    expect((await plan(rollbackWorld({ github: { runs: [] } }))).newestRun.id).toBe(0);
  });
});

describe('what could not be read', () => {
  const failing = (wanted: string, error: Error) =>
    rollbackWorld({
      github: {
        beforeRead: (name) => {
          if (name === wanted) throw error;
        },
      },
    });
  const down = new TsopsError({ kind: 'unreachable', message: 'HTTP 500' });

  it.each([
    ['tags', ['version']],
    ['runs', ['in flight']],
    ['runsInFlight', ['in flight']],
    ['workflowFile', ['workflow']],
    ['workflowState', ['workflow']],
    ['access', ['token']],
  ])('(%s) leaves its guard unknown, and only that', async (read, names) => {
    const { guards } = await plan(failing(read, down));
    expect(guards.filter(({ state }) => state !== 'pass').map(({ name }) => name)).toEqual(names);
  });

  it('for want of rights to the repository ends it', async () => {
    const rejected = new TsopsError({ kind: 'credentials', message: 'rejected' });
    await expect(plan(failing('access', rejected))).rejects.toBe(rejected);
  });

  it('of what protects the environment refuses nothing', async () => {
    const { guards, reviewers } = await plan(failing('protection', down));
    expect([guards.every(({ state }) => state === 'pass'), reviewers]).toEqual([true, []]);
  });
});

describe('an old run that is run again', () => {
  const newer = Array.from({ length: 40 }, (_, index) =>
    run(800 + index, 'Deploy v1.2.1 to staging'),
  );
  const again = { status: 'in_progress', conclusion: null, attempt: 2 } as const;

  it.each(['v1.2.2', null])('is in flight, however many were made since (%s)', async (version) => {
    const old = run(700, 'Deploy v1.2.0 to production', again);
    const world = rollbackWorld({ github: { runs: [...newer, old] } });
    const { guards } = await plan(world, { version });
    expect(guards.find(({ name }) => name === 'in flight')).toMatchObject({
      state: 'refuse',
      detail: expect.stringContaining('Deploy v1.2.0 to production'),
    });
  });

  it('is not once it has ended', async () => {
    const old = run(700, 'Deploy v1.2.0 to production', { attempt: 2 });
    const world = rollbackWorld({ github: { runs: [...newer, old] } });
    const { guards } = await plan(world);
    expect(guards.find(({ name }) => name === 'in flight')?.state).toBe('pass');
  });
});

describe('waiting for a run in flight', () => {
  it('reads nothing else before it has ended, and gives up when time is out', async () => {
    const reads: string[] = [];
    const world = rollbackWorld({
      github: { takes: 10_000_000, beforeRead: (name) => void reads.push(name) },
    });
    const ahead = world.hub.take('v1.2.4', { actor: 'minji-kim' });
    await expect(plan(world, { waitForRunning: true })).rejects.toMatchObject({
      kind: 'stopped-waiting',
      next: [`tsops rollback status ${ahead.id}`],
    });
    expect(new Set(reads)).toEqual(new Set(['runsInFlight']));
    expect(world.clock.slept()).toBe(1_200_000);
  });

  it('does not wait where none is in flight', async () => {
    const world = rollbackWorld();
    await plan(world, { waitForRunning: true });
    expect(world.clock.slept()).toBe(0);
  });
});
