import { describe, expect, it } from 'vitest';
import type { EvidenceId } from '../../../src/domain/evidence/findings.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import { forEachConcurrently } from '../../../src/evidence/asking/concurrently.ts';
import {
  type Collectors,
  createInquiry,
  type Inquiry,
} from '../../../src/evidence/asking/inquiry.ts';
import { memoizeByKey } from '../../../src/evidence/asking/memoize.ts';
import { answered } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';

const [first, second] = ['error-rate', 'error-onset'] as const;

function inquiring(
  collect: (inquiry: Inquiry, id: EvidenceId) => Promise<unknown>,
  kept: object = {},
  onAnswer?: (id: EvidenceId, evidence: unknown) => Promise<void> | void,
) {
  const asked: string[] = [];
  const collectors = Object.fromEntries(
    [first, second].map((id) => [
      id,
      async () => async (inquiry: Inquiry) => {
        asked.push(id);
        return collect(inquiry, id);
      },
    ]),
  ) as unknown as Collectors;
  const context = fakeContext();
  const pinned = pinTime(context.clock.now());
  const parts = { context, config: {} as never, environment: 'production', pinned, budget: 1000 };
  const inquiry = createInquiry(parts, collectors, kept, onAnswer);
  return { inquiry, asked };
}

describe('an inquiry', () => {
  it('asks each question once, whoever needs it, also while it is asked', async () => {
    const { inquiry, asked } = inquiring(async (within, id) =>
      id === first ? within.ask(second) : answered(1),
    );
    const [one, two] = await Promise.all([inquiry.ask(first), inquiry.ask(first)]);
    expect(two).toBe(one);
    expect(await inquiry.ask(second)).toBe(one);
    expect(asked).toEqual([first, second]);
  });

  it('does not ask what is known already, and tells nobody of it', async () => {
    const known = answered(7);
    const told: unknown[] = [];
    const { inquiry, asked } = inquiring(
      async () => answered(1),
      { [first]: known },
      (id) => void told.push(id),
    );
    expect(await inquiry.ask(first)).toBe(known);
    await inquiry.ask(second);
    expect(asked).toEqual([second]);
    expect(told).toEqual([second]);
  });

  it('gives an answer only when it was told', async () => {
    const order: string[] = [];
    const evidence = answered(1);
    const { inquiry } = inquiring(
      async () => evidence,
      {},
      async (id, told) => {
        await new Promise(setImmediate);
        order.push(`${id} ${told === evidence}`);
      },
    );
    await inquiry.ask(first);
    order.push('answered');
    expect(order).toEqual([`${first} true`, 'answered']);
  });

  it('passes a failure on, to whoever asks again too', async () => {
    const { inquiry, asked } = inquiring(() => Promise.reject(new Error('Ctrl-C')));
    await expect(inquiry.ask(first)).rejects.toThrow('Ctrl-C');
    await expect(inquiry.ask(first)).rejects.toThrow('Ctrl-C');
    expect(asked).toEqual([first]);
  });

  it('asks once by a clock that is right, and where nobody compares clocks', async () => {
    const { inquiry, asked } = inquiring(async ({ pinned }) => answered(pinned.at));
    expect((await inquiry.ask(first)).value).toBe(inquiry.pinned.at);
    expect(asked).toEqual([first]);
  });
});

describe('what is asked by its key', () => {
  it('is asked once for each, and fails again as it failed', async () => {
    const asked: string[] = [];
    const ask = memoizeByKey(async (key: string) => {
      asked.push(key);
      if (key === 'broken') throw new Error('gone');
      return key.length;
    });
    expect(await Promise.all([ask('one'), ask('three'), ask('one')])).toEqual([3, 5, 3]);
    await expect(ask('broken')).rejects.toThrow('gone');
    await expect(ask('broken')).rejects.toThrow('gone');
    expect(asked).toEqual(['one', 'three', 'broken']);
  });
});

describe('work that is shared', () => {
  it('is taken in order, each once with its place, and so many at a time', async () => {
    const taken: string[] = [];
    let [under, most] = [0, 0];
    await forEachConcurrently(['a', 'b', 'c', 'd', 'e'], 2, async (item, index) => {
      taken.push(`${index}${item}`);
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
    });
    expect(taken).toEqual(['0a', '1b', '2c', '3d', '4e']);
    expect(most).toBe(2);
  });

  it('is nothing where there is nothing', async () => {
    const work = async () => {
      throw new Error('nothing to do');
    };
    await expect(forEachConcurrently([], 3, work)).resolves.toBeUndefined();
  });

  it('ends with the first failure, after which its worker takes no more', async () => {
    const taken: number[] = [];
    const work = async (item: number) => {
      taken.push(item);
      if (item === 1) throw new Error('gone');
    };
    await expect(forEachConcurrently([1, 2, 3], 1, work)).rejects.toThrow('gone');
    expect(taken).toEqual([1]);
  });
});
