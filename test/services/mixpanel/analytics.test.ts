import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { createMixpanel } from '../../../src/services/mixpanel/analytics.ts';
import { fakeClock } from '../../support/clock.ts';
import { type VendorReply, vendorServer } from '../vendor-server.ts';

const day = 86_400_000;
const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - 2 * day, to };
const reach = { timeout: 500, signal: new AbortController().signal };
const account = 'robot.1a2b3c.mp-service-account:s3cretOfNobody';

const values = (all: object) => ({ body: { data: { series: [], values: all }, legend_size: 1 } });
const counts = values({
  image_exported: { '2026-11-20': 90, '2026-11-22': 4, '2026-11-23': 3 },
  profile_updated: { '2026-11-22': 0, '2026-11-23': 0 },
});
const segments = [
  values({ kakao: { '2026-11-23': 6, '2026-11-20': 1 }, undefined: { '2026-11-22': 2 } }),
  values({ Chrome: { '2026-11-23': 10 } }),
];
const usual = { 'GET /events': counts, 'GET /segmentation': segments } as const;

async function mixpanelAt(
  answers: Readonly<Record<string, VendorReply | readonly VendorReply[]>>,
  parts: { readonly account?: string; readonly config?: object } = {},
) {
  const server = await vendorServer(answers);
  const http = createHttp({ env: {}, loopbackOnly: true });
  const env = { MIXPANEL_SERVICE_ACCOUNT: parts.account ?? account };
  const config = { apiUrl: server.url, project: '2345678', ...parts.config };
  const made = createMixpanel({ http, env, clock: fakeClock(to), config });
  return { server, made, usage: () => made.usage(window, reach) };
}

describe('a window of Mixpanel', () => {
  it('is asked for in three queries, by days, with the service account', async () => {
    const { server, usage } = await mixpanelAt(usual);
    const { measures, shares } = await usage();
    expect(measures.exports).toMatchObject({ value: 7, before: null });
    expect(shares['theme-usage'].parts).toEqual([
      { name: 'kakao', percent: 75, before: 100 },
      { name: '(not set)', percent: 25, before: 0 },
    ]);
    expect(shares['browser-share'].remarks).toContainEqual({ code: 'by-page-views', values: [] });
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/events',
      '/segmentation',
      '/segmentation',
    ]);
    for (const { headers, query } of server.asked) {
      const basic = Buffer.from(account).toString('base64');
      expect(headers.authorization).toBe(`Basic ${basic}`);
      expect(Object.fromEntries(query)).toMatchObject({
        project_id: '2345678',
        from_date: '2026-11-20',
        to_date: '2026-11-23',
        unit: 'day',
      });
    }
    expect(server.asked[1]?.query.get('on')).toBe('properties["event_label"]');
  });

  it('has no figure of an event of which there is none, nor without its saved report', async () => {
    const { made, usage } = await mixpanelAt(usual);
    const { measures, quota } = await usage();
    expect(measures['profile-changes']).toMatchObject({
      value: null,
      lack: { code: 'no-such-event' },
    });
    expect(measures['bounce-rate']).toMatchObject({
      value: null,
      lack: { code: 'needs-saved-report', values: ['mixpanel.bounceRateReport'] },
    });
    expect(measures.sessions.lack?.code).toBe('no-session-count');
    expect(quota).toBeNull();
    expect(await made.live(reach)).toMatchObject({
      perHour: null,
      lack: { code: 'no-live-report' },
    });
    expect(await made.visits(reach)).toBeNull();
  });

  const saved = (series: unknown) => ({
    body: {
      computed_at: '2026-11-23T02:00:00+00:00',
      date_range: { from_date: '2026-11-20T00:00:00+09:00', to_date: '2026-11-22T23:59:59+09:00' },
      headers: ['$metric'],
      series,
    },
  });
  const config = { bounceRateReport: '77' };

  it('reads a saved report over its own dates', async () => {
    const series = { Bounce: { '2026-11-21T00:00:00+09:00': 40, '2026-11-20T00:00:00+09:00': 30 } };
    const { server, usage } = await mixpanelAt(
      { ...usual, 'GET /insights': saved(series) },
      { config },
    );
    const { measures } = await usage();
    expect(measures['bounce-rate']).toMatchObject({
      value: 35,
      window: { from: Date.parse('2026-11-20T00:00:00+09:00') },
      remarks: [{ code: 'of-saved-report' }],
    });
    expect(measures['bounce-rate'].series.map(({ value }) => value)).toEqual([30, 40]);
    expect(server.asked.at(-1)?.query.get('bookmark_id')).toBe('77');
  });

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['texts', { Bounce: { '2026-11-21': '40' } }],
    ['more than all', { Bounce: { '2026-11-21': 140 } }],
    ['less than none', { Bounce: { '2026-11-21': -1 } }],
  ])('refuses a saved report that holds %s', async (_what, series) => {
    const { usage } = await mixpanelAt({ ...usual, 'GET /insights': saved(series) }, { config });
    await expect(usage()).rejects.toThrow(/mixpanel\.bounceRateReport holds no/);
  });

  it.each([
    ['401', { status: 401, body: {} }, 'credentials', /rejects MIXPANEL_SERVICE_ACCOUNT/],
    [
      'another project',
      { status: 403, body: {} },
      'credentials',
      /may not read the project 2345678/,
    ],
    [
      'another region',
      { status: 400, body: { error: 'no such project' } },
      'unreachable',
      /400: no such/,
    ],
    ['60 queries an hour', { status: 429, body: {} }, 'unreachable', /60 times an hour/],
    ['HTML', { body: '<!doctype html>' }, 'unreachable', /not JSON/],
    ['no values', { body: { data: {} } }, 'unreachable', /holds no values/],
    ['texts', values({ image_exported: { '2026-11-23': '7' } }), 'unreachable', /are no numbers/],
    ['no answer in time', { hang: true }, 'unreachable', /did not answer/],
  ] as const)('ends with the first query on %s', async (_what, reply, kind, message) => {
    const { server, usage } = await mixpanelAt({ 'GET /events': reply });
    const thrown = await usage().catch((each: unknown) => each);
    if (!(thrown instanceof TsopsError)) throw new Error('it answered');
    expect([thrown.kind, thrown.message]).toEqual([kind, expect.stringMatching(message)]);
    expect(thrown.message).not.toContain('s3cret');
    expect(server.asked).toHaveLength(1);
  });

  it('sends nothing that is not of the form user:secret, and says what is not set', async () => {
    const { usage } = await mixpanelAt({}, { account: 'only-a-secret' });
    await expect(usage()).rejects.toThrow(/not of the form user:secret/);
    const { made } = await mixpanelAt({}, { account: '', config: { project: undefined } });
    expect(made.notSet).toEqual(['mixpanel.project', 'MIXPANEL_SERVICE_ACCOUNT']);
  });
});
