import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { type SettledAnswer, settle } from '../../../src/evidence/asking/settle.ts';
import { HttpFailure } from '../../../src/ports/http.ts';
import { fakeClock } from '../../support/clock.ts';

const question = { question: 'is it up', source: 'the site', budget: 4000, unit: 'ms' };
const bounds = () => ({ clock: fakeClock(), signal: new AbortController().signal });
const fine: SettledAnswer<number> = { verdict: 'ok', value: 12, detail: 'up' };

describe('settle', () => {
  it('passes the answer on with its question, its source and how long it took', async () => {
    const { clock, signal } = bounds();
    const found = await settle({ clock, signal }, question, async () => {
      clock.advance(250);
      return fine;
    });
    expect(found).toEqual({
      question: 'is it up',
      source: 'the site',
      verdict: 'ok',
      value: 12,
      unit: 'ms',
      window: null,
      baseline: null,
      observedAt: clock.now(),
      tookMs: 250,
      detail: 'up',
    });
  });

  it.each(['unknown', 'no-data'] as const)('keeps no value beside %s', async (verdict) => {
    const found = await settle(bounds(), question, async () => ({ ...fine, verdict }));
    expect(found.value).toBeNull();
  });

  it('is unknown with the reason when the reader throws', async () => {
    const found = await settle(bounds(), question, async () => {
      throw new TsopsError({
        kind: 'credentials',
        message: 'the token\u001b[31m was\nrejected',
        next: ['gh auth login'],
      });
    });
    expect(found).toMatchObject({
      verdict: 'unknown',
      value: null,
      detail: 'the token was rejected',
      problem: { kind: 'credentials', next: ['gh auth login'] },
    });
  });

  it.each([
    ['no answer', new HttpFailure('refused', 'nobody listens there', false), 'unreachable'],
    ['a bug', new TypeError('x is not a function'), 'bug'],
    ['what is no error', 'just text', 'bug'],
  ])('is unknown after %s, and says of which kind', async (_name, thrown, kind) => {
    const found = await settle(bounds(), question, () => Promise.reject(thrown));
    expect(found).toMatchObject({ verdict: 'unknown', problem: { kind } });
  });

  it('is unknown after a reader that throws before it returns a promise', async () => {
    const found = await settle(bounds(), question, () => {
      throw new Error('at once');
    });
    expect(found.verdict).toBe('unknown');
  });

  it('is unknown when the budget is spent, and stops the reader', async () => {
    const { clock, signal } = bounds();
    let stopped = false;
    const found = await settle<number>({ clock, signal }, question, (reader) => {
      reader.addEventListener('abort', () => {
        stopped = true;
      });
      return new Promise(() => {});
    });
    expect(found).toMatchObject({
      verdict: 'unknown',
      tookMs: 4000,
      detail: 'the site did not answer within 4 s',
      problem: { kind: 'unreachable' },
    });
    expect(stopped).toBe(true);
  });

  it('leaves no rejection unheard when the reader fails after its time', async () => {
    const heard: unknown[] = [];
    const listen = (reason: unknown) => heard.push(reason);
    process.on('unhandledRejection', listen);
    await settle<number>(bounds(), question, (reader) => {
      return new Promise((_resolve, reject) => {
        reader.addEventListener('abort', () => reject(reader.reason));
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', listen);
    expect(heard).toEqual([]);
  });

  it('does not let the clock run on once the answer is there', async () => {
    const { clock, signal } = bounds();
    await settle({ clock, signal }, question, async () => fine);
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.slept()).toBe(0);
  });

  it('passes an interrupt on instead of making an answer of it', async () => {
    const stop = new AbortController();
    const reason = new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' });
    const clock = fakeClock();
    const asking = settle({ clock, signal: stop.signal }, question, () => {
      stop.abort(reason);
      return Promise.reject(new Error('the socket was closed'));
    });
    await expect(asking).rejects.toBe(reason);
    await expect(settle({ clock, signal: stop.signal }, question, async () => fine)).rejects.toBe(
      reason,
    );
  });
});
