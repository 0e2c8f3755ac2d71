import { describe, expect, it } from 'vitest';
import { notShown, readBack } from '../../../src/actions/protocol/read-back.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { fakeClock } from '../../support/clock.ts';
import { sameText } from '../../support/text.ts';

const down = new TsopsError({ kind: 'unreachable', message: 'HTTP 503' });

/** Reads back what `looks` finds, look by look, the last one again. */
async function read(budget: number, ...looks: readonly (string | null | Error)[]) {
  const clock = fakeClock();
  const { signal } = new AbortController();
  let count = 0;
  const look = async () => {
    const found = looks[Math.min(count, looks.length - 1)] ?? null;
    count += 1;
    if (found instanceof Error) throw found;
    return found;
  };
  const ended = await readBack({ clock, signal }, budget, look).catch((error: unknown) => error);
  return { ended, count, slept: clock.slept() };
}

describe('reading back what was written', () => {
  it('is over with the first look that shows it', async () => {
    expect(await read(5000, 'there')).toEqual({
      ended: { found: 'there', problem: null },
      count: 1,
      slept: 0,
    });
    expect(await read(5000, null, down, 'there')).toEqual({
      ended: { found: 'there', problem: null },
      count: 3,
      slept: 2000,
    });
  });

  it('looks every second, to the end of its time and not past it', async () => {
    expect(await read(3000, null)).toMatchObject({ count: 4, slept: 3000 });
    expect(await read(2999, null)).toMatchObject({ count: 3, slept: 2000 });
  });

  it('looks once where there is no time at all', async () => {
    expect(await read(0, 'there')).toMatchObject({ ended: { found: 'there' }, count: 1 });
    expect(await read(0, null)).toMatchObject({ ended: { found: null, problem: null }, count: 1 });
  });

  it('keeps why the last look told nothing, and only that', async () => {
    expect(await read(1000, null, down)).toMatchObject({ ended: { found: null, problem: down } });
    expect(await read(1000, down, null)).toMatchObject({ ended: { found: null, problem: null } });
  });

  it('ends with a fault of tsops', async () => {
    const fault = new TypeError('no');
    expect(await read(5000, fault)).toMatchObject({ ended: fault, count: 1 });
  });

  it('ends with Ctrl-C, whatever the look had to say', async () => {
    const stop = new AbortController();
    const interrupted = new Error('Ctrl-C');
    const look = async () => {
      stop.abort(interrupted);
      throw down;
    };
    const reading = readBack({ clock: fakeClock(), signal: stop.signal }, 5000, look);
    await expect(reading).rejects.toBe(interrupted);
  });
});

describe('what is not shown in time', () => {
  it('may be shown yet, where it could be looked for', () => {
    expect(
      notShown({ problem: null }, sameText('it is not shown yet'), ['tsops pages']),
    ).toMatchObject({
      state: 'stopped-waiting',
      verdict: 'unknown',
      proof: null,
      detail: { en: expect.stringContaining('it is not shown yet') },
      next: ['tsops pages'],
      problems: [],
    });
  });

  it('is unknown where it could not be looked for, with the reason', () => {
    expect(notShown({ problem: down }, sameText('it is not shown yet'), [])).toMatchObject({
      state: 'unknown',
      verdict: 'unknown',
      detail: { en: expect.stringContaining('HTTP 503') },
      problems: [{ kind: 'unreachable', message: 'HTTP 503' }],
    });
  });
});
