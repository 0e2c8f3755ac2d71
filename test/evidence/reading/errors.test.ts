import { describe, expect, it } from 'vitest';
import {
  carryReason,
  errorsQuestion,
  errorsReading,
  listedTypes,
  partOf,
} from '../../../src/evidence/reading/errors.ts';
import { answered, inquiryWith, refusing } from '../../support/ask.ts';

const { signal } = new AbortController();

describe('a question to the tracker', () => {
  it('is about the window, within the budget of the inquiry', () => {
    const inquiry = inquiryWith();
    expect(errorsQuestion(inquiry, 'how many')).toEqual({
      question: 'how many',
      source: 'Sentry',
      budget: 5000,
      window: inquiry.pinned.window,
    });
  });

  it('that waits for others has half a second more for each', () => {
    const found = errorsQuestion(inquiryWith(), 'how many', { unit: '%', after: 2 });
    expect(found).toMatchObject({ unit: '%', budget: 6000 });
  });

  it('names its environment, but for production, whose name is configured', () => {
    const read = (environment: string) => errorsReading(inquiryWith({ environment }), signal);
    expect(read('production')).toEqual({ timeout: 5000, signal });
    expect(read('staging')).toEqual({ timeout: 5000, signal, environment: 'staging' });
  });

  it('lists twenty types', () => {
    expect(listedTypes).toBe(20);
  });
});

describe('a part of an answer', () => {
  it('is its value, or the reason for which there is none', async () => {
    expect(await partOf(Promise.resolve(0), signal)).toEqual({ value: 0, lack: null });
    expect(await partOf(refusing('no scope')(), signal)).toEqual({ value: null, lack: 'no scope' });
  });

  it('is neither after an interrupt', async () => {
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(partOf(refusing()(), stop)).rejects.toThrow('Ctrl-C');
  });
});

it('a reason is carried on with its verdict, and with its problem where there is one', () => {
  const problem = { kind: 'credentials', message: 'no scope' } as never;
  const unknown = answered(null, { detail: 'no scope', problem });
  expect(carryReason(unknown)).toEqual({
    verdict: 'unknown',
    value: null,
    detail: 'no scope',
    problem,
  });
  const none = carryReason(answered(null, { verdict: 'no-data', detail: 'none' }));
  expect(none).toEqual({ verdict: 'no-data', value: null, detail: 'none' });
  expect(none).not.toHaveProperty('problem');
});
