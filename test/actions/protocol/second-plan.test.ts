import { describe, expect, it } from 'vitest';
import { type PerformOptions, perform } from '../../../src/actions/protocol/perform.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Journal, JournalTurn } from '../../../src/ports/journal.ts';
import { type FakeWrite, fakePlan, fakeWrite } from '../../support/action.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';
import { fakeTerminal } from '../../support/terminal.ts';
import { sameText } from '../../support/text.ts';

const options: PerformOptions = {
  dryRun: false,
  yes: false,
  confirm: 'production',
  wait: true,
  timeout: 45_000,
  typed: 'tsops rollback v1.2.2',
};

/** A rollback whose plans are counted; `meanwhile` happens after the first one was made. */
function world(overrides: Partial<FakeWrite> = {}, meanwhile: () => unknown = () => {}) {
  const clock = fakeClock();
  const journal = memoryJournal(() => clock.now());
  const terminal = fakeTerminal(() => clock.now());
  let plans = 0;
  const { action, steps } = fakeWrite({
    plan: async () => {
      plans += 1;
      if (plans === 1) await meanwhile();
      return { ...fakePlan, key: plans === 1 ? 'key-1' : 'key-2' };
    },
    isSame: () => true,
    ...overrides,
  });
  const run = (more: Partial<Journal> = {}, given: Partial<PerformOptions> = {}) => {
    const context = fakeContext({ clock, terminal, journal: { ...journal, ...more } });
    return perform(action, context, { ...options, ...given });
  };
  return { clock, journal, plans: () => plans, run, steps, terminal };
}

/** A record of another process, whose end is known. */
async function begunElsewhere(journal: Journal, topic: string) {
  const record = await journal.start(topic);
  await record.append('intent', { action: topic.split('-')[0], environment: 'staging' });
  await record.append('outcome', { state: 'done' });
}

describe('the plan is made a second time', () => {
  it('where another of its kind was begun meanwhile', async () => {
    const here = world({}, () => begunElsewhere(here.journal, 'rollback-staging'));
    expect((await here.run()).data.plan).toMatchObject({ key: 'key-2' });
    expect(here.plans()).toBe(2);
  });

  it('but not for one that was there before, nor for one of another kind', async () => {
    const here = world({}, () => begunElsewhere(here.journal, 'notify-staging'));
    await begunElsewhere(here.journal, 'rollback-staging');
    expect((await here.run()).data.plan).toMatchObject({ key: 'key-1' });
    expect(here.plans()).toBe(1);
  });

  it('where it had to wait for somebody, be it for another kind of write', async () => {
    const waiting: Partial<Journal> = {
      exclusively: (_name, work, turn) => {
        turn?.onWait?.({ pid: 4711, host: 'desk' });
        return work(true);
      },
    };
    const here = world();
    await here.run(waiting);
    expect(here.plans()).toBe(2);
    expect(here.terminal.lines).toContain(
      'waiting for process 4711 on desk, who is writing to deploy-production',
    );
  });

  it('where its turn was refused at first, though nobody could be told of it', async () => {
    const here = world();
    await here.run({ exclusively: (_name, work) => work(true) });
    expect(here.plans()).toBe(2);
    const free = world();
    await free.run({ exclusively: (_name, work) => work(false) });
    expect(free.plans()).toBe(1);
  });

  it.each([
    [2999, 1],
    [3000, 2],
  ])('after %i ms, in all %i times', async (passed, plans) => {
    const here = world({}, () => here.clock.advance(passed));
    await here.run();
    expect(here.plans()).toBe(plans);
  });

  it('and compared with what was consented to', async () => {
    const compared: unknown[] = [];
    const isSame: FakeWrite['isSame'] = (plan, intent) => {
      compared.push([plan.key, intent]);
      return true;
    };
    const here = world({ isSame }, () => here.clock.advance(3000));
    await here.run();
    expect(compared).toEqual([['key-2', { key: 'key-1', target: 'v1.2.2' }]]);
  });

  it('and refuses, with the new plan on the screen, where it is another one', async () => {
    const more = { isSame: () => false, showPlan: ({ key }: { key: string }) => `plan ${key}` };
    const here = world(more, () => here.clock.advance(3000));
    await expect(here.run()).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^The rollback would be another one now/),
      why: 'Nothing was done.',
      next: ['tsops rollback v1.2.2'],
      data: {
        state: 'not-done',
        plan: { key: 'key-2' },
        detail: 'the plan has changed',
        record: null,
        undo: null,
      },
    });
    expect(here.terminal.lines).toEqual(['plan key-1\n', 'plan key-2\n']);
    expect(here.steps).toEqual([]);
    expect(here.journal.records.size).toBe(0);
  });

  it('and is stopped by Ctrl-C as the first one is: nothing was done', async () => {
    const here = world({
      plan: async () => {
        if (here.clock.now() > Date.parse('2026-11-23T03:00:00Z'))
          throw new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' });
        here.clock.advance(3000);
        return fakePlan;
      },
    });
    await expect(here.run()).rejects.toMatchObject({
      kind: 'interrupted',
      why: 'Nothing was done.',
    });
  });
});

describe('the same write, done by another process', () => {
  const doneElsewhere = async (journal: Journal) => {
    const record = await journal.start('rollback-production');
    const intent = { action: 'rollback', environment: 'production', key: 'key-1' };
    await record.append('intent', { ...intent, actor: 'minji@desk' });
    await record.append('outcome', { state: 'done', detail: sameText('v1.2.2 is served') });
    return record.id;
  };

  it('since the plan was begun is followed, and nobody is asked', async () => {
    const here = world({}, () => doneElsewhere(here.journal));
    const { data } = await here.run({}, { confirm: undefined });
    expect(data).toMatchObject({ state: 'done', record: '0001-rollback-production' });
    expect(here.steps).toEqual([]);
    expect(here.journal.records.size).toBe(1);
  });

  it('while consent was asked for is followed in its turn', async () => {
    const here = world();
    const { data } = await here.run({
      exclusively: async (_name, work) => {
        await doneElsewhere(here.journal);
        return work(false);
      },
    });
    expect(data).toMatchObject({ state: 'done', record: '0001-rollback-production' });
    expect(here.steps).toEqual([]);
    expect(here.plans()).toBe(1);
  });

  it('before we looked at all is done again: whoever repeats it means it', async () => {
    const here = world();
    await doneElsewhere(here.journal);
    expect((await here.run()).data.record).toBe('0002-rollback-production');
    expect(here.steps).toEqual(['apply', 'verify']);
  });

  it('and to be done no more once the turn has come ends without a record', async () => {
    let asked = 0;
    const nothing = { detail: sameText('v1.2.2 is served already'), next: ['tsops version'] };
    const nothingToDo = () => {
      asked += 1;
      return asked === 1 ? null : nothing;
    };
    const here = world({ nothingToDo });
    const { data, next } = await here.run();
    expect(data).toMatchObject({ state: 'done', said: nothing.detail, record: null });
    expect(next).toEqual(nothing.next);
    expect(here.journal.records.size).toBe(0);
  });
});

describe('the turn of a write', () => {
  it.each([
    ['deploy-production', 'deploy-production'],
    ['post-#ops  채널/2', 'post--ops-2'],
    ['Page_1.2', 'Page_1.2'],
    ['x'.repeat(101), 'x'.repeat(100)],
  ])('on %j is that of %s, and is waited for as long as --timeout says', async (lock, name) => {
    const turns: [string, JournalTurn | undefined][] = [];
    const here = world({ lock: () => lock });
    await here.run({
      exclusively: (given, work, turn) => {
        turns.push([given, turn]);
        return work(false);
      },
    });
    expect(turns).toEqual([[name, expect.objectContaining({ patience: 45_000 })]]);
  });

  it('that never comes leaves nothing done', async () => {
    const here = world();
    const stopped = new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' });
    await expect(here.run({ exclusively: () => Promise.reject(stopped) })).rejects.toMatchObject({
      kind: 'interrupted',
      why: 'Nothing was done.',
    });
    expect(here.steps).toEqual([]);
  });

  it('that has come says no such thing of what is stopped in it', async () => {
    const stopped = new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' });
    const here = world({ apply: () => Promise.reject(stopped) });
    await expect(here.run()).rejects.toBe(stopped);
  });
});

describe('what is printed of a write', () => {
  it('says that nothing was done with --dry-run', async () => {
    const here = world();
    const { data } = await here.run({}, { dryRun: true });
    expect(data).toMatchObject({
      state: 'planned',
      detail: 'nothing was done (--dry-run)',
    });
  });

  it('says that its guards refused it', async () => {
    const guards = [
      {
        name: 'tag',
        state: 'refuse' as const,
        detail: 'no such tag',
        said: sameText('no such tag'),
      },
    ];
    const here = world({ plan: async () => ({ ...fakePlan, guards }) });
    await expect(here.run()).rejects.toMatchObject({
      data: { state: 'not-done', detail: 'refused by its guards' },
    });
  });

  it('holds what was seen around it, then what its proof found', async () => {
    const around = { kind: 'second-run', message: 'Another run is in flight.' };
    const proof = { kind: 'unreachable', message: 'One host did not answer.' };
    const verify: FakeWrite['verify'] = async () => ({
      ...{ state: 'done', verdict: 'warn', proof: null, detail: sameText('served') },
      problems: [proof],
    });
    expect((await world().run()).problems).toEqual([]);
    const seenAround = () => [around];
    expect((await world({ seenAround }).run()).problems).toEqual([around]);
    expect((await world({ seenAround, verify }).run()).problems).toEqual([around, proof]);
    expect((await world({ verify }).run()).problems).toEqual([proof]);
  });

  it('is the same where the list of records cannot be read', async () => {
    const list = () => Promise.reject(new Error('EACCES'));
    expect((await world().run({ list })).data.state).toBe('done');
  });
});
