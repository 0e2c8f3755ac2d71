import { describe, expect, it } from 'vitest';
import { followSameWrite } from '../../../src/actions/protocol/follow.ts';
import type { SameWrite } from '../../../src/actions/protocol/same-write.ts';
import type { WaitOptions } from '../../../src/contract/action.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { OpenRecord } from '../../../src/ports/journal.ts';
import { type FakeWrite, fakePlan, fakeWrite } from '../../support/action.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';
import { fakeTerminal } from '../../support/terminal.ts';
import { sameText } from '../../support/text.ts';

type Same = SameWrite<{ readonly id: number }>;

const by = 'minji@desk';
const waiting: WaitOptions = { wait: true, timeout: 60_000 };

/** The record of another process, and what is done to it, in order. */
async function world(overrides: Partial<FakeWrite> = {}, refusal?: Error) {
  const memory = memoryJournal(() => 0);
  const { id: record } = await memory.start('rollback-production');
  const done: string[] = [];
  const slowly = (record: OpenRecord): OpenRecord => ({
    ...record,
    append: async (kind, fields) => {
      await new Promise((resolve) => setImmediate(resolve));
      const entry = await record.append(kind, fields);
      done.push(`wrote ${kind}`);
      return entry;
    },
    close: async () => {
      done.push('closed');
    },
  });
  const journal = {
    ...memory,
    reopen: async (id: string) => {
      done.push(`reopened ${id}`);
      if (refusal !== undefined) throw refusal;
      return slowly(await memory.reopen(id));
    },
  };
  const controller = new AbortController();
  const terminal = fakeTerminal(() => 0);
  const context = fakeContext({ journal, terminal, signal: controller.signal });
  const { action, steps } = fakeWrite(overrides);
  const follow = (same: Partial<Same> = {}, wait = waiting) => {
    const whole: Same = {
      record,
      by,
      state: 'in-progress',
      receipt: { id: 7 },
      detail: sameText(''),
      ...same,
    };
    return followSameWrite(action, fakePlan, whole, wait, context);
  };
  const lines = () => memory.records.get(record) ?? [];
  const whose = `minji@desk began the same rollback (${record}); nothing is sent a second time.`;
  return { action, controller, done, follow, lines, record, steps, terminal, whose };
}

describe('the same write of another process', () => {
  it('that is done says whose it was, and has nothing to come back for', async () => {
    const here = await world();
    const ended = await here.follow({ state: 'done', detail: sameText('v1.2.2 is served') });
    expect(ended).toEqual({
      verdict: 'ok',
      data: {
        action: 'rollback',
        state: 'done',
        plan: fakePlan,
        receipt: { id: 7 },
        proof: null,
        detail: 'v1.2.2 is served (by minji@desk)',
        said: { en: 'v1.2.2 is served (by minji@desk)', ko: 'v1.2.2 is served (minji@desk)' },
        record: here.record,
        undo: 'tsops rollback v1.2.3 --forward',
      },
      next: [],
      problems: [],
    });
    expect(here.terminal.lines).toEqual([here.whose]);
    expect([...here.steps, ...here.done]).toEqual([]);
  });

  it('is told by whose it is where it says nothing of itself', async () => {
    const here = await world();
    const { data } = await here.follow({ state: 'done', detail: sameText('') });
    expect(data.detail).toBe(here.whose);
  });

  it.each([
    ['of which it is not known how it ended', { state: 'unknown' }],
    ['of which it is not known what was answered', { receipt: null }],
    ['of which nothing is known', { state: 'unknown', receipt: null }],
  ] as const)('%s is not watched, and says how to come back', async (_, same) => {
    const here = await world();
    const { data, next } = await here.follow(same);
    expect(data).toMatchObject({ receipt: { id: 7 }, state: 'in-progress', ...same });
    expect(next).toEqual(['tsops rollback status']);
    expect([...here.steps, ...here.done]).toEqual([]);
  });

  it('that goes on is left to go on with --no-wait', async () => {
    const here = await world();
    const { data, next, verdict } = await here.follow({}, { ...waiting, wait: false });
    expect({ verdict, next }).toEqual({ verdict: 'ok', next: ['tsops rollback status'] });
    expect(data).toMatchObject({
      state: 'in-progress',
      detail: 'run 7 goes on (by minji@desk)',
      receipt: { id: 7 },
      record: here.record,
    });
    expect([...here.steps, ...here.done]).toEqual([]);
  });
});

describe('one whose process was killed', () => {
  it('is watched to its end, which is on disk before its record is given back', async () => {
    const here = await world();
    const { data, next } = await here.follow();
    expect(here.done).toEqual([`reopened ${here.record}`, 'wrote outcome', 'closed']);
    expect(here.lines()).toMatchObject([
      { kind: 'outcome', state: 'done', detail: 'v1.2.2 is served' },
    ]);
    expect(data).toMatchObject({
      state: 'done',
      detail: 'v1.2.2 is served (by minji@desk)',
      proof: { served: 'v1.2.2' },
      receipt: { id: 7 },
      record: here.record,
    });
    expect(next).toEqual(['tsops health']);
    expect(here.steps).toEqual(['verify']);
  });

  it('gives its record to the proof', async () => {
    const given: unknown[] = [];
    const here = await world({
      verify: async (plan, receipt, record, wait) => {
        given.push(plan, receipt, record?.id, wait);
        return {
          state: 'stopped-waiting',
          verdict: 'unknown',
          proof: null,
          detail: sameText('goes on'),
        };
      },
    });
    expect((await here.follow()).exitCode).toBe(6);
    expect(given).toEqual([fakePlan, { id: 7 }, here.record, waiting]);
  });

  it('whose proof cannot be read says that it was sent, and gives the record back', async () => {
    const cause = new TsopsError({
      kind: 'unreachable',
      message: 'GitHub does not answer.',
      next: ['tsops doctor github'],
    });
    const here = await world({ verify: () => Promise.reject(cause) });
    await expect(here.follow()).rejects.toMatchObject({
      kind: 'unreachable',
      message: 'GitHub does not answer.',
      why: 'The rollback was sent before this: run 7 goes on',
      next: ['tsops rollback status', 'tsops doctor github'],
      data: { state: 'in-progress', receipt: { id: 7 }, record: here.record },
    });
    expect(here.done).toEqual([`reopened ${here.record}`, 'closed']);
    expect(here.lines()).toEqual([]);
  });

  it('is watched no longer after Ctrl-C, and the record is given back', async () => {
    const reason = new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' });
    const here = await world({
      verify: async () => {
        here.controller.abort(reason);
        throw new Error('the request was cut off');
      },
    });
    await expect(here.follow()).rejects.toBe(reason);
    expect(here.done).toEqual([`reopened ${here.record}`, 'closed']);
  });
});

describe('one whose own process still writes its record', () => {
  const refusal = new TsopsError({ kind: 'refused', message: 'driven by process 4711' });

  it('is watched, and nothing is written', async () => {
    let given: unknown = 'nothing';
    const here = await world(
      {
        verify: async (_plan, _receipt, record) => {
          given = record;
          return {
            state: 'done',
            verdict: 'ok',
            proof: null,
            detail: sameText('v1.2.2 is served'),
          };
        },
      },
      refusal,
    );
    const { data } = await here.follow();
    expect(given).toBeNull();
    expect(data).toMatchObject({
      state: 'done',
      detail: 'v1.2.2 is served (by minji@desk)',
    });
    expect(here.done).toEqual([`reopened ${here.record}`]);
    expect(here.lines()).toEqual([]);
  });

  it('says so too where its proof cannot be read', async () => {
    const here = await world({ verify: () => Promise.reject(new Error('no answer')) }, refusal);
    await expect(here.follow()).rejects.toMatchObject({
      why: 'The rollback was sent before this: run 7 goes on',
    });
  });

  it.each([
    new TsopsError({ kind: 'unreachable', message: 'The disk does not answer.' }),
    Object.assign(new Error('no refusal of ours'), { kind: 'refused' }),
  ])('is no other failure of the journal: %s', async (failure) => {
    const here = await world({}, failure);
    await expect(here.follow()).rejects.toBe(failure);
    expect(here.steps).toEqual([]);
  });
});
