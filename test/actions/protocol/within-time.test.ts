import { describe, expect, it } from 'vitest';
import { withinTime } from '../../../src/actions/protocol/within-time.ts';
import { TsopsError } from '../../../src/contract/errors.ts';

/** A clock whose sleepers are woken by the test. */
function world() {
  const controller = new AbortController();
  const sleeps: { milliseconds: number; signal: AbortSignal; wake: () => void }[] = [];
  const clock = {
    now: () => 0,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((wake, reject) => {
        const given = signal ?? new AbortController().signal;
        sleeps.push({ milliseconds, signal: given, wake });
        given.addEventListener('abort', () => reject(given.reason));
      }),
  };
  return { context: { clock, signal: controller.signal }, controller, sleeps };
}

describe('work within a time', () => {
  it('that ends in it is what it comes to, and nothing goes on', async () => {
    const { context, sleeps } = world();
    let given: AbortSignal | undefined;
    const ended = withinTime(context, 300, async (signal) => {
      given = signal;
      expect(signal.aborted).toBe(false);
      return 'minji';
    });
    expect(await ended).toEqual({ value: 'minji' });
    expect(sleeps.map(({ milliseconds }) => milliseconds)).toEqual([300]);
    expect(sleeps[0]?.signal.aborted).toBe(true);
    expect(given?.aborted).toBe(true);
  });

  it('that does not is stopped, and counts no more', async () => {
    const { context, sleeps } = world();
    let stopped: AbortSignal | undefined;
    const ended = withinTime(
      context,
      300,
      (signal) =>
        new Promise<never>((_, reject) => {
          stopped = signal;
          signal.addEventListener('abort', () => reject(new Error('cut off')));
        }),
    );
    sleeps[0]?.wake();
    expect(await ended).toBeNull();
    expect(stopped?.aborted).toBe(true);
  });

  it('that fails is thrown', async () => {
    const { context } = world();
    const failure = new Error('no answer');
    await expect(withinTime(context, 300, () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it('has no time where less than none is left', async () => {
    const { context, sleeps } = world();
    const ended = withinTime(context, -1, () => new Promise<never>(() => {}));
    expect(sleeps.map(({ milliseconds }) => milliseconds)).toEqual([0]);
    sleeps[0]?.wake();
    expect(await ended).toBeNull();
  });

  it('ends with the reason of Ctrl-C', async () => {
    const { context, controller } = world();
    const reason = new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' });
    let given: AbortSignal | undefined;
    const ended = withinTime(context, 300, (signal) => {
      given = signal;
      return new Promise<never>(() => {});
    });
    controller.abort(reason);
    await expect(ended).rejects.toBe(reason);
    expect(given?.reason).toBe(reason);
  });
});
