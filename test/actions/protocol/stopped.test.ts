import { describe, expect, it } from 'vitest';
import {
  afterTheWrite,
  beforeTheWrite,
  isRefusal,
  thrownAfterIntent,
  unlessGivenUp,
} from '../../../src/actions/protocol/stopped.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { fakePlan, fakeWrite } from '../../support/action.ts';
import { fakeClock } from '../../support/clock.ts';
import { memoryJournal } from '../../support/journal.ts';

const error = (kind: TsopsError['kind'], why?: string) =>
  new TsopsError({ kind, message: `${kind}.`, ...(why === undefined ? {} : { why }) });
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => 'it went through',
    (thrown: unknown) => thrown,
  );
const turn = () => new Promise((resolve) => setImmediate(resolve));
const { action } = fakeWrite();

describe('before the write', () => {
  it.each(['interrupted', 'terminated'] as const)(
    'whoever is %s knows that nothing was done',
    async (kind) => {
      const thrown = await thrownBy(beforeTheWrite(Promise.reject(error(kind))));
      expect(thrown).toMatchObject({ kind, message: `${kind}.`, why: 'Nothing was done.' });
    },
  );

  it.each([
    error('interrupted', 'The page was left open.'),
    error('unreachable'),
    Object.assign(new Error('not ours'), { kind: 'interrupted' }),
  ])('anything else is thrown as it is: %o', async (thrown) => {
    expect(await thrownBy(beforeTheWrite(Promise.reject(thrown)))).toBe(thrown);
  });

  it('what goes well comes back', async () => {
    expect(await beforeTheWrite(Promise.resolve('plan'))).toBe('plan');
  });
});

describe('a write on its way', () => {
  const world = () => {
    const controller = new AbortController();
    let answer = (_: string): void => {};
    const work = new Promise<string>((resolve) => {
      answer = resolve;
    });
    return { clock: fakeClock(), controller, work, answer: (text: string) => answer(text) };
  };

  it('has two seconds to be answered after Ctrl-C', async () => {
    const { clock, controller, work } = world();
    const ended = thrownBy(unlessGivenUp(work, controller.signal, clock));
    await turn();
    expect(clock.slept()).toBe(0);
    const reason = error('interrupted');
    controller.abort(reason);
    expect(await ended).toBe(reason);
    expect(clock.slept()).toBe(2000);
  });

  it('that is answered within them counts', async () => {
    const { clock, controller, work, answer } = world();
    const asleep = { ...clock, sleep: () => new Promise<void>(() => {}) };
    const ended = unlessGivenUp(work, controller.signal, asleep);
    controller.abort(error('interrupted'));
    answer('taken');
    expect(await ended).toBe('taken');
  });

  it('is given up as well where the clock fails', async () => {
    const { clock, controller, work } = world();
    const failure = new Error('no clock');
    const broken = { ...clock, sleep: () => Promise.reject(failure) };
    const ended = thrownBy(unlessGivenUp(work, controller.signal, broken));
    controller.abort(error('interrupted'));
    expect(await ended).toBe(failure);
  });

  it('that is over listens to Ctrl-C no more', async () => {
    const { clock, controller, work, answer } = world();
    answer('taken');
    expect(await unlessGivenUp(work, controller.signal, clock)).toBe('taken');
    controller.abort(error('interrupted'));
    await turn();
    expect(clock.slept()).toBe(0);
  });
});

describe('a refusal', () => {
  it.each([
    ['is what the vendor says', error('credentials'), true],
    ['is a write that never left', error('unreachable'), true],
    ['is not Ctrl-C', error('interrupted'), false],
    ['is not SIGTERM', error('terminated'), false],
    ['is not a bug', new TypeError('x is undefined'), false],
  ] as const)('%s', (_, thrown, refused) => {
    expect(isRefusal(thrown)).toBe(refused);
  });
});

describe('what is thrown once the intent is on disk', () => {
  const receipt = { id: 7 };

  async function world() {
    const journal = memoryJournal(() => 0);
    const record = await journal.start('rollback-production');
    const controller = new AbortController();
    const lines = () => journal.records.get(record.id) ?? [];
    const ending = (thrown: unknown, given: typeof receipt | null) =>
      thrownAfterIntent(thrown, action, fakePlan, given, record, controller.signal);
    return { ending, controller, lines, record };
  }

  it('is the refusal itself, even after Ctrl-C', async () => {
    const { ending, controller, lines } = await world();
    const refusal = error('credentials');
    expect(await ending(refusal, null)).toBe(refusal);
    controller.abort(error('interrupted'));
    expect(await ending(refusal, null)).toBe(refusal);
    expect(lines()).toEqual([]);
  });

  it('is a bug as it is, as long as nothing was taken', async () => {
    const { ending } = await world();
    const bug = new TypeError('x is undefined');
    expect(await ending(bug, null)).toBe(bug);
  });

  it('tells that the write was made, once it was taken', async () => {
    const { ending, lines, record } = await world();
    expect(await ending(error('unreachable'), receipt)).toMatchObject({
      kind: 'unreachable',
      why: 'The rollback was sent before this: run 7 goes on',
      data: { state: 'in-progress', receipt, record: record.id },
    });
    expect(lines()).toEqual([]);
  });

  it.each([
    [null, 'run unknown goes on', 'unknown'],
    [receipt, 'run 7 goes on', 'in-progress'],
  ] as const)('tells after Ctrl-C, with the receipt %o, that %s', async (given, detail, state) => {
    const { ending, controller, lines, record } = await world();
    controller.abort(error('terminated'));
    expect(await ending(error('interrupted'), given)).toMatchObject({
      kind: 'terminated',
      message: `Stopped watching the rollback. ${detail}`,
      next: ['tsops rollback status'],
      data: { state, detail, receipt: given, record: record.id },
    });
    expect(lines()).toMatchObject([{ kind: 'interrupted', detail }]);
  });

  it('is an interruption where the signal has no reason of ours', async () => {
    const { ending, controller } = await world();
    controller.abort(new Error('closed'));
    expect(await ending(new Error('closed'), receipt)).toMatchObject({ kind: 'interrupted' });
  });
});

describe('what fails after the write', () => {
  it('keeps its cause, and what is typed next comes before what it says itself', () => {
    const cause = new Error('ECONNRESET');
    const inner = new TsopsError({ kind: 'failed', message: 'No.', next: ['tsops doctor'], cause });
    const thrown = afterTheWrite(inner, action, fakePlan, { id: 7 }, 'r-1');
    expect(thrown).toMatchObject({
      message: 'No.',
      next: ['tsops rollback status', 'tsops doctor'],
      data: { state: 'in-progress', detail: 'run 7 goes on', receipt: { id: 7 }, record: 'r-1' },
    });
    expect(thrown.cause).toBe(cause);
  });

  it('is its own cause where it has none', () => {
    const inner = error('unreachable');
    expect(afterTheWrite(inner, action, fakePlan, { id: 7 }, 'r-1').cause).toBe(inner);
  });
});
