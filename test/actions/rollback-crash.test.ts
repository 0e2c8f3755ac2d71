import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../src/contract/errors.ts';
import type { DispatchFate, FakeGitHubParts } from '../support/github.ts';
import { memoryJournal } from '../support/journal.ts';
import { rollbackStatusOf, rollbackWorld, runRollback } from '../support/rollback.ts';

/** A journal whose writer stops for ever after a number of lines; `killed` resolves then. */
function dyingJournal(lines: number) {
  const journal = memoryJournal(() => Date.parse('2026-11-23T03:00:00Z'));
  let die = (): void => {};
  let written = 0;
  const killed = new Promise<'killed'>((resolve) => {
    die = () => resolve('killed');
  });
  const start: typeof journal.start = async (topic) => {
    const record = await journal.start(topic);
    return {
      ...record,
      append: async (...line) => {
        const entry = await record.append(...line);
        written += 1;
        if (written < lines) return entry;
        die();
        return new Promise(() => {});
      },
    };
  };
  return { journal: { ...journal, start }, killed, written: () => written };
}

interface Crash {
  /** How many journal lines are written before the process is gone. */
  readonly lines: number;
  readonly fate?: DispatchFate;
  readonly stale?: boolean;
  readonly github?: FakeGitHubParts;
}

/**
 * Plays `kill -9` after a line of the journal: what is written stays, nothing is done any more. Later the
 * same world is asked how it stands.
 */
async function crashed({ lines, fate = 'answered', stale = false, github = {} }: Crash) {
  const { journal, killed, written } = dyingJournal(lines);
  const world = rollbackWorld({ journal, stale, github: { ...github, dispatches: [fate] } });
  const ended = await Promise.race([runRollback(world).then(() => 'ended' as const), killed]);
  const sentBefore = world.hub.sent.length;
  const invalidatedBefore = world.cloudFront.requests.length;
  return {
    ...world,
    journal,
    ended,
    written,
    noSecondWrite: () => {
      expect(world.hub.sent.length).toBe(sentBefore);
      expect(world.cloudFront.requests.length).toBe(invalidatedBefore);
    },
  };
}

/** What the world really is, seen from outside the program. */
const truly = ({ hub }: { hub: { started: readonly unknown[] } }) => hub.started.length > 0;

describe('kill -9 at every journal line, then rollback status', () => {
  const total = 8;
  for (const fate of ['answered', 'no-content', 'lost-after', 'lost-before'] as const) {
    for (const stale of [false, true]) {
      for (let lines = 1; lines <= total; lines += 1) {
        it(`line ${lines}, dispatch ${fate}${stale ? ', stale edge' : ''}: no wrong claim, no second write`, async () => {
          const world = await crashed({ lines, fate, stale });
          world.clock.advance(30_000);
          const soon = await rollbackStatusOf(world.context);
          world.noSecondWrite();
          const dispatched = world.hub.sent.length > 0;
          const taken = truly(world);
          if (!dispatched && lines === 1) expect(soon.data.state).toBe('not-done');
          const over = world.hub.started.every((run) => world.hub.now(run).status === 'completed');
          if (taken && !over) expect(['in-progress', 'unknown']).toContain(soon.data.state);
          if (soon.data.state === 'done') expect(taken).toBe(true);

          world.clock.advance(600_000);
          const later = await rollbackStatusOf(world.context);
          world.noSecondWrite();
          const served = taken && (!stale || world.cloudFront.taken.length > 0);
          expect(later.data.state).toBe(served ? 'done' : 'not-done');
          expect(later.data.serving).toBe(served ? 'v1.2.2' : 'v1.2.3');
        });
      }
    }
  }

  it('covers every line that a rollback can write', async () => {
    const { ended, written } = await crashed({ lines: 1000, fate: 'lost-after', stale: true });
    expect(ended).toBe('ended');
    expect(written()).toBe(total + 1);
  });
});

describe('rollback status after a crash', () => {
  it('writes the outcome down once, so that nothing stays open', async () => {
    const world = await crashed({ lines: 3 });
    world.clock.advance(600_000);
    await rollbackStatusOf(world.context);
    await rollbackStatusOf(world.context);
    const [id = ''] = await world.journal.list();
    const { entries } = await world.journal.read(id);
    expect(entries.filter(({ kind }) => kind === 'outcome')).toMatchObject([
      { state: 'done', by: 'rollback status' },
    ]);
  });

  it('is unknown while GitHub cannot be asked, and writes nothing down', async () => {
    const world = await crashed({ lines: 3 });
    world.clock.advance(600_000);
    const context = {
      ...world.context,
      services: {
        ...world.context.services,
        deploys: async () => {
          throw new TsopsError({ kind: 'credentials', message: 'no GitHub token was found' });
        },
      },
    };
    const { data, verdict } = await rollbackStatusOf(context);
    expect([data.state, verdict]).toEqual(['unknown', 'unknown']);
    expect(data.detail).toContain('no GitHub token was found');
    const [id = ''] = await world.journal.list();
    expect((await world.journal.read(id)).entries.map(({ kind }) => kind)).not.toContain('outcome');
  });

  it('with --follow takes up the run and proves what is served', async () => {
    const world = await crashed({ lines: 3, stale: true });
    const { data, verdict } = await rollbackStatusOf(world.context, { follow: true });
    expect([data.state, verdict]).toEqual(['done', 'ok']);
    expect(world.hub.sent).toHaveLength(1);
    expect(world.cloudFront.requests).toHaveLength(1);
    // As they are at its end, not as they were when it was taken up.
    expect(data).toMatchObject({
      run: { status: 'completed', conclusion: 'success' },
      jobs: [{ name: 'deploy', status: 'completed' }],
      serving: 'v1.2.2',
    });
  });

  it('with --follow ends in 6 when time runs out', async () => {
    const world = await crashed({ lines: 3, github: { takes: 10_000_000 } });
    const outcome = await rollbackStatusOf(world.context, { follow: true, timeout: 60_000 });
    expect(outcome).toMatchObject({ exitCode: 6, data: { state: 'stopped-waiting' } });
  });
});

describe('rollback status of a run', () => {
  it('tells of any run of the workflow', async () => {
    const world = rollbackWorld();
    const made = world.hub.take('v1.2.2', { actor: 'minji-kim' });
    const running = await rollbackStatusOf(world.context, { run: made.id });
    expect(running.data).toMatchObject({ state: 'in-progress', to: 'v1.2.2', record: null });
    expect(running.next).toEqual([`tsops rollback status ${made.id} --follow`]);
    world.clock.advance(60_000);
    expect((await rollbackStatusOf(world.context, { run: made.id })).data.state).toBe('done');
  });

  it('that does not exist is unknown', async () => {
    const { data } = await rollbackStatusOf(rollbackWorld().context, { run: 7 });
    expect(data.state).toBe('unknown');
  });

  it('without one, and without a rollback in the journal, says what to name', async () => {
    await expect(rollbackStatusOf(rollbackWorld().context)).rejects.toMatchObject({
      kind: 'usage',
      next: ['tsops rollback status <run>', 'tsops version'],
    });
  });
});
