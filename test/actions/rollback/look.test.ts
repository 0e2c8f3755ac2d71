import { describe, expect, it } from 'vitest';
import { followRollback, lookAtRollback } from '../../../src/actions/rollback/look.ts';
import type { Config } from '../../../src/config/schema.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { findRollback } from '../../../src/evidence/rollback/state.ts';
import type { Deploys, PendingApproval } from '../../../src/ports/deploys.ts';
import { run } from '../../support/github.ts';
import { rollbackWorld, runRollback } from '../../support/rollback.ts';

type World = ReturnType<typeof rollbackWorld>;

const minute = 60_000;

const configOf = async ({ context }: World): Promise<Config> => (await context.config()).config;

/** The world with some answers of its deploys changed, or with no deploys that could be opened. */
function answering({ context, hub }: World, changed: Partial<Deploys> | TsopsError) {
  const deploys = async (): Promise<Deploys> => {
    if (changed instanceof TsopsError) throw changed;
    return { ...hub.github, ...changed };
  };
  return { ...context, services: { ...context.services, deploys } };
}

/** The newest record of the world, looked at; `runId` a run of no record. */
async function look(world: World, runId: number | null = null, context = world.context) {
  const found = runId === null ? await findRollback(context, null) : null;
  return lookAtRollback(context, await configOf(world), found, runId);
}

const sent = async (parts: Parameters<typeof rollbackWorld>[0] = {}, reason = 'slow home page') => {
  const world = rollbackWorld(parts);
  await runRollback(world, { reason }, { wait: false });
  return world;
};

/** The world, whose edge answers with the wanted version to the reads that are told, else with nothing. */
function readAs({ context, reads }: World, told: (reads: number) => boolean) {
  let read = reads();
  const send = async () => {
    const body = Buffer.from(told(read) ? serving('v1.2.2') : 'no JSON');
    read += 1;
    return { status: 200, headers: {}, body };
  };
  return { ...context, services: { ...context.services, http: { send } } };
}

const serving = (version: string) => JSON.stringify({ version });

const approval: PendingApproval = {
  environmentId: 7,
  environment: 'production',
  reviewers: ['@minji-kim'],
  youCanApprove: false,
  waitMinutes: 0,
};

describe('a look at a rollback of ours', () => {
  it('tells the record, both versions, the reason, the run with its jobs, and the way back', async () => {
    const world = await sent();
    const [record = ''] = await world.context.journal.list();
    world.clock.advance(5 * minute);
    const { data, run: found, site, status } = await look(world);
    expect(data).toMatchObject({
      state: 'done',
      verdict: 'ok',
      detail: 'production serves v1.2.2; the run succeeded.',
      said: { ko: expect.stringContaining('production에서 v1.2.2 제공 중') },
      record,
      notes: [],
      environment: 'production',
      from: 'v1.2.3',
      to: 'v1.2.2',
      reason: 'slow home page',
      run: { id: 1000, conclusion: 'success' },
      jobs: [{ name: 'deploy', conclusion: 'success' }],
      approvals: [],
      serving: 'v1.2.2',
      undo: 'tsops rollback v1.2.3 --forward',
    });
    const { entries } = await world.context.journal.read(record);
    expect(data.startedAt).toBe(Date.parse(entries[0]?.eventAt ?? ''));
    expect(found?.id).toBe(1000);
    expect(site.buildInfo).toBe('https://talkstudio.app/build-info.json');
    expect(status.state).toBe('done');
  });

  it('offers no way back from what was not done', async () => {
    const world = await sent({ github: { conclusion: 'failure' } });
    world.clock.advance(5 * minute);
    const { data } = await look(world);
    expect(data).toMatchObject({
      state: 'not-done',
      from: 'v1.2.3',
      serving: 'v1.2.3',
      undo: null,
    });
  });

  it('offers one while it is under way', async () => {
    const { data } = await look(await sent());
    expect(data).toMatchObject({ state: 'in-progress', undo: 'tsops rollback v1.2.3 --forward' });
  });

  it('says who drives it, and what reading its record met', async () => {
    const world = await sent();
    const found = await findRollback(world.context, null);
    if (found === null) throw new Error('no record');
    const driver = { pid: 4242, host: 'desk' } as typeof found.driver;
    const changed = { ...found, driver, notes: ['a torn last line'] };
    const { data } = await lookAtRollback(world.context, await configOf(world), changed, null);
    expect(data).toMatchObject({
      state: 'in-progress',
      detail: 'Process 4242 on desk is driving it.',
      notes: ['a torn last line'],
    });
  });

  it('finds the run again behind a damaged record, which may have lost the line of its dispatch', async () => {
    const world = await sent();
    const found = await findRollback(world.context, null);
    if (found === null) throw new Error('no record');
    const torn = { ...found, record: { ...found.record, dispatch: null, run: null } };
    const config = await configOf(world);
    const whole = await lookAtRollback(world.context, config, torn, null);
    expect(whole.data).toMatchObject({ state: 'not-done', run: null });
    const damaged = { ...torn, notes: ['a broken chain'] };
    const looked = await lookAtRollback(world.context, config, damaged, null);
    expect(looked.data).toMatchObject({ state: 'in-progress', run: { id: 1000 } });
  });

  it('whose environment has left the config is an error that says where to look', async () => {
    const world = await sent();
    const found = await findRollback(world.context, null);
    const config = { ...(await configOf(world)), environments: {} } as Config;
    await expect(lookAtRollback(world.context, config, found, null)).rejects.toMatchObject({
      kind: 'config',
      message: 'The rollback was of production, which is not in the config (any more).',
      next: ['tsops config show --origin'],
    });
  });
});

describe('a look at a run that no rollback here has started', () => {
  it('goes by its title, and knows neither a record nor what was served before', async () => {
    const world = rollbackWorld();
    const { data } = await look(world, 903);
    expect(data).toMatchObject({
      state: 'done',
      record: null,
      notes: [],
      environment: 'production',
      from: null,
      to: 'v1.2.3',
      reason: null,
      run: { id: 903 },
      serving: 'v1.2.3',
      undo: null,
    });
    expect(data.startedAt).toBe(data.run?.startedAt);
  });

  it('was started when it was made, where no attempt has a time of its own', async () => {
    const world = rollbackWorld({
      github: { runs: [run(903, 'Deploy v1.2.3 to production', { startedAt: null })] },
    });
    const { data } = await look(world, 903);
    expect(data.startedAt).toBe(data.run?.createdAt);
  });

  it('belongs to the environment that its title names', async () => {
    const world = rollbackWorld({
      github: { runs: [run(905, 'Deploy v1.2.3 to staging')] },
    });
    expect((await look(world, 905)).data.environment).toBe('staging');
  });

  it('is of the environment one works in where it was not found', async () => {
    const world = rollbackWorld({ environment: 'staging' });
    expect((await look(world, 77)).data).toMatchObject({
      environment: 'staging',
      run: null,
      startedAt: null,
      to: null,
      jobs: [],
    });
  });
});

describe('what is served', () => {
  it('is what three reads in a row have shown', async () => {
    const world = await sent();
    world.clock.advance(5 * minute);
    const before = world.reads();
    await look(world);
    expect(world.reads() - before).toBe(3);
  });

  it('is the other version where the edge answers with both in turn', async () => {
    let mixed = false;
    const world = await sent({
      serves: (reads) => serving(mixed && reads % 2 === 0 ? 'v1.2.2' : 'v1.2.3'),
    });
    mixed = true;
    world.clock.advance(30 * minute);
    for (const _ of [1, 2]) {
      expect((await look(world)).data).toMatchObject({ state: 'not-done', serving: 'v1.2.3' });
    }
  });

  it('is asked a few times more shortly after the run has ended, since the edge may need them', async () => {
    let from = Number.POSITIVE_INFINITY;
    const world = await sent({ serves: (reads) => serving(reads < from ? 'v1.2.3' : 'v1.2.2') });
    world.clock.advance(5 * minute);
    from = world.reads() + 2;
    expect((await look(world)).data).toMatchObject({ state: 'done', serving: 'v1.2.2' });
  });

  it('is asked once where the run ended long ago, or did not succeed', async () => {
    for (const [conclusion, since] of [
      ['success', 12 * minute],
      ['failure', 5 * minute],
    ] as const) {
      const world = await sent({ github: { conclusion }, serves: () => serving('v1.2.3') });
      world.clock.advance(since);
      const before = world.reads();
      await look(world);
      expect(world.reads() - before).toBe(1);
    }
  });

  it('invalidates nothing, though the edge is stale', async () => {
    const world = await sent({ stale: true });
    world.clock.advance(5 * minute);
    expect((await look(world)).data.state).toBe('not-done');
    expect(world.cloudFront.taken).toHaveLength(0);
  });

  it('is not known where the version was read once, and then nothing', async () => {
    const world = await sent();
    world.clock.advance(30 * minute);
    const first = world.reads();
    const failing = readAs(world, (reads) => reads === first);
    expect((await look(world, null, failing)).data).toMatchObject({
      state: 'unknown',
      serving: null,
    });
  });

  it('is not known where it cannot be read, with the reason', async () => {
    const world = await sent({ serves: (reads) => (reads < 1 ? serving('v1.2.3') : 'no JSON') });
    world.clock.advance(30 * minute);
    const { data } = await look(world);
    expect(data).toMatchObject({ state: 'unknown', serving: null });
    expect(data.detail).toMatch(/what production serves could not be read: (?!no answer)\S/);
  });
});

describe('GitHub', () => {
  it('that cannot be opened leaves the run unknown, with the reason', async () => {
    const world = await sent();
    const error = new TsopsError({ kind: 'credentials', message: 'no token', next: [] });
    const { data, deploys } = await look(world, null, answering(world, error));
    expect(data).toMatchObject({ state: 'unknown', run: null, jobs: [], approvals: [] });
    expect(data.detail).toContain('GitHub could not be asked: no token');
    expect(deploys).toEqual({ trouble: 'no token' });
  });

  it('is not asked any further once one has stopped', async () => {
    const world = await sent();
    const controller = new AbortController();
    const context = {
      ...answering(world, new TsopsError({ kind: 'unreachable', message: 'gone', next: [] })),
      signal: controller.signal,
    };
    controller.abort(new Error('stopped'));
    await expect(look(world, null, context)).rejects.toThrow('stopped');
  });

  it('names who may approve a run that waits, and is not asked for it otherwise', async () => {
    const world = await sent();
    let asked = 0;
    const pendingApprovals = async () => {
      asked += 1;
      return [approval];
    };
    expect(
      (await look(world, null, answering(world, { pendingApprovals }))).data.approvals,
    ).toEqual([]);
    expect(asked).toBe(0);
    const waiting = async (id: number) =>
      run(id, 'Deploy v1.2.2 to production', { status: 'waiting' });
    const context = answering(world, { pendingApprovals, run: waiting });
    expect((await look(world, null, context)).data.approvals).toEqual([approval]);
  });

  it('may keep jobs and approvals to itself: the run still tells', async () => {
    const world = await sent();
    const refuse = async () => {
      throw new TsopsError({ kind: 'credentials', message: 'not yours', next: [] });
    };
    const waiting = async (id: number) =>
      run(id, 'Deploy v1.2.2 to production', { status: 'waiting' });
    const context = answering(world, { jobs: refuse, pendingApprovals: refuse, run: waiting });
    expect((await look(world, null, context)).data).toMatchObject({
      state: 'in-progress',
      detail: 'The run is waiting.',
      jobs: [],
      approvals: [],
    });
  });

  it('shows that another deploy has come since, so that what was served then is not known', async () => {
    const world = await sent();
    world.clock.advance(5 * minute);
    world.hub.take('v1.2.4');
    world.clock.advance(5 * minute);
    expect((await look(world)).data).toMatchObject({
      state: 'unknown',
      serving: 'v1.2.4',
      detail: expect.stringContaining('v1.2.4 was deployed since'),
    });
  });

  it('does not count a deploy to another environment as one that came since', async () => {
    const world = await sent({ serves: () => serving('v1.2.3') });
    world.clock.advance(5 * minute);
    world.hub.take('v1.2.4', { title: 'Deploy v1.2.4 to staging' });
    world.clock.advance(25 * minute);
    expect((await look(world)).data.state).toBe('not-done');
  });
});

describe('followed from a look', () => {
  const following = { record: null, health: null, timeout: 20 * minute };

  it('is proved where it was left, of the version and with the edge of its record', async () => {
    const world = await sent({ stale: true });
    const looked = await look(world);
    const id = looked.found?.id ?? '';
    const record = await world.context.journal.reopen(id);
    const config = await configOf(world);
    const followed = await followRollback(world.context, config, looked, { ...following, record });
    await record.close();
    expect(followed).toMatchObject({
      state: 'done',
      detail: { en: 'production serves v1.2.2, seen three times in a row.' },
    });
    expect(world.cloudFront.taken).toHaveLength(1);
  });

  it('invalidates nothing where the rollback was not to, or the environment has no CDN', async () => {
    for (const without of ['record', 'environment'] as const) {
      const world = await sent({ stale: true });
      const looked = await look(world);
      if (looked.found === null) throw new Error('no record');
      const record = await world.context.journal.reopen(looked.found.id);
      const changed =
        without === 'environment'
          ? { ...looked, site: { ...looked.site, cdn: undefined } }
          : {
              ...looked,
              found: { ...looked.found, record: { ...looked.found.record, invalidates: null } },
            };
      const config = await configOf(world);
      const followed = await followRollback(world.context, config, changed, {
        ...following,
        record,
      });
      await record.close();
      expect(followed?.state).toBe('not-done');
      expect(world.cloudFront.taken).toHaveLength(0);
    }
  });

  it('asks for the health it is given, and stops after its time', async () => {
    const world = await sent();
    const looked = await look(world);
    const config = await configOf(world);
    const health = async () => ({ verdict: 'bad' as const, detail: { en: 'down', ko: '중단' } });
    expect(
      await followRollback(world.context, config, looked, { ...following, timeout: 1000 }),
    ).toMatchObject({ state: 'stopped-waiting' });
    expect(
      await followRollback(world.context, config, looked, { ...following, health }),
    ).toMatchObject({ state: 'done', verdict: 'bad' });
  });

  it('is nothing where there is no run, or nobody to ask for it', async () => {
    const world = rollbackWorld();
    const config = await configOf(world);
    const none = await look(world, 77);
    expect(await followRollback(world.context, config, none, following)).toBeNull();
    const known = await look(world, 903);
    const unasked = { ...known, deploys: { trouble: 'no token' } };
    expect(await followRollback(world.context, config, unasked, following)).toBeNull();
  });
});
