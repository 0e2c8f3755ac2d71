import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { createAnalytics } from '../../../src/services/google/analytics.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { fakeClock } from '../../support/clock.ts';
import { type VendorReply, vendorServer } from '../vendor-server.ts';

const day = 86_400_000;
const hour = 3_600_000;
const property = '412345678';
const at = (method: string) => `POST /v1beta/properties/${property}:${method}`;
const metadata = `GET /v1beta/properties/${property}/metadata`;
const reach = { timeout: 500, signal: new AbortController().signal };
/** 12:00 in Seoul. */
const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - day, to };

const withLabel = {
  body: { dimensions: [{ apiName: 'date' }, { apiName: 'customEvent:event_label' }] },
};
const withoutLabel = { body: { dimensions: [{ apiName: 'date' }] } };

function table(dimensions: string[], metrics: string[], rows: (string | number)[][], more = {}) {
  const { metadata: told = {}, ...rest } = more as { metadata?: object };
  return {
    dimensionHeaders: dimensions.map((name) => ({ name })),
    metricHeaders: metrics.map((name) => ({ name, type: 'TYPE_FLOAT' })),
    ...(rows.length > 0 && {
      rows: rows.map((row) => ({
        dimensionValues: row.slice(0, dimensions.length).map((value) => ({ value })),
        metricValues: row.slice(dimensions.length).map((value) => ({ value })),
      })),
    }),
    rowCount: rows.length,
    metadata: { timeZone: 'Asia/Seoul', ...told },
    ...rest,
  };
}

const visits = (rows: (string | number)[][], more = {}) =>
  table(['dateHour'], ['sessions', 'averageSessionDuration', 'bounceRate'], rows, more);
const events = (rows: (string | number)[][]) =>
  table(['dateHour', 'eventName'], ['eventCount'], rows);
const browsers = (rows: (string | number)[][]) =>
  table(['browser', 'dateRange'], ['sessions'], rows);
const themes = (rows: (string | number)[][]) =>
  table(['customEvent:event_label', 'dateRange'], ['eventCount'], rows);

const usual = [
  visits([
    ['2026112311', '30', '100', '0.5'],
    ['2026112310', '10', '200', '0.1'],
    // The hour before the window, and one of the window before.
    ['2026112211', '99', '1', '1'],
  ]),
  events([
    ['2026112311', 'message_added', '200'],
    ['2026112310', 'message_added', '40'],
    ['2026112310', 'image_exported', '8'],
    ['2026112310', 'something_else', '5000'],
  ]),
  browsers([
    ['Chrome', 'window', '30'],
    ['Safari', 'window', '10'],
    ['Chrome', 'before', '5'],
    ['Safari', 'before', '15'],
  ]),
  themes([
    ['kakao', 'window', '3'],
    ['', 'window', '1'],
  ]),
];

async function analyticsAt(answers: Readonly<Record<string, VendorReply>>) {
  const server = await vendorServer(answers);
  const http = createHttp({ env: {}, loopbackOnly: true });
  const config = { apiUrl: `${server.url}/v1beta`, tokenUrl: `${server.url}/token`, property };
  const env = { GOOGLE_ANALYTICS_TOKEN: 'ya29.token-of-nobody' };
  const analytics = createAnalytics({ http, env, clock: fakeClock(to), config });
  return { server, usage: (span = window) => analytics.usage(span, reach), analytics };
}

const reports = (list: readonly object[]) => ({ body: { reports: list } });
const usageOf = async (list: readonly object[], known: VendorReply = withLabel) =>
  (await analyticsAt({ [metadata]: known, [at('batchRunReports')]: reports(list) })).usage();

describe('a window of Google Analytics', () => {
  it('is summed by hours of the property’s zone, means by their sessions', async () => {
    const { measures, shares } = await usageOf(usual);
    expect(measures.sessions).toMatchObject({ value: 40, before: 99 });
    expect(measures['session-duration']).toMatchObject({ value: 125, before: 1 });
    expect(measures['bounce-rate']).toMatchObject({ value: 40, before: 100 });
    expect(measures['messages-per-session']).toMatchObject({ value: 6, before: null });
    expect(measures.exports).toMatchObject({ value: 8 });
    expect(shares['browser-share'].parts).toEqual([
      { name: 'Chrome', percent: 75, before: 25 },
      { name: 'Safari', percent: 25, before: 75 },
    ]);
    expect(shares['theme-usage'].parts.map(({ name }) => name)).toEqual(['kakao', '(not set)']);
    const known = measures.sessions.series.filter(({ value }) => value !== null);
    expect(known).toEqual([
      { t: to - 2 * hour, value: 10 },
      { t: to - hour, value: 30 },
    ]);
  });

  it('has no figure of an event that never came, and none of a day without visits', async () => {
    const { measures } = await usageOf(usual);
    expect(measures['profile-changes']).toMatchObject({
      value: null,
      lack: { code: 'no-such-event', values: ['profile_updated'] },
    });
    const empty = await usageOf([visits([]), events([]), browsers([]), themes([])]);
    expect(empty.measures.sessions).toMatchObject({ value: null, lack: { code: 'no-visits' } });
    expect(empty.shares['browser-share']).toMatchObject({ parts: [], lack: { code: 'no-visits' } });
  });

  it('asks for one batch, and for themes only where their parameter is registered', async () => {
    const answers = {
      [metadata]: withoutLabel,
      [at('batchRunReports')]: reports(usual.slice(0, 3)),
    };
    const { server, usage } = await analyticsAt(answers);
    const { shares } = await usage({ from: to - 7 * day, to });
    expect(shares['theme-usage']).toMatchObject({
      parts: [],
      lack: { code: 'parameter-not-registered', values: ['event_label'] },
      remarks: [{ code: 'register-parameter' }],
    });
    expect(server.asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
    const { requests } = JSON.parse(server.asked[1]?.body ?? '');
    expect(requests).toHaveLength(3);
    for (const request of requests) expect(request.returnPropertyQuota).toBe(true);
    expect(requests[0].dateRanges).toEqual([{ startDate: '15daysAgo', endDate: 'today' }]);
    expect(requests[2].dateRanges).toEqual([
      { name: 'window', startDate: '6daysAgo', endDate: 'today' },
      { name: 'before', startDate: '13daysAgo', endDate: '7daysAgo' },
    ]);
  });

  it('says what was withheld, rolled together, sampled, cut, or came without its hour', async () => {
    const told = {
      metadata: {
        subjectToThresholding: true,
        dataLossFromOtherRow: true,
        samplingMetadatas: [{ samplesReadCount: '410', samplingSpaceSize: '1000' }],
      },
      rowCount: 12,
    };
    const list = [
      visits(
        [
          ['2026112311', '30', '100', '0.5'],
          ['(other)', '7', '1', '0'],
        ],
        told,
      ),
      ...usual.slice(1),
    ];
    const { measures } = await usageOf(list);
    expect(measures.sessions.value).toBe(30);
    expect(measures.sessions.remarks).toEqual([
      { code: 'small-groups-withheld', values: [] },
      { code: 'rolled-into-other', values: [] },
      { code: 'sampled', values: ['41'] },
      { code: 'rows-cut', values: ['10'] },
      { code: 'without-hour', values: ['7'] },
    ]);
    expect(measures.exports.remarks).toEqual([]);
  });

  it('tells the scarcest of its quotas', async () => {
    const quota = (left: number) => ({
      propertyQuota: {
        tokensPerDay: { consumed: 4, remaining: 190_000 },
        tokensPerProjectPerHour: { consumed: 4, remaining: left },
      },
    });
    const list = [visits([['2026112311', '30', '1', '0']], quota(700)), ...usual.slice(1)];
    expect((await usageOf(list)).quota).toEqual({ left: 0.05, until: to + hour });
    const ofNone = { propertyQuota: { tokensPerHour: { consumed: 4 } } };
    const used = [visits([['2026112311', '30', '1', '0']], ofNone), ...usual.slice(1)];
    expect((await usageOf(used)).quota).toMatchObject({ left: 0 });
    expect((await usageOf(usual)).quota).toBeNull();
  });

  it('reads ten thousand rows, and finds columns by their names', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => [`B${index}`, 'window', '1']);
    const swapped = table(['dateHour'], ['bounceRate', 'sessions'], [['2026112311', '0.25', '4']]);
    const { measures, shares } = await usageOf([
      swapped,
      usual[1] ?? {},
      browsers(many),
      themes([]),
    ]);
    expect(measures['bounce-rate'].value).toBe(25);
    expect(measures['session-duration'].value).toBeNull();
    expect(shares['browser-share'].parts).toHaveLength(6);
    expect(shares['browser-share'].parts.at(-1)).toMatchObject({ name: '(rest)' });
  });

  it.each([
    ['NaN', 'NaN'],
    ['a number in place of a text', 30],
    ['a negative count', '-3'],
    ['a word', 'many'],
    ['nothing', ''],
  ])('is unreadable where its numbers are %s', async (_what, value) => {
    const list = [visits([['2026112311', value, value, value]]), ...usual.slice(1)];
    await expect(usageOf(list)).rejects.toThrow(/its rows hold no number/);
  });

  it.each([
    ['no reports', {}, /holds no reports/],
    ['too few reports', { reports: usual.slice(0, 2) }, /a report of the batch is missing/],
    ['no time zone', { reports: usual.map((one) => ({ ...one, metadata: {} })) }, /no time zone/],
    [
      'a zone that is none',
      { reports: usual.map((one) => ({ ...one, metadata: { timeZone: 'Mars/Olympus' } })) },
      /no time zone/,
    ],
  ])('is unreadable where the batch has %s', async (_what, body, message) => {
    const answers = { [metadata]: withLabel, [at('batchRunReports')]: { body } };
    await expect((await analyticsAt(answers)).usage()).rejects.toThrow(message);
  });

  const error = (code: number, status: string, details: object[] = [], message = 'no') => ({
    status: code,
    body: { error: { code, status, message, details } },
  });
  const link =
    'https://console.developers.google.com/apis/api/analyticsdata.googleapis.com/overview?project=1';
  const off = (activationUrl: string) =>
    error(403, 'PERMISSION_DENIED', [{ reason: 'SERVICE_DISABLED', metadata: { activationUrl } }]);
  it.each([
    ['an API that is off', off(link), 'credentials', /Data API is off/, link],
    ['a link of somebody else', off('https://evil.example/'), 'credentials', /is off/, 'APIs and'],
    [
      'a scope that is missing',
      error(403, 'PERMISSION_DENIED', [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }]),
      'credentials',
      /lacks the scope analytics\.readonly/,
      'GOOGLE_ANALYTICS_TOKEN',
    ],
    ['a property of others', error(403, 'PERMISSION_DENIED'), 'credentials', /\(403\)/, 'token'],
    [
      'no such property',
      error(404, 'NOT_FOUND'),
      'unreachable',
      /no property 412345678/,
      'analytics.property',
    ],
    [
      'a wrong request',
      error(400, 'INVALID_ARGUMENT', [], 'Field x'),
      'unreachable',
      /Field x/,
      '',
    ],
    ['a quota used up', error(429, 'RESOURCE_EXHAUSTED'), 'unreachable', /limits our requests/, ''],
    ['500', error(500, 'INTERNAL'), 'unreachable', /in trouble: it answered 500/, ''],
    ['a dropped connection', { drop: true }, 'unreachable', /\S/, ''],
    ['HTML', { body: '<!doctype html>' }, 'unreachable', /not JSON/, ''],
    ['no answer in time', { hang: true }, 'unreachable', /did not answer/, ''],
  ] as const)(
    'says what is wrong on %s, and asks once',
    async (_what, reply, kind, message, next) => {
      const { server, usage } = await analyticsAt({ [metadata]: reply });
      const thrown = await usage().catch((each: unknown) => each);
      if (!(thrown instanceof TsopsError)) throw new Error('it answered');
      expect([thrown.kind, thrown.message]).toEqual([kind, expect.stringMatching(message)]);
      expect(thrown.next.join(' ')).toContain(next);
      expect(thrown.next.join(' ')).not.toContain('evil');
      expect(server.asked).toHaveLength(1);
    },
  );
});

describe('the traffic of now', () => {
  const live = (rows: (string | number)[][]) => ({
    body: table(['minutesAgo'], ['screenPageViews'], rows),
  });
  const asked = async (reply: VendorReply) =>
    (await analyticsAt({ [at('runRealtimeReport')]: reply })).analytics.live(reach);

  it('is of the 29 whole minutes before this one, as many an hour', async () => {
    const traffic = await asked(
      live([
        ['00', '900'],
        ['01', '50'],
        ['29', '8'],
      ]),
    );
    expect(traffic.perHour).toBeCloseTo(120);
    expect(traffic.series).toHaveLength(29);
    expect(traffic.series.at(-1)).toEqual({ t: to - 60_000, value: 50 });
    expect(traffic.series.at(-2)?.value).toBeNull();
  });

  it('is none where nobody came, and unreadable where its numbers are none', async () => {
    expect(await asked(live([]))).toMatchObject({ perHour: null, lack: { code: 'no-visits' } });
    await expect(asked(live([['01', 'NaN']]))).rejects.toThrow(/no number/);
  });
});
