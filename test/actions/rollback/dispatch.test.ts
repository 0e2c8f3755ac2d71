import { describe, expect, it, vi } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Journal } from '../../../src/ports/journal.ts';
import type { Services } from '../../../src/ports/services.ts';
import { type DispatchFate, run } from '../../support/github.ts';
import { memoryJournal } from '../../support/journal.ts';
import { rollbackOf, rollbackWorld, runRollback } from '../../support/rollback.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const start = Date.parse('2026-11-23T03:00:00Z');

/** A journal whose disk is slow: a line is there only some turns after it was asked for. */
function slowJournal(fails: (kind: string) => boolean = () => false): Journal {
  const journal = memoryJournal(() => start);
  return {
    ...journal,
    start: async (topic) => {
      const record = await journal.start(topic);
      return {
        ...record,
        append: async (kind, fields) => {
          for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
          if (fails(kind)) throw new TsopsError({ kind: 'unreachable', message: 'disk full' });
          return record.append(kind, fields);
        },
      };
    },
  };
}

const waiting = { wait: true, timeout: 600_000 };

type World = ReturnType<typeof rollbackWorld>;

/** The lines that are on disk as the dispatch leaves. */
function linesAtDispatch(world: World): string[][] {
  const seen: string[][] = [];
  const { github } = world.hub;
  const { dispatch } = github;
  const changed: Partial<Awaited<ReturnType<Services['deploys']>>> = {
    dispatch: async (request) => {
      const [id = ''] = await world.context.journal.list();
      const { entries } = await world.context.journal.read(id);
      seen.push(entries.map(({ kind }) => kind));
      return dispatch(request);
    },
  };
  Object.assign(github, changed);
  return seen;
}

describe('the dispatch', () => {
  it('leaves only once its line is on disk', async () => {
    const world = rollbackWorld({ journal: slowJournal() });
    const seen = linesAtDispatch(world);
    const { data } = await runRollback(world);
    expect(seen).toEqual([['intent', 'dispatching']]);
    expect(data.state).toBe('done');
  });

  it('does not leave where its line cannot be written', async () => {
    const world = rollbackWorld({ journal: slowJournal((kind) => kind === 'dispatching') });
    await expect(runRollback(world)).rejects.toMatchObject({ message: 'disk full' });
    expect(world.hub.sent).toEqual([]);
  });

  it('is followed though what was observed of it cannot be written', async () => {
    const world = rollbackWorld({
      journal: slowJournal((kind) => kind === 'observed'),
      github: { dispatches: ['no-content'] },
    });
    const action = rollbackOf(world);
    const plan = await action.plan();
    const record = await world.context.journal.start('rollback-production');
    const applied = await action.apply(plan, record, waiting);
    expect(applied).toMatchObject({ applied: 'yes', receipt: { runId: 1000, known: 'looked up' } });
  });

  it('looks once more for a run in flight, however fresh the plan is', async () => {
    const lookedAfter = async (ms: number) => {
      const world = rollbackWorld();
      const action = rollbackOf(world);
      const plan = await action.plan();
      world.clock.advance(ms);
      world.hub.take('v1.2.4', { actor: 'minji-kim' });
      const record = await world.context.journal.start('rollback-production');
      const ended = await action.apply(plan, record, waiting).catch((error: unknown) => error);
      const refused = ended instanceof TsopsError ? [ended.kind, ...ended.next] : ['sent'];
      return [...refused, world.hub.sent.length];
    };
    expect(await lookedAfter(0)).toEqual(['refused', 'tsops rollback status 1000', 0]);
    expect(await lookedAfter(3000)).toEqual(['refused', 'tsops rollback status 1000', 0]);
  });

  it('knows its run by the newest one before it, read again where the plan is old', async () => {
    const world = rollbackWorld({ github: { dispatches: ['no-content'] } });
    const action = rollbackOf(world);
    const plan = await action.plan();
    // Another of the same version by the same person came and went while consent was asked for.
    world.hub.take('v1.2.2');
    world.clock.advance(120_000);
    const record = await world.context.journal.start('rollback-production');
    const applied = await action.apply(plan, record, waiting);
    expect(applied).toMatchObject({ applied: 'yes', receipt: { runId: 1001 } });
    const { entries } = await world.context.journal.read(record.id);
    expect(entries[0]).toMatchObject({ kind: 'dispatching', afterRunId: 1000 });
  });

  it('is known by none where there was no run before it', async () => {
    const world = rollbackWorld({ github: { runs: [], dispatches: ['no-content'] } });
    const { data } = await runRollback(world);
    const { entries } = await world.context.journal.read(data.record ?? '');
    expect(entries[1]).toMatchObject({ kind: 'dispatching', afterRunId: 0 });
    expect(data.receipt).toMatchObject({ runId: 1000, known: 'looked up' });
  });

  it('has the address of its run where GitHub names it by its number alone', async () => {
    const world = rollbackWorld();
    const { github } = world.hub;
    const { dispatch } = github;
    Object.assign(github, {
      dispatch: async (request: Parameters<typeof dispatch>[0]) => {
        const answer = await dispatch(request);
        return answer.outcome === 'accepted' ? { ...answer, url: null } : answer;
      },
    });
    const { data } = await runRollback(world, {}, { wait: false });
    expect(data.receipt).toEqual({
      runId: 1000,
      url: 'https://github.com/talkstudio/talkstudio-web/actions/runs/1000',
      known: 'answered',
    });
  });

  it('is looked for again and again while GitHub lists nothing, for some twenty seconds', async () => {
    let lists = 0;
    const world: World = rollbackWorld({
      github: {
        dispatches: ['no-content'],
        beforeRead: (name) => {
          if (name !== 'runs' || world.hub.sent.length === 0) return;
          lists += 1;
          if (lists < 7) throw new TsopsError({ kind: 'unreachable', message: 'x' });
        },
      },
    });
    const { data } = await runRollback(world, {}, { wait: false });
    // Two more looks are for a second run of another machine, the last of them two seconds later.
    expect([data.receipt?.known, lists]).toEqual(['looked up', 7 + 2]);
    expect(world.clock.slept()).toBe(17_000 + 2000);
  });
});

/** Applies a plan, and keeps what GitHub was asked and what became of the progress that is shown. */
async function applied(
  fate: DispatchFate,
  ms = 0,
  login: () => Promise<string> = async () => 'me',
) {
  const shown: string[] = [];
  const stopped = vi.fn();
  const terminal = {
    ...fakeTerminal(() => start),
    progress: (text: string) => {
      shown.push(text);
      return { update: () => {}, note: () => {}, stop: stopped };
    },
  };
  const world = rollbackWorld({ terminal, github: { dispatches: [fate] } });
  const action = rollbackOf(world);
  const plan = await action.plan();
  world.clock.advance(ms);
  const asked: unknown[][] = [];
  const { runs } = world.hub.github;
  Object.assign(world.hub.github, {
    login: async (...given: unknown[]) => {
      asked.push(['login', ...given]);
      return login();
    },
    runs: async (...given: Parameters<typeof runs>) => {
      asked.push(['runs', ...given]);
      return runs(...given);
    },
  });
  stopped.mockClear();
  const record = await world.context.journal.start('rollback-production');
  const ended = await action.apply(plan, record, waiting);
  const { entries } = await world.context.journal.read(record.id);
  return { ended, asked, entries, shown, stopped: stopped.mock.calls.length };
}

describe('a dispatch that did not name its run', () => {
  const took = 'GitHub accepted the dispatch';
  const noAnswer = 'no answer to the dispatch (HTTP 502)';

  it.each<[DispatchFate, string]>([
    ['no-content', took],
    ['lost-after', noAnswer],
  ])('(%s) is written down as what it is, with whom to look for', async (fate, said) => {
    const { entries, shown, stopped } = await applied(fate);
    expect(entries.map(({ kind }) => kind)).toEqual(['dispatching', 'observed']);
    expect(entries[1]).toMatchObject({ login: 'me', detail: expect.stringContaining(said) });
    expect(shown.at(-1)).toContain(said);
    expect(stopped).toBe(1);
  });

  it('is looked for by anybody where GitHub does not say who we are', async () => {
    const { ended, entries } = await applied('no-content', 0, async () => {
      throw new TsopsError({ kind: 'unreachable', message: 'HTTP 500' });
    });
    expect(entries[1]).toMatchObject({ kind: 'observed', login: null });
    expect(ended).toMatchObject({ applied: 'yes', receipt: { runId: 1000 } });
  });

  it('waits for no rate limit: what is known late is of no use', async () => {
    const { asked } = await applied('no-content', 0, async () => 'haseongpark');
    expect(asked).toEqual([
      ['runs', { limit: 30 }],
      ['login', { patience: 0 }],
      ['runs', { dispatched: true }, { patience: 0 }],
    ]);
  });

  it('says where to look, and never to try again', async () => {
    const { ended } = await applied('lost-before');
    expect(ended).toMatchObject({
      applied: 'unknown',
      problem: {
        kind: 'unreachable',
        next: ['tsops rollback status', expect.stringContaining('/workflows/deploy-prod.yml')],
      },
    });
    const several = await applied('no-content-twice', 0, async () => 'haseongpark');
    expect(several.ended).toMatchObject({
      applied: 'unknown',
      problem: {
        kind: 'unreachable',
        next: ['tsops rollback status 1001', 'tsops rollback status 1000'],
      },
    });
  });

  it('is not one that named it', async () => {
    const { ended, asked, entries } = await applied('answered');
    expect(ended).toMatchObject({ applied: 'yes', receipt: { known: 'answered' } });
    expect([asked, entries.length]).toEqual([[['runs', { limit: 30 }]], 1]);
  });
});

describe('what is served while the site is down', () => {
  const down = (reads: number) => (reads === 0 ? '<html>503' : undefined);
  const servedWith = async (...runs: ReturnType<typeof run>[]) => {
    const world = rollbackWorld({ serves: down, github: { runs } });
    const { current, guards } = await rollbackOf(world, { version: 'v1.2.1' }).plan();
    return [current?.version ?? null, guards.find(({ name }) => name === 'served')?.state];
  };
  const good = run(902, 'Deploy v1.2.2 to production');
  const last = (title: string, parts: object = {}) => run(903, title, parts);

  it('is what the last deploy brought', async () => {
    expect(await servedWith(last('Deploy v1.2.3 to production'), good)).toEqual(['v1.2.3', 'pass']);
  });

  it.each([
    ['failed', { conclusion: 'failure' }],
    ['was cancelled', { conclusion: 'cancelled' }],
    ['has not ended', { status: 'in_progress', conclusion: null }],
  ])('is not what a deploy that %s would have brought', async (_what, parts) => {
    expect((await servedWith(last('Deploy v1.2.3 to production', parts), good))[0]).toBe('v1.2.2');
  });

  it('is not what went to another environment', async () => {
    expect((await servedWith(last('Deploy v1.2.3 to staging'), good))[0]).toBe('v1.2.2');
  });

  it('is not known where the last deploy names no version, or there is none', async () => {
    expect(await servedWith(last('Deploy'), good)).toEqual([null, 'unknown']);
    expect(await servedWith()).toEqual([null, 'unknown']);
  });
});
