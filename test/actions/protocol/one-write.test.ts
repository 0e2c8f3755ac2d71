import { describe, expect, it } from 'vitest';
import { type PerformOptions, perform } from '../../../src/actions/protocol/perform.ts';
import type { Action, Guard, Plan } from '../../../src/contract/action.ts';
import type { Context } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { JournalEntry } from '../../../src/ports/journal.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';
import { rollbackStatusOf, rollbackWorld, runRollback } from '../../support/rollback.ts';
import { fakeTerminal } from '../../support/terminal.ts';
import { sameText } from '../../support/text.ts';

const options: PerformOptions = {
  dryRun: false,
  yes: true,
  confirm: 'production',
  wait: true,
  timeout: 60_000,
  typed: 'tsops notify x',
};

/** Whoever holds a record open drives it, as on disk. */
function driven(plain: ReturnType<typeof memoryJournal>): typeof plain {
  const open = new Set<string>();
  const driver = { pid: 4711, host: 'desk' };
  return {
    ...plain,
    async start(topic) {
      const record = await plain.start(topic);
      open.add(record.id);
      return {
        ...record,
        close: async () => {
          open.delete(record.id);
        },
      };
    },
    async read(id) {
      return { ...(await plain.read(id)), driver: open.has(id) ? driver : null };
    },
  };
}

/** One world that several processes write to, each with a terminal of its own. */
function shared() {
  const clock = fakeClock();
  const journal = driven(memoryJournal(() => clock.now()));
  const made: string[] = [];
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const intents = (): JournalEntry[] =>
    [...journal.records.values()].flat().filter(({ kind }) => kind === 'intent');
  /** A message of a text; `apply` waits for the gate. */
  const process = (key: string, more: Partial<Action<Plan, string, string>> = {}) => {
    const terminal = fakeTerminal(() => clock.now());
    const context = fakeContext({ clock, journal, terminal });
    const action: Action<Plan, string, string> = {
      name: 'notify',
      noun: 'message',
      danger: 'remote',
      timeout: 60_000,
      plan: async () => ({ environment: 'production', guards: [], key }),
      lock: () => 'post-#ops',
      showPlan: () => key,
      intent: () => ({ channel: '#ops' }),
      apply: async () => {
        await gate;
        made.push(key);
        return { applied: 'yes', receipt: `receipt of ${key}` };
      },
      verify: async (_plan, receipt) => ({
        state: 'done',
        verdict: 'ok',
        proof: receipt,
        detail: sameText('It stands there.'),
      }),
      stillRunning: () => ({ detail: sameText('It goes on.'), next: [] }),
      undo: () => null,
      ...more,
    };
    return { terminal, ended: perform(action, context, options) };
  };
  return { clock, journal, made, open: () => open(), process, intents };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('the same write at the same moment', () => {
  it.each([2, 3, 10])('by %i processes is made once, and the others follow it', async (count) => {
    const here = shared();
    const all = Array.from({ length: count }, () => here.process('x'));
    await settled();
    here.open();
    const ends = await Promise.all(all.map(({ ended }) => ended));
    expect(here.made).toEqual(['x']);
    expect(here.intents()).toHaveLength(1);
    expect(ends.map(({ data }) => data.state)).toEqual(Array(count).fill('done'));
    expect(new Set(ends.map(({ data }) => data.record)).size).toBe(1);
    const followers = all.slice(1).map(({ terminal }) => terminal.lines.join('\n'));
    for (const said of followers) {
      expect(said).toContain('waiting for minji, process 4711 on desk');
      expect(said).toContain('tester@desk began the same message');
    }
  });

  it('is not another text: that one is made after it', async () => {
    const here = shared();
    const [a, b] = [here.process('x'), here.process('y')];
    here.open();
    const ends = await Promise.all([a.ended, b.ended]);
    expect(here.made).toEqual(['x', 'y']);
    expect(ends.map(({ data }) => data.receipt)).toEqual(['receipt of x', 'receipt of y']);
  });

  it('that is repeated on purpose is made again', async () => {
    const here = shared();
    here.open();
    await here.process('x').ended;
    await here.process('x').ended;
    expect(here.made).toEqual(['x', 'x']);
    const again = [
      here.process('x', { isSame: () => false }),
      here.process('x', { isSame: () => false }),
    ];
    await Promise.all(again.map(({ ended }) => ended));
    expect(here.made).toHaveLength(4);
  });

  const repeated: Guard = {
    name: 'not posted before',
    state: 'refuse',
    detail: 'may be posted',
    said: sameText('may be posted'),
  };
  const planOf = (key: string) => async () => ({
    environment: 'production',
    guards: [repeated],
    key,
  });

  it('that begins late, while the first is on its way, is not refused as a repeat', async () => {
    const here = shared();
    const first = here.process('x');
    await settled();
    const late = here.process('x', { plan: planOf('x') });
    await settled();
    here.open();
    const ends = await Promise.all([first.ended, late.ended]);
    expect(ends.map(({ data }) => data.state)).toEqual(['done', 'done']);
    expect(new Set(ends.map(({ data }) => data.record)).size).toBe(1);
    expect(here.made).toEqual(['x']);
  });

  it('that begins once the first has ended is refused as a repeat, and so is another text', async () => {
    const here = shared();
    const first = here.process('x');
    await settled();
    const other = here.process('y', { plan: planOf('y') });
    await expect(other.ended).rejects.toMatchObject({ kind: 'refused' });
    here.open();
    await first.ended;
    const late = here.process('x', { plan: planOf('x') });
    await expect(late.ended).rejects.toMatchObject({ kind: 'refused' });
    expect(here.made).toEqual(['x']);
  });

  it('that waited for one which the vendor refused is held to its guards', async () => {
    const here = shared();
    const refusal = new TsopsError({ kind: 'refused', message: 'no such channel' });
    let refuse = (): void => {};
    const gate = new Promise<void>((resolve) => {
      refuse = resolve;
    });
    const first = here.process('x', { apply: () => gate.then(() => Promise.reject(refusal)) });
    await settled();
    const late = here.process('x', { plan: planOf('x') });
    await settled();
    refuse();
    await expect(first.ended).rejects.toBe(refusal);
    await expect(late.ended).rejects.toMatchObject({
      message: expect.stringContaining('may be posted'),
    });
    expect(here.made).toEqual([]);
  });

  it('of which the first was refused by the vendor is tried by the next', async () => {
    const here = shared();
    const refusal = new TsopsError({ kind: 'refused', message: 'no such channel' });
    const first = here.process('x', { apply: () => Promise.reject(refusal) });
    const second = here.process('x');
    here.open();
    await expect(first.ended).rejects.toBe(refusal);
    expect((await second.ended).data.state).toBe('done');
    expect(here.made).toEqual(['x']);
  });

  it('of which it is not known how it ended is not sent again', async () => {
    const here = shared();
    const problem = { kind: 'unreachable', message: 'no answer' };
    const first = here.process('x', { apply: async () => ({ applied: 'unknown', problem }) });
    const second = here.process('x');
    here.open();
    expect((await first.ended).data.state).toBe('unknown');
    expect((await second.ended).data).toMatchObject({ state: 'unknown' });
    expect(here.made).toEqual([]);
  });
});

describe('after the wait the plan is made again', () => {
  it('and what stands against it by then refuses', async () => {
    const here = shared();
    const guards: Guard[] = [];
    const first = here.process('x', {
      apply: async () => {
        guards.push({
          name: 'in flight',
          state: 'refuse',
          detail: 'a run is in flight',
          said: sameText('a run is in flight'),
        });
        return { applied: 'yes', receipt: 'r' };
      },
    });
    const plan = async () => ({ environment: 'production', guards: [...guards], key: 'y' });
    const second = here.process('y', { plan });
    await first.ended;
    await expect(second.ended).rejects.toMatchObject({ kind: 'refused', why: 'Nothing was done.' });
    expect(here.made).toEqual([]);
  });

  it('and is not carried out where it would be another one than was consented to', async () => {
    const here = shared();
    let plans = 0;
    const first = here.process('x');
    const plan = async () => {
      plans += 1;
      return { environment: 'production', guards: [], key: `level ${plans}` };
    };
    const second = here.process('y', { plan });
    here.open();
    await first.ended;
    await expect(second.ended).rejects.toMatchObject({
      message: expect.stringContaining('would be another one now'),
    });
    expect(here.made).toEqual(['x']);
  });

  it('and where there is nothing left to do, nothing is done', async () => {
    const here = shared();
    const first = here.process('x');
    const second = here.process('y', {
      nothingToDo: () =>
        here.made.length > 0 ? { detail: sameText('done already'), next: [] } : null,
    });
    here.open();
    await first.ended;
    expect((await second.ended).data).toMatchObject({ state: 'done', record: null });
    expect(here.made).toEqual(['x']);
  });

  it('but not where nobody else was there and the plan is fresh', async () => {
    const here = shared();
    let plans = 0;
    here.open();
    const plan = async () => {
      plans += 1;
      return { environment: 'production', guards: [], key: 'x' };
    };
    await here.process('x', { plan }).ended;
    expect(plans).toBe(1);
    const slow = async () => {
      plans += 1;
      here.clock.advance(3000);
      return { environment: 'production', guards: [], key: 'z' };
    };
    await here.process('z', { plan: slow }).ended;
    expect(plans).toBe(3);
  });
});

describe('rollbacks at once', () => {
  const atOnce = (
    context: Context,
    versions: readonly string[],
    world: ReturnType<typeof rollbackWorld>,
  ) =>
    Promise.allSettled(
      versions.map((version) =>
        runRollback(
          { ...world, context },
          { version },
          { wait: false, typed: `tsops rollback ${version}` },
        ),
      ),
    );

  it.each([2, 3, 10])('%i to one version start one run', async (count) => {
    const world = rollbackWorld();
    const ends = await atOnce(world.context, Array(count).fill('v1.2.2'), world);
    expect(world.hub.sent).toHaveLength(1);
    const [{ id = 0 } = {}] = world.hub.started;
    for (const end of ends) {
      expect(end).toMatchObject({
        value: { data: { state: 'in-progress', receipt: { runId: id } } },
      });
    }
  });

  it('to two versions start one run; the other is refused by it', async () => {
    const world = rollbackWorld();
    const [first, second] = await atOnce(world.context, ['v1.2.2', 'v1.2.1'], world);
    expect(world.hub.sent).toHaveLength(1);
    expect(first?.status).toBe('fulfilled');
    expect(second).toMatchObject({
      reason: { kind: 'refused', message: expect.stringContaining('a run is in flight') },
    });
  });

  it('one that was killed after its receipt is followed, and its record is closed', async () => {
    const world = rollbackWorld();
    const record = await world.context.journal.start('rollback-production');
    const { id: runId, url } = world.hub.take('v1.2.2');
    const intent = { action: 'rollback', environment: 'production', key: 'production/v1.2.2' };
    await record.append('intent', { ...intent, to: 'v1.2.2', from: 'v1.2.3' });
    await record.append('dispatching', { afterRunId: 903 });
    await record.append('receipt', { receipt: { runId, url } });
    await record.close();
    const { data } = await runRollback(world);
    expect(world.hub.sent).toEqual([]);
    expect(data).toMatchObject({ state: 'done', record: record.id });
    const { entries } = await world.context.journal.read(record.id);
    expect(entries.at(-1)).toMatchObject({ kind: 'outcome', state: 'done' });
  });

  it('one that was killed before anybody can know whether it was sent refuses, and later does not', async () => {
    const world = rollbackWorld();
    const record = await world.context.journal.start('rollback-production');
    const intent = { action: 'rollback', environment: 'production', key: 'production/v1.2.2' };
    await record.append('intent', { ...intent, to: 'v1.2.2', from: 'v1.2.3' });
    await record.append('dispatching', { afterRunId: 903 });
    await expect(runRollback(world)).rejects.toMatchObject({
      kind: 'refused',
      next: ['tsops rollback status'],
    });
    expect(world.hub.sent).toEqual([]);
    world.clock.advance(180_000);
    expect((await rollbackStatusOf(world.context)).data.state).toBe('not-done');
    expect((await runRollback(world)).data.state).toBe('done');
    expect(world.hub.sent).toHaveLength(1);
  });
});

describe('two machines', () => {
  it('say the second run, and what the workflow does with the two', async () => {
    const terminal = fakeTerminal(() => 0);
    const world = rollbackWorld({ terminal });
    const { github } = world.hub;
    const hub = {
      ...world.hub,
      github: {
        ...github,
        dispatch: async (request: Parameters<typeof github.dispatch>[0]) => {
          const answer = await github.dispatch(request);
          world.hub.take('v1.2.1', { actor: 'minji-kim' });
          return answer;
        },
      },
    };
    const result = await runRollback({ ...world, hub }, {}, { wait: false });
    const said = terminal.lines.join('\n');
    expect(said).toMatch(/A second run is in flight beside ours: “Deploy v1\.2\.1.*by minji-kim/);
    expect(said).toContain('the other run waits for our run, and is deployed last');
    expect(result.problems).toMatchObject([{ kind: 'second-run' }]);
  });

  it('read the runs again right before the dispatch', async () => {
    let reads = 0;
    const world = rollbackWorld({
      github: {
        beforeRead: (name) => {
          if (name === 'runs') reads += 1;
          if (name === 'runs' && reads === 2) world.hub.take('v1.2.1', { actor: 'minji-kim' });
        },
      },
    });
    await expect(runRollback(world)).rejects.toMatchObject({
      kind: 'refused',
      why: 'Nothing was sent.',
    });
    expect(world.hub.sent).toEqual([]);
  });
});
