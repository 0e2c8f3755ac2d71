import { describe, expect, it } from 'vitest';
import { followInvalidation } from '../../../src/actions/cdn/verify.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { fakeCdn } from '../../support/cdn.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';

interface Following {
  /** Milliseconds from taking it to its completion. */
  readonly takes?: number;
  readonly timeout?: number;
  readonly pollInterval?: number;
  /** What a poll throws instead of answering, by its number from 1. */
  readonly fails?: (poll: number) => unknown;
  readonly stop?: AbortController;
}

async function follow({
  takes = 0,
  timeout = 60_000,
  pollInterval = 5000,
  fails = () => undefined,
  stop = new AbortController(),
}: Following = {}) {
  const clock = fakeClock();
  const cloudFront = fakeCdn(clock, { takes });
  const begun = clock.now();
  const { id } = cloudFront.take({ cdnId: 'E1', paths: ['/*'], reference: 'r' });
  const at: number[] = [];
  const cdn = {
    ...cloudFront.cdn,
    invalidation: async (distribution: string, wanted: string) => {
      at.push((clock.now() - begun) / 1000);
      const failure = fails(at.length);
      if (failure !== undefined) throw failure;
      return cloudFront.cdn.invalidation(distribution, wanted);
    },
  };
  const updates: string[] = [];
  let stopped = 0;
  const made = fakeContext({ clock, signal: stop.signal });
  const terminal = {
    ...made.terminal,
    progress: () => ({
      update: (text: string) => updates.push(text),
      note: () => {},
      stop: () => {
        stopped += 1;
      },
    }),
  };
  const request = { cdnId: 'E1', id, since: begun, timeout, pollInterval };
  const ended = await followInvalidation(cdn, { ...made, terminal }, request).catch(
    (error: unknown) => error,
  );
  return { ended, at, updates, stopped: () => stopped };
}

const down = new TsopsError({ kind: 'unreachable', message: 'HTTP 503' });

describe('an invalidation that is waited for', () => {
  it('is over at once where it is completed at the first look', async () => {
    const { ended, at, stopped } = await follow();
    expect(ended).toMatchObject({ end: 'completed', invalidation: { id: 'I1' } });
    expect([at, stopped()]).toEqual([[0], 1]);
  });

  it('is looked at after one, two and four seconds, and then at the interval', async () => {
    const { ended, at, updates } = await follow({ takes: 20_000 });
    expect(ended).toMatchObject({ end: 'completed' });
    expect(at).toEqual([0, 1, 3, 7, 12, 17, 22]);
    // The time that has passed is told every second, looks or not.
    expect(updates).toHaveLength(22);
    expect(updates.at(-1)).toMatch(/21s$/);
  });

  it('is looked at no later than the interval says', async () => {
    expect((await follow({ takes: 3000, pollInterval: 700 })).at.slice(0, 3)).toEqual([
      0, 0.7, 1.4,
    ]);
  });

  it('is left when time is out, after a last look', async () => {
    const { ended, at } = await follow({ takes: 60_000, timeout: 10_000 });
    expect([ended, at]).toEqual([{ end: 'stopped-waiting' }, [0, 1, 3, 7, 10]]);
    const late = await follow({ takes: 10_000, timeout: 10_000 });
    expect(late.ended).toMatchObject({ end: 'completed' });
  });

  it('is looked at again where a look found no answer', async () => {
    const { ended, at } = await follow({ fails: (poll) => (poll < 3 ? down : undefined) });
    expect(ended).toMatchObject({ end: 'completed' });
    expect(at).toEqual([0, 1, 3]);
  });

  it('is unknown where CloudFront will not tell any more', async () => {
    const expired = new TsopsError({ kind: 'credentials', message: 'expired' });
    const { ended, at } = await follow({
      takes: 9000,
      fails: (poll) => (poll > 1 ? expired : undefined),
    });
    expect([ended, at]).toMatchObject([
      { end: 'unknown', problem: { kind: 'credentials', message: 'expired' } },
      [0, 1],
    ]);
  });

  it('ends with a fault of tsops, and with Ctrl-C, whatever the look had to say', async () => {
    const fault = new TypeError('no');
    expect((await follow({ fails: () => fault })).ended).toBe(fault);
    const stop = new AbortController();
    const interrupted = new Error('Ctrl-C');
    const { ended, stopped } = await follow({
      stop,
      fails: () => {
        stop.abort(interrupted);
        return down;
      },
    });
    expect([ended, stopped()]).toEqual([interrupted, 1]);
  });
});
