import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/services/http/client.ts';
import { uptimerobotHistory } from '../../../src/services/uptimerobot/history.ts';
import { fakeClock } from '../../support/clock.ts';
import { vendorServer } from '../vendor-server.ts';

const http = createHttp({ env: {}, loopbackOnly: true });
const since = Date.parse('2026-10-24T03:00:00Z');
const reach = { timeout: 2000 };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const partsAt = (url: string, env = { UPTIMEROBOT_API_KEY: 'ur-key' }) => ({
  http,
  env,
  clock: fakeClock(),
  apiUrl: `${url}/v3`,
  monitors: [],
});
const incident = (day: number) => ({
  id: String(day),
  monitor: { id: 1, friendlyName: 'Site' },
  reason: 'HTTP 503',
  startedAt: new Date(since + day * 86_400_000).toISOString(),
  resolvedAt: null,
});
const monitors = {
  nextLink: null,
  data: [
    { friendlyName: 'Site', interval: 300, status: 'UP', createDateTime: '2026-11-01T00:00:00Z' },
    { friendlyName: 'Old', interval: 'often', status: 'PAUSED' },
  ],
};

/** Pages of outages, the newest first, each with a link to the next that leads elsewhere. */
async function paged(pages: number, dayOf = (page: number) => 30 - page) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    asked.push(`${url.pathname}${url.search}`);
    const page = Number(url.searchParams.get('cursor') ?? 0);
    const next =
      page + 1 < pages ? `https://elsewhere.example/v3/incidents?cursor=${page + 1}` : null;
    const body =
      url.pathname === '/v3/monitors'
        ? monitors
        : { nextLink: next, data: [incident(dayOf(page))] };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked, found: await uptimerobotHistory(partsAt(url), since, reach) };
}

describe('what UptimeRobot has seen for weeks', () => {
  it('is every page of outages, asked for at our own address, and since when it watches', async () => {
    const { asked, found } = await paged(3);
    expect(found?.outages.map(({ startedAt }) => (startedAt - since) / 86_400_000)).toEqual([
      30, 29, 28,
    ]);
    expect(found?.knownFrom).toBe(since);
    expect(asked).toHaveLength(4);
    expect(found?.monitors).toEqual([
      {
        name: 'Site',
        createdAt: Date.parse('2026-11-01T00:00:00Z'),
        interval: 300_000,
        paused: false,
      },
      { name: 'Old', createdAt: null, interval: null, paused: true },
    ]);
  });

  it('is known no further back than the oldest of what a free account may read at once', async () => {
    const { asked, found } = await paged(50);
    expect(asked).toHaveLength(7);
    expect(found?.knownFrom).toBe(since + 25 * 86_400_000);
  });

  it('is not known at all where there are too many, and they begin with the oldest', async () => {
    await expect(paged(50, (page) => page + 1)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it.each(['1%262', '../monitors', '1 2', '9'.repeat(31)])(
    'follows no cursor that is not a number: %s',
    async (cursor) => {
      const nextLink = `https://elsewhere.example/v3/incidents?cursor=${cursor}`;
      const server = await vendorServer({
        'GET /v3/monitors': { body: monitors },
        'GET /v3/incidents': { body: { nextLink, data: [incident(1)] } },
      });
      const found = await uptimerobotHistory(partsAt(server.url), since, reach);
      expect(server.asked).toHaveLength(2);
      expect(found?.outages).toHaveLength(1);
    },
  );

  it('is nothing without a key, and an error with a wrong one', async () => {
    const env = { UPTIMEROBOT_API_KEY: '' };
    expect(await uptimerobotHistory(partsAt('http://127.0.0.1:1', env), since, reach)).toBeNull();
    const server = await vendorServer({ 'GET /v3/monitors': { status: 401, body: {} } });
    await expect(uptimerobotHistory(partsAt(server.url), since, reach)).rejects.toMatchObject({
      kind: 'credentials',
    });
  });

  it('cannot be read while UptimeRobot limits us', async () => {
    const limit = { status: 429, headers: { 'retry-after': '30' }, body: {} };
    const server = await vendorServer({ 'GET /v3/monitors': limit });
    await expect(uptimerobotHistory(partsAt(server.url), since, reach)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('429'),
    });
  });
});
