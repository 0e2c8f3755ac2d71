import { describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/services/http/client.ts';
import { createSentryEvents } from '../../../src/services/sentry/events.ts';
import { fakeClock } from '../../support/clock.ts';
import { type VendorReply, vendorServer } from '../vendor-server.ts';

const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - 1_800_000, to };
const events = 'GET /api/0/organizations/talkstudio/events/';

async function vitals(reply: VendorReply) {
  const server = await vendorServer({ [events]: reply });
  const sentry = createSentryEvents({
    http: createHttp({ env: {}, loopbackOnly: true }),
    env: { SENTRY_AUTH_TOKEN: 'sntrys_of_nobody' },
    clock: fakeClock(to),
    signal: new AbortController().signal,
    config: {
      url: server.url,
      org: 'talkstudio',
      project: 'talkstudio-web',
      environment: 'production',
    },
  });
  return { server, read: () => sentry.vitals(window, { timeout: 1000 }) };
}

describe('vitals that browsers reported', () => {
  it('are p75 of the spans of the window; what nobody reported is left out', async () => {
    const row = {
      'p75(measurements.lcp)': 5240.5,
      'p75(measurements.inp)': 310,
      'p75(measurements.cls)': 0.05,
      'p75(measurements.fcp)': null,
    };
    const { server, read } = await vitals({ body: { data: [row], meta: {} } });
    expect(await read()).toEqual({ lcp: 5240.5, inp: 310, cls: 0.05 });
    const query = server.asked[0]?.query;
    expect(query?.get('dataset')).toBe('spans');
    expect(query?.getAll('field')).toContain('p75(measurements.inp)');
    expect([query?.get('start'), query?.get('end')]).toEqual([
      '2026-11-23T02:30:00',
      '2026-11-23T03:00:00',
    ]);
  });

  it.each([
    ['no row', { data: [] }],
    [
      'texts and negative numbers',
      { data: [{ 'p75(measurements.lcp)': '5240', 'p75(measurements.cls)': -1 }] },
    ],
  ])('are none of %s', async (_what, body) => {
    expect(await (await vitals({ body })).read()).toEqual({});
  });

  it.each([
    ['403', { status: 403, body: {} }, 'credentials'],
    ['500', { status: 500, body: {} }, 'unreachable'],
    ['HTML', { body: '<html>' }, 'unreachable'],
    ['no table', { body: [] }, 'unreachable'],
  ])('are an error on %s', async (_what, reply, kind) => {
    await expect((await vitals(reply)).read()).rejects.toMatchObject({ kind });
  });
});
