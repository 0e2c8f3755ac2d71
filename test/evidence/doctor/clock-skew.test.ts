import { describe, expect, it } from 'vitest';
import { clockSample } from '../../../src/evidence/doctor/clock-skew.ts';
import { HttpFailure } from '../../../src/ports/http.ts';
import { fakeClock } from '../../support/clock.ts';

const now = Date.parse('2026-11-23T03:00:00Z');

function sample(headers: Readonly<Record<string, string>>, tookMs = 0) {
  const clock = fakeClock(now);
  const http = {
    send: async () => {
      clock.advance(tookMs);
      return { status: 404, headers, body: new Uint8Array() };
    },
  };
  return clockSample(http, clock, 'the site', 'https://site.test', { timeout: 1000 });
}

describe('how far our clock is ahead of a server', () => {
  it.each([
    ['the same second', { date: 'Mon, 23 Nov 2026 03:00:00 GMT' }, -500],
    ['ten minutes behind us', { date: 'Mon, 23 Nov 2026 02:50:00 GMT' }, 599_500],
    ['an hour ahead of us', { date: 'Mon, 23 Nov 2026 04:00:00 GMT' }, -3_600_500],
    ['cached for ten minutes', { date: 'Mon, 23 Nov 2026 02:50:00 GMT', age: '600' }, -500],
    ['an age that is not a number', { date: 'Mon, 23 Nov 2026 03:00:00 GMT', age: 'old' }, -500],
  ])('%s', async (_name, headers, aheadMs) => {
    expect(await sample(headers)).toEqual({ source: 'the site', aheadMs });
  });

  it('is measured against the middle of the exchange', async () => {
    const found = await sample({ date: 'Mon, 23 Nov 2026 03:00:01 GMT' }, 3000);
    expect(found?.aheadMs).toBe(0);
  });

  it.each([[{}], [{ date: 'yesterday' }]])('is not told without a date: %o', async (headers) => {
    expect(await sample(headers)).toBeUndefined();
  });

  it('is not told by a server that does not answer', async () => {
    const http = { send: () => Promise.reject(new HttpFailure('refused', 'no', false)) };
    const clock = fakeClock(now);
    const found = await clockSample(http, clock, 'x', 'https://x.test', { timeout: 1000 });
    expect(found).toBeUndefined();
  });
});
