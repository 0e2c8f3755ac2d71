import { describe, expect, it } from 'vitest';
import { openActions } from '../../../src/evidence/digest/open-actions.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';

const intent = { action: 'rollback', environment: 'production' };
type Line = readonly [kind: string, fields?: Readonly<Record<string, unknown>>];

async function found(lines: readonly Line[], options: { ageDays?: number; driven?: boolean } = {}) {
  const clock = fakeClock();
  const memory = memoryJournal(() => clock.now());
  const record = await memory.start('rollback-production');
  for (const [kind, fields] of lines) await record.append(kind, fields);
  clock.advance((options.ageDays ?? 0) * 86_400_000);
  const driver = options.driven ? { pid: 77, host: 'desk' } : null;
  const journal = {
    ...memory,
    read: async (id: string) => ({ ...(await memory.read(id)), driver }),
  };
  return openActions(fakeContext({ clock, journal }), 1000);
}

describe('an action is open', () => {
  it.each([
    ['an intent and nothing more', [['intent', intent]], 'unknown'],
    ['a receipt without an outcome', [['intent', intent], ['receipt']], 'unknown'],
    [
      'an outcome nobody knows',
      [
        ['intent', intent],
        ['outcome', { state: 'unknown' }],
      ],
      'unknown',
    ],
    [
      '--no-wait',
      [
        ['intent', intent],
        ['outcome', { state: 'in-progress' }],
      ],
      'left-running',
    ],
    [
      '--timeout',
      [
        ['intent', intent],
        ['outcome', { state: 'stopped-waiting' }],
      ],
      'left-running',
    ],
  ] as const)('after %s', async (_name, lines, state) => {
    const evidence = await found(lines);
    expect(evidence).toMatchObject({
      verdict: 'warn',
      value: [{ ...intent, state, driver: null }],
    });
  });

  it('but not of a message, which only its channel could settle', async () => {
    const message = { ...intent, action: 'notify' };
    expect(await found([['intent', message]])).toMatchObject({ verdict: 'ok', value: [] });
  });

  it('and being driven, when a live process holds it', async () => {
    const evidence = await found([['intent', intent]], { driven: true });
    expect(evidence.value).toMatchObject([{ state: 'driven', driver: 'process 77 on desk' }]);
  });
});

describe('no action is open', () => {
  it.each([
    ['without an intent', [['observed']]],
    [
      'when it was done',
      [
        ['intent', intent],
        ['outcome', { state: 'done' }],
      ],
    ],
    [
      'when it was refused',
      [
        ['intent', intent],
        ['outcome', { state: 'not-done' }],
      ],
    ],
    [
      'when a later look found out what had not been known',
      [
        ['intent', intent],
        ['outcome', { state: 'unknown' }],
        ['outcome', { state: 'done' }],
      ],
    ],
    ['when its name is no word to type', [['intent', { action: 'x; rm -rf /' }]]],
    ['when its name is missing', [['intent', {}]]],
  ] as const)('%s', async (_name, lines) => {
    expect(await found(lines)).toMatchObject({ verdict: 'ok', value: [] });
  });

  it('that is older than a week, to the millisecond, nor left running for an hour', async () => {
    const days = (milliseconds: number) => milliseconds / 86_400_000;
    const week = 7 * 86_400_000;
    expect((await found([['intent', intent]], { ageDays: days(week - 1) })).verdict).toBe('warn');
    expect((await found([['intent', intent]], { ageDays: days(week) })).verdict).toBe('ok');
  });

  it('among the records beyond the newest twenty', async () => {
    const clock = fakeClock();
    const journal = memoryJournal(() => clock.now());
    await (await journal.start('rollback-production')).append('intent', intent);
    const fill = async (count: number) => {
      for (let i = 0; i < count; i += 1) await journal.start('note');
      return (await openActions(fakeContext({ clock, journal }), 1000)).value?.length;
    };
    expect(await fill(19)).toBe(1);
    expect(await fill(1)).toBe(0);
  });

  it('when its name is longer than a command is', async () => {
    const named = async (length: number) =>
      (await found([['intent', { ...intent, action: 'x'.repeat(length) }]])).value?.length;
    expect([await named(30), await named(31)]).toEqual([1, 0]);
  });

  it('when a week has gone by', async () => {
    expect((await found([['intent', intent]], { ageDays: 6.9 })).value).toHaveLength(1);
    expect((await found([['intent', intent]], { ageDays: 7.1 })).value).toEqual([]);
  });
});

describe('what was left running', () => {
  const left = [
    ['intent', intent],
    ['outcome', { state: 'in-progress' }],
  ] as const;
  it('is over after an hour, whatever became of it', async () => {
    expect((await found(left, { ageDays: 0.9 / 24 })).value).toHaveLength(1);
    expect((await found(left, { ageDays: 1.1 / 24 })).value).toEqual([]);
  });
});

describe('a journal that cannot be read', () => {
  it('is unknown, and not calm', async () => {
    const clock = fakeClock();
    const list = () => Promise.reject(new Error('EACCES'));
    const journal = { ...memoryJournal(() => 0), list };
    const evidence = await openActions(fakeContext({ clock, journal }), 1000);
    expect(evidence).toMatchObject({ verdict: 'unknown', value: null });
  });
});
