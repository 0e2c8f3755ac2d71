import { describe, expect, it } from 'vitest';
import type { ErrorTracker } from '../../../src/ports/errors.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { createSentryEvents } from '../../../src/services/sentry/events.ts';
import { fakeClock } from '../../support/clock.ts';
import { isCleanLine, uselessAnswers, type VendorReply, vendorServer } from '../vendor-server.ts';

const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - 1_800_000, to };
const read = { timeout: 1500 };
const org = '/api/0/organizations/talk/';

function sentryAt(
  url: string,
  env: Readonly<Record<string, string>> = { SENTRY_AUTH_TOKEN: 'sntrys_x' },
) {
  return createSentryEvents({
    http: createHttp({ env: {}, loopbackOnly: true }),
    env,
    clock: fakeClock(to),
    signal: new AbortController().signal,
    config: { url, org: 'talk', project: 'web', environment: 'production' },
  });
}

async function asked<Value>(
  answers: Readonly<Record<string, VendorReply>>,
  ask: (sentry: ErrorTracker) => Promise<Value>,
) {
  const prefixed = Object.fromEntries(
    Object.entries(answers).map(([path, reply]) => [`GET ${org}${path}`, reply]),
  );
  const server = await vendorServer(prefixed);
  const found = await ask(sentryAt(server.url)).catch((thrown: unknown) => thrown);
  return { found, server };
}

const issue = {
  id: '42',
  shortId: 'WEB-1',
  title: 'TypeError: \u001b]8;;https://evil.test\u0007x\u202e is undefined',
  culprit: 'src/a.ts in b\nc',
  permalink: 'https://talk.sentry.io/issues/42/',
  level: 'error',
  isUnhandled: true,
  count: '1234',
  userCount: 56,
  firstSeen: '2026-11-23T02:40:00Z',
  lifetime: { firstSeen: '2026-11-20T00:00:00Z' },
};

describe('issues', () => {
  it('are asked of the project and the window with an empty query, and told clean', async () => {
    const { found, server } = await asked({ 'issues/': { body: [issue] } }, (sentry) =>
      sentry.issues(window, read),
    );
    expect(found).toEqual([
      {
        id: '42',
        shortId: 'WEB-1',
        title: 'TypeError: x is undefined',
        culprit: 'src/a.ts in b c',
        url: 'https://talk.sentry.io/issues/42/',
        level: 'error',
        unhandled: true,
        events: 1234,
        users: 56,
        firstSeen: Date.parse('2026-11-20T00:00:00Z'),
        lastSeen: null,
        message: 'TypeError: x is undefined',
      },
    ]);
    const [request] = server.asked;
    expect(Object.fromEntries(request?.query ?? [])).toMatchObject({
      query: '',
      project: 'web',
      environment: 'production',
      sort: 'freq',
      start: '2026-11-23T02:30:00',
      end: '2026-11-23T03:00:00',
    });
    expect(request?.headers.authorization).toBe('Bearer sntrys_x');
  });

  it('are read page by page, by the cursor of the Link header', async () => {
    const more = `<http://x/>; rel="previous"; results="false"; cursor="0:0:1", <http://x/>; rel="next"; results="true"; cursor="0:2:0"`;
    const { found, server } = await asked(
      { 'issues/': { body: [issue, issue], headers: { link: more } } },
      (sentry) => sentry.issues(window, { ...read, limit: 3 }),
    );
    // The server always says that there is more under the same cursor: asked no further than once.
    expect(server.asked.map(({ query }) => query.get('cursor'))).toEqual([null, '0:2:0']);
    expect(found).toHaveLength(3);
  });

  it.each([
    ['without a count', [{ ...issue, count: undefined }]],
    ['with a count in words', [{ ...issue, count: 'many' }]],
    ['that are no objects', ['issue']],
  ])('%s cannot be read', async (_name, body) => {
    const { found } = await asked({ 'issues/': { body } }, (sentry) => sentry.issues(window, read));
    expect(found).toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching('cannot be read'),
    });
  });
});

const point = (timestamp: number, value: number) => ({ timestamp, value, incomplete: false });
const seriesOf = (values: readonly object[]) => ({
  timeSeries: [{ values, yAxis: 'count()', meta: { interval: 60 } }],
});

describe('counts per minute', () => {
  it.each([
    ['milliseconds', 1],
    ['seconds', 1000],
  ])('are the same from times in %s, with the gaps filled', async (_unit, divisor) => {
    const values = [
      point((to - 180_000) / divisor, 3),
      point((to - 60_000) / divisor, 7),
      point((to - 120_000) / divisor, 0),
    ];
    const { found, server } = await asked(
      { 'events-timeseries/': { body: seriesOf(values) } },
      (sentry) => sentry.errorsPerMinute({ from: to - 300_000, to }, read),
    );
    expect(found).toEqual({ from: to - 300_000, step: 60_000, counts: [0, 0, 3, 0, 7] });
    expect(Object.fromEntries(server.asked[0]?.query ?? [])).toMatchObject({
      dataset: 'errors',
      yAxis: 'count()',
      interval: '1m',
      query: 'level:[error,fatal]',
    });
  });

  it('say so where Sentry counted more coarsely than it was asked to', async () => {
    const values = [point(to - 600_000, 10), point(to - 300_000, 20)];
    const { found } = await asked({ 'events-timeseries/': { body: seriesOf(values) } }, (sentry) =>
      sentry.errorsPerMinute({ from: to - 600_000, to }, read),
    );
    expect(found).toEqual({ from: to - 600_000, step: 300_000, counts: [10, 20] });
  });

  it('are zeros where nothing happened', async () => {
    const { found } = await asked(
      { 'events-timeseries/': { body: { timeSeries: [] } } },
      (sentry) => sentry.errorsPerMinute({ from: to - 120_000, to }, read),
    );
    expect(found).toMatchObject({ counts: [0, 0] });
  });
});

const rows = [{ 'browser.name': 'Safari\u001b[31m', 'count()': 5, 'count_unique(user)': 3 }];

describe('tables of events', () => {
  it('by browser are of errors alone, and their names are clean', async () => {
    const { found, server } = await asked(
      { 'events/': { body: { data: rows, meta: {} } } },
      (sentry) => sentry.errorsBy('browser.name', window, read),
    );
    expect(found).toEqual([{ name: 'Safari', events: 5, users: 3 }]);
    const query = server.asked[0]?.query;
    expect(query?.getAll('field')).toEqual(['browser.name', 'count()', 'count_unique(user)']);
    expect(query?.get('query')).toBe('level:[error,fatal]');
  });

  it('of page loads are of traced transactions', async () => {
    const { server } = await asked({ 'events/': { body: { data: [], meta: {} } } }, (sentry) =>
      sentry.pageLoadsBy('os.name', window, read),
    );
    expect(Object.fromEntries(server.asked[0]?.query ?? [])).toMatchObject({
      dataset: 'spans',
      query: 'is_transaction:true transaction.op:pageload',
    });
    expect(server.asked[0]?.query.getAll('field')).toEqual(['os.name', 'count()']);
  });

  it('of nothing are no errors and no users', async () => {
    const { found } = await asked({ 'events/': { body: { data: [], meta: {} } } }, (sentry) =>
      sentry.errors(window, read),
    );
    expect(found).toEqual({ events: 0, users: 0 });
  });
});

describe('sessions', () => {
  it('are of the whole hours that hold the window', async () => {
    const group = {
      by: { release: 'web@1.2.3' },
      totals: { 'sum(session)': 9, 'count_unique(user)': 7 },
    };
    const { found, server } = await asked(
      { 'sessions/': { body: { groups: [group] } } },
      (sentry) => sentry.sessions({ from: to - 1_800_000, to: to + 60_000 }, read),
    );
    expect(found).toEqual({
      window: { from: to - 3_600_000, to: to + 3_600_000 },
      releases: [{ release: 'web@1.2.3', sessions: 9, users: 7 }],
    });
    expect(server.asked[0]?.query.get('interval')).toBe('1h');
  });
});

describe('one issue by itself', () => {
  const one = (answer: object, id = '42') =>
    asked({ [`issues/${id}/`]: answer }, (sentry) => sentry.issue(id, read));

  it.each([
    [{ firstRelease: { version: 'web@1.2.3' } }, 'web@1.2.3'],
    [{ firstRelease: null }, null],
    [{}, null],
  ])('with %j was seen first in %s', async (body, release) => {
    const { found } = await one({ body: { ...issue, ...body } });
    expect(found).toMatchObject({ firstRelease: release, lastRelease: null, hourly: null });
  });

  it('is told with the whole of what was thrown, clean, and with its last hours', async () => {
    const value = `Cannot read properties of undefined (reading '${'x'.repeat(120)}')\u001b[2J`;
    const body = {
      ...issue,
      metadata: { type: 'TypeError', value },
      lifetime: { ...issue.lifetime, lastSeen: '2026-11-23T02:59:00Z' },
      stats: { '24h': [[1_795_395_600, 3], [1_795_399_200, 0]] }, // biome-ignore format: pairs
    };
    const { found } = await one({ body }, 'WEB-1');
    expect(found).toMatchObject({
      message: `TypeError: ${value.replace('\u001b[2J', '')}`,
      lastSeen: Date.parse('2026-11-23T02:59:00Z'),
      hourly: { from: 1_795_395_600_000, step: 3_600_000, counts: [3, 0] },
    });
  });

  it('is none where Sentry has no such issue, and unknown where Sentry does not answer', async () => {
    expect((await one({ status: 404, body: { detail: 'no' } })).found).toBeNull();
    expect((await one({ status: 500, body: {} })).found).toMatchObject({ kind: 'unreachable' });
    expect((await one({ body: { id: '42' } })).found).toMatchObject({ kind: 'unreachable' });
  });

  it.each([[[]], [[['x', 1]]], [[[1_795_395_600, 'many']]], [[null]]])(
    'has no hours where they are told as %j',
    async (pairs) => {
      const { found } = await one({ body: { ...issue, stats: { '24h': pairs } } });
      expect(found).toMatchObject({ hourly: null });
    },
  );
});

const methods: readonly (readonly [string, string, (sentry: ErrorTracker) => Promise<unknown>])[] =
  [
    ['issues', 'issues/', (sentry) => sentry.issues(window, read)],
    ['counts', 'events-timeseries/', (sentry) => sentry.errorsPerMinute(window, read)],
    ['tables', 'events/', (sentry) => sentry.errorsBy('release', window, read)],
    ['sessions', 'sessions/', (sentry) => sentry.sessions(window, read)],
  ];

describe.each(methods)('%s, when Sentry refuses', (_name, path, ask) => {
  it.each([
    [401, 'credentials', /SENTRY_AUTH_TOKEN/],
    [403, 'credentials', /lacks the scope (event|org):read/],
    [404, 'config', /talk\/web/],
    [400, 'unreachable', /answered 400: interval too small/],
  ] as const)('with %i: %s', async (status, kind, message) => {
    const { found } = await asked(
      { [path]: { status, body: { detail: 'interval\u001b[2J too small' } } },
      ask,
    );
    expect(found).toMatchObject({ kind, message: expect.stringMatching(message) });
    expect(isCleanLine((found as Error).message)).toBe(true);
  });
});

describe.each(methods)('%s, when Sentry answers', (_name, path, ask) => {
  const useless = uselessAnswers.filter(
    ([what]) =>
      !['a list where an object belongs', 'a body of 3 MB', 'a JSON number'].includes(what),
  );
  it.each(useless)('%s: it is unreachable, in one clean line', async (_what, reply) => {
    const { found } = await asked({ [path]: reply }, ask);
    expect(found).toMatchObject({ kind: 'unreachable' });
    expect(isCleanLine((found as Error).message)).toBe(true);
  });

  it('more than it may: it is unreachable', async () => {
    const { found } = await asked({ [path]: { body: `"${'x'.repeat(9_000_000)}"` } }, ask);
    expect(found).toMatchObject({ kind: 'unreachable' });
  });
});

describe('a rate limit', () => {
  it('that ends within the time is waited for, and the question put again', async () => {
    const { found, server } = await asked(
      { 'events/': { status: 429, headers: { 'retry-after': '1' } } },
      (sentry) => sentry.errors(window, { timeout: 2500 }),
    );
    expect(server.asked).toHaveLength(3);
    expect(found).toMatchObject({ kind: 'unreachable', message: expect.stringMatching('429') });
  });

  it('that outlasts the time is not waited for', async () => {
    const reset = String(to / 1000 + 90);
    const { found, server } = await asked(
      { 'events/': { status: 429, headers: { 'x-sentry-rate-limit-reset': reset } } },
      (sentry) => sentry.errors(window, read),
    );
    expect(server.asked).toHaveLength(1);
    expect(found).toMatchObject({ message: expect.stringMatching('wait 90 s') });
  });
});

describe('without a token, or a project', () => {
  it('nothing is sent, and what to set is said', async () => {
    const server = await vendorServer({});
    await expect(sentryAt(server.url, {}).errors(window)).rejects.toMatchObject({
      kind: 'credentials',
      message: 'SENTRY_AUTH_TOKEN is not set',
    });
    const config = { url: server.url, environment: 'production' };
    const sentry = createSentryEvents({
      http: createHttp({ env: {}, loopbackOnly: true }),
      env: { SENTRY_AUTH_TOKEN: 'x' },
      clock: fakeClock(),
      signal: new AbortController().signal,
      config,
    });
    await expect(sentry.errors(window)).rejects.toMatchObject({ kind: 'config' });
    expect(server.asked).toEqual([]);
  });
});
