import { describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/services/http/client.ts';
import { createSentryEvents } from '../../../src/services/sentry/events.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';
import { type VendorReply, vendorServer } from '../vendor-server.ts';

const to = Date.parse('2026-11-23T03:00:00Z');
const hour = 3_600_000;
const window = { from: to - hour, to };
const organization = '/api/0/organizations/talkstudio/';

function sentryAt(url: string, token = 'sntrys_of_nobody') {
  return createSentryEvents({
    http: createHttp({ env: {}, loopbackOnly: true }),
    env: { SENTRY_AUTH_TOKEN: token },
    clock: fakeClock(to),
    signal: new AbortController().signal,
    config: { url, org: 'talkstudio', project: 'talkstudio-web', environment: 'production' },
  });
}

async function vital(name: 'lcp' | 'cls', values: readonly unknown[], reply: VendorReply = {}) {
  const body = { timeSeries: [{ values, yAxis: '', meta: {} }] };
  const server = await vendorServer({
    [`GET ${organization}events-timeseries/`]: { body, ...reply },
  });
  const read = () => sentryAt(server.url).vitalOverTime(name, window, 300_000, { timeout: 1000 });
  return { server, read };
}

describe('a vital over weeks', () => {
  it('is p75 in each step, by the end of the step', async () => {
    const { server, read } = await vital('lcp', [
      { timestamp: window.from, value: 2400.5, incomplete: false },
      { timestamp: window.from + 300_000, value: 0, incomplete: false },
      { timestamp: window.from + 600_000, value: null, incomplete: false },
      { timestamp: window.from + 900_000, value: 9, incomplete: true },
    ]);
    expect(await read()).toEqual({
      step: 300_000,
      points: [{ t: window.from + 300_000, value: 2400.5 }],
    });
    const query = server.asked[0]?.query;
    expect(query?.get('yAxis')).toBe('p75(measurements.lcp)');
    expect(query?.get('interval')).toBe('5m');
    expect(query?.get('dataset')).toBe('spans');
  });

  it('of 0 is one for CLS where samples are counted', async () => {
    const { read } = await vital('cls', [
      { timestamp: window.from, value: 0, incomplete: false, sampleCount: 12 },
      { timestamp: window.from + 300_000, value: 0, incomplete: false },
      { timestamp: window.from + 600_000, value: 0.1, incomplete: false, sampleCount: 0 },
    ]);
    expect((await read()).points).toEqual([{ t: window.from + 300_000, value: 0 }]);
  });

  it('tells the longer step that Sentry chose', async () => {
    const { read } = await vital('lcp', [
      { timestamp: window.from, value: 1, incomplete: false },
      { timestamp: window.from + hour, value: 1, incomplete: false },
    ]);
    expect((await read()).step).toBe(hour);
  });

  it.each<[string, VendorReply]>([
    ['no series', { body: {} }],
    ['no time', { body: { timeSeries: [{ values: [{ value: 1 }] }] } }],
    ['HTML', { body: '<html>' }],
    ['429 for longer than there is time', { status: 429, headers: { 'retry-after': '60' } }],
  ])('cannot be read from %s', async (_what, reply) => {
    const { read } = await vital('lcp', [], reply);
    await expect(read()).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

describe('new issues over weeks', () => {
  const issue = (minutes: number) => ({
    id: String(minutes),
    count: '1',
    firstSeen: new Date(to - minutes * 60_000).toISOString(),
  });

  it('are read newest first, until one is older than the window', async () => {
    const link = '<x>; rel="next"; results="true"; cursor="0:100:0"';
    const server = await vendorServer({
      [`GET ${organization}issues/`]: {
        headers: { link },
        body: [issue(5), issue(59), issue(61)],
      },
    });
    const found = await sentryAt(server.url).firstSeen(window);
    expect(found).toEqual({ knownFrom: window.from, times: [to - 300_000, to - 59 * 60_000] });
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.query.get('sort')).toBe('new');
  });

  it('in the sandbox are none on a calm day, though everyday errors are older than its memory', async () => {
    const { sandbox } = await sandboxed('calm');
    const sentry = sentryAt(sandbox.urls.sentry, sandbox.env.SENTRY_AUTH_TOKEN);
    const month = { from: to - 30 * 24 * hour, to };
    const found = await sentry.firstSeen(month);
    // Those of the earlier trouble.
    expect(found.times).toHaveLength(2);
    expect((await sentry.firstSeen({ from: to - 7 * 24 * hour, to })).times).toEqual([]);
  });

  it('and errors in the sandbox are refused by the minute for longer than Sentry gives them', async () => {
    const { sandbox } = await sandboxed('calm');
    const sentry = sentryAt(sandbox.urls.sentry, sandbox.env.SENTRY_AUTH_TOKEN);
    const week = { from: to - 7 * 24 * hour, to };
    await expect(sentry.errorsPerMinute(week)).rejects.toThrow(/too many results/);
    const day = await sentry.errorsPerMinute({ from: to - 24 * hour, to });
    expect(day).toMatchObject({ step: 60_000 });
  });
});
