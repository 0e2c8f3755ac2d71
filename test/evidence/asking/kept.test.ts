import { expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { askUnlessKept } from '../../../src/evidence/asking/kept.ts';
import type { KeptAnswer } from '../../../src/ports/kept-answers.ts';
import { fakeContext } from '../../support/context.ts';

const parse = (kept: unknown): number | null => (typeof kept === 'number' ? kept : null);
const question = { question: 'visits of 12', freshFor: 1000, parse };
const down = async (): Promise<number> => {
  throw new TsopsError({ kind: 'unreachable', message: 'no answer' });
};

function keeping(kept: KeptAnswer | null) {
  const stored = new Map<string, KeptAnswer>(kept === null ? [] : [[question.question, kept]]);
  const context = fakeContext({
    services: {
      keptAnswers: async () => ({
        read: async (text) => stored.get(text) ?? null,
        keep: async (text, answer) => void stored.set(text, answer),
      }),
    },
  });
  return { context, stored, now: context.clock.now() };
}

it('asks where nothing is kept, and keeps the answer with its time', async () => {
  const { context, stored, now } = keeping(null);
  expect(await askUnlessKept({ context }, question, async () => 7)).toEqual({
    value: 7,
    readAt: now,
  });
  expect(stored.get('visits of 12')).toEqual({ at: now, value: 7 });
});

it('does not ask while the kept answer is fresh, and tells its age', async () => {
  const { now } = keeping(null);
  const { context } = keeping({ at: now - 999, value: 7 });
  expect(await askUnlessKept({ context }, question, down)).toEqual({ value: 7, readAt: now - 999 });
});

it('asks again once it is as old as that, and where it is of the future or of another shape', async () => {
  const { now } = keeping(null);
  for (const kept of [
    { at: now - 1000, value: 7 },
    { at: now + 1, value: 7 },
    { at: now, value: 'seven' },
  ]) {
    const { context } = keeping(kept);
    expect((await askUnlessKept({ context }, question, async () => 8)).value).toBe(8);
  }
});

it('lets an old answer stand where the source fails, with the reason', async () => {
  const { now } = keeping(null);
  const { context, stored } = keeping({ at: now - 5000, value: 7 });
  const reading = await askUnlessKept({ context }, question, down);
  expect(reading).toMatchObject({
    value: 7,
    readAt: now - 5000,
    problem: { message: 'no answer' },
  });
  expect(stored.get('visits of 12')?.at).toBe(now - 5000);
});

it('throws what the source threw where there is none', async () => {
  const { context } = keeping(null);
  await expect(askUnlessKept({ context }, question, down)).rejects.toThrow('no answer');
});
