import { expect, it } from 'vitest';
import { errorsWithin } from '../../../src/evidence/errors/recent.ts';
import { fakeTracker, inquiryWith } from '../../support/ask.ts';

const span = { from: 0, to: 90_000 };

it('the errors of a span are counted as the tracker counts them', async () => {
  const errors = fakeTracker({ errors: async () => ({ events: 12, users: 3 }) });
  expect(await errorsWithin(inquiryWith({ services: { errors: async () => errors } }), span)).toBe(
    12,
  );
  expect(errors.calls[0]?.args).toMatchObject([span, { timeout: 5000 }]);
});

it('none is another answer than no answer', async () => {
  const none = fakeTracker({ errors: async () => ({ events: 0, users: 0 }) });
  const silent = fakeTracker({ errors: () => Promise.reject(new Error('no answer')) });
  expect(await errorsWithin(inquiryWith({ services: { errors: async () => none } }), span)).toBe(0);
  expect(
    await errorsWithin(inquiryWith({ services: { errors: async () => silent } }), span),
  ).toBeNull();
});

it('an interrupt is passed on, whatever the tracker makes of it', async () => {
  const stop = new AbortController();
  const errors = fakeTracker({
    errors: async () => {
      stop.abort(new Error('Ctrl-C'));
      throw new Error('the socket was closed');
    },
  });
  const inquiry = inquiryWith({ services: { errors: async () => errors }, signal: stop.signal });
  await expect(errorsWithin(inquiry, span)).rejects.toThrow('Ctrl-C');
});

it('an interrupt reaches the request under way', async () => {
  const stop = new AbortController();
  const errors = fakeTracker({
    errors: (_, read) =>
      new Promise((_resolve, reject) => {
        read?.signal?.addEventListener('abort', () => reject(new Error('the request ended')));
        stop.abort(new Error('Ctrl-C'));
      }),
  });
  const inquiry = inquiryWith({ services: { errors: async () => errors }, signal: stop.signal });
  await expect(errorsWithin(inquiry, span)).rejects.toThrow('Ctrl-C');
});
