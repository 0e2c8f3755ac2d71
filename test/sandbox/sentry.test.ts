import { describe, expect, it } from 'vitest';
import { lesserCredentials } from '../../src/sandbox/credentials.ts';
import {
  ask,
  DISPATCHES,
  dispatchOf,
  github,
  type Sandbox,
  sandboxed,
  sentry,
} from './sandboxed.ts';

interface Line {
  [field: string]: number | string;
}

const events = async (sandbox: Sandbox, query: string): Promise<Line[]> =>
  (await sentry(sandbox, `events/?dataset=errors&${query}`)).json.data;

const countOf = async (sandbox: Sandbox, query: string): Promise<number> => {
  const [line] = await events(sandbox, `field=count()&${query}`);
  return Number(line?.['count()']);
};

interface Issue {
  title: string;
  count: string;
  userCount: number;
  firstSeen: string;
  substatus: string;
}

const issues = async (sandbox: Sandbox, query: string): Promise<Issue[]> =>
  (await sentry(sandbox, `issues/?${query}`)).json;

describe('Sentry in the sandbox', () => {
  it('tells on a quiet day a handful of old issues and nothing new', async () => {
    const { sandbox } = await sandboxed();
    const all = await issues(sandbox, 'query=&statsPeriod=14d');
    expect(all).toHaveLength(3);
    expect(all.map((issue) => issue.substatus)).toEqual(['ongoing', 'ongoing', 'ongoing']);
    expect(typeof all[0]?.count).toBe('string');
    expect(await issues(sandbox, 'query=is:unresolved%20firstSeen:-24h')).toEqual([]);
  });

  it('shows errors of a bad deploy as new, first seen after it, in its release alone', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    const fresh = await issues(sandbox, 'query=is:unresolved%20firstSeen:-1h&sort=freq');
    expect(fresh.map(({ title }) => title.split(':')[0])).toEqual([
      'TypeError',
      'UnhandledRejection',
    ]);
    const deployed = sandbox.world.startedAt - 22 * 60_000;
    for (const { firstSeen } of fresh) {
      expect(Date.parse(firstSeen)).toBeGreaterThan(deployed);
      expect(Date.parse(firstSeen)).toBeLessThan(deployed + 10 * 60_000);
    }
    const by = await events(
      sandbox,
      'statsPeriod=1h&field=release&field=count()&query=error.type:TypeError',
    );
    expect(by.map((line) => line.release)).toEqual(['talkstudio@1.2.3']);
  });

  it('lets the errors fall when the version before is deployed again', async () => {
    const { sandbox, clock } = await sandboxed('bad-deploy');
    const before = await countOf(sandbox, 'statsPeriod=5m');
    expect(before).toBeGreaterThan(100);
    await github(sandbox, DISPATCHES, dispatchOf('v1.2.2'));
    clock.advance(10 * 60_000);
    expect(await countOf(sandbox, 'statsPeriod=5m')).toBeLessThan(20);
  });

  it('goes on counting while time passes, and never fewer than before', async () => {
    const { sandbox, clock } = await sandboxed('bad-deploy');
    const counts: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      const [first] = await issues(sandbox, 'query=error.type:TypeError&statsPeriod=24h');
      counts.push(Number(first?.count));
      clock.advance(7_000);
    }
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(counts[0] ?? 0);
  });

  it('splits the same events by browser or by release to the same total', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    const total = await countOf(sandbox, 'statsPeriod=2h');
    for (const field of ['browser.name', 'release', 'os.name', 'issue']) {
      const lines = await events(sandbox, `statsPeriod=2h&field=${field}&field=count()`);
      expect(lines.reduce((sum, line) => sum + Number(line['count()']), 0)).toBe(total);
    }
    const series = await sentry(
      sandbox,
      'events-timeseries/?dataset=errors&yAxis=count()&statsPeriod=2h&interval=60000',
    );
    const values: { value: number }[] = series.json.timeSeries[0].values;
    expect(Math.abs(values.reduce((sum, { value }) => sum + value, 0) - total)).toBeLessThanOrEqual(
      total * 0.02,
    );
  });

  it('shows the one browser that breaks', async () => {
    const { sandbox } = await sandboxed('browser-bug');
    const query = 'statsPeriod=1h&query=error.type:SecurityError';
    const lines = await events(sandbox, `${query}&field=browser.name&field=count()&sort=-count`);
    expect(lines.map((line) => line['browser.name'])).toEqual(['Safari']);
    const [issue] = (await sentry(sandbox, 'issues/?query=error.type:SecurityError')).json;
    const tag = (await sentry(sandbox, `issues/${issue.id}/tags/os.name/`)).json;
    expect(tag.topValues.map((one: { value: string }) => one.value)).toEqual(['iOS', 'macOS']);
  });

  it('counts hardly any people behind a false alarm', async () => {
    const { sandbox } = await sandboxed('false-alarm');
    const [loud] = await issues(sandbox, 'query=limit&sort=freq&statsPeriod=1h');
    expect(Number(loud?.count)).toBeGreaterThan(500);
    expect(loud?.userCount).toBeLessThan(5);
  });

  it('gives crash-free sessions per release, worse for the bad one', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    const path =
      'sessions/?field=crash_free_rate(session)&groupBy=release&statsPeriod=6h&interval=1h';
    const { json } = await sentry(sandbox, path);
    const rates = new Map<string, number>(
      json.groups.map((group: { by: { release: string }; totals: Record<string, number> }) => [
        group.by.release,
        group.totals['crash_free_rate(session)'],
      ]),
    );
    expect(rates.get('talkstudio@1.2.3')).toBeLessThan(0.9);
    expect(rates.get('talkstudio@1.2.2')).toBeGreaterThan(0.99);
  });

  it('pages with a Link header that always names both directions', async () => {
    const { sandbox } = await sandboxed();
    const { json, headers } = await sentry(sandbox, 'issues/?query=&limit=2');
    expect(json).toHaveLength(2);
    expect(headers.link).toMatch(
      /rel="previous"; results="false".*rel="next"; results="true"; cursor="0:2:0"/,
    );
    const last = await sentry(sandbox, 'issues/?query=&limit=2&cursor=0:2:0');
    expect(last.json).toHaveLength(1);
    expect(last.headers.link).toMatch(/rel="next"; results="false"/);
  });

  it('needs a token with the scope of what is asked', async () => {
    const { sandbox } = await sandboxed();
    const events = lesserCredentials.sentryEvents;
    expect((await sentry(sandbox, 'issues/', 'wrong')).status).toBe(401);
    expect((await sentry(sandbox, 'issues/?query=', events)).status).toBe(200);
    expect((await sentry(sandbox, 'sessions/?field=sum(session)', events)).status).toBe(403);
    const headers = { authorization: 'Bearer sandbox-sentry-token' };
    const other = await ask(`${sandbox.urls.sentry}/api/0/organizations/other/issues/`, {
      headers,
    });
    expect(other.status).toBe(404);
  });

  it('has no errors of staging', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    expect(await countOf(sandbox, 'statsPeriod=1h&environment=staging')).toBe(0);
  });
});
