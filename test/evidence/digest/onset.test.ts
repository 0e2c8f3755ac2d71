import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { onset } from '../../../src/evidence/digest/onset.ts';
import type { RecordedOutage, Uptime } from '../../../src/ports/uptime.ts';
import { fakeContext } from '../../support/context.ts';

const config = resolveConfig({
  monitors: [
    { name: 'Site', url: 'https://site.test' },
    { name: 'API', url: 'https://site.test/api' },
    { name: 'Staging', url: 'https://staging.test', env: 'staging' },
  ],
});
const outage = (
  monitor: string,
  startedAt: number,
  resolvedAt: number | null = null,
): RecordedOutage => ({
  monitor,
  startedAt,
  resolvedAt,
  reason: 'HTTP 503',
});

async function found(outages: readonly RecordedOutage[] | null, environment = 'production') {
  const asked: number[] = [];
  const uptime = {
    outages: async (since: number) => {
      asked.push(since);
      return outages;
    },
  } as Partial<Uptime> as Uptime;
  const context = fakeContext({ config, services: { uptime: async () => uptime } });
  const evidence = await onset(context, environment, 1000);
  return { evidence, lookBackDays: (context.clock.now() - (asked[0] ?? 0)) / 86_400_000 };
}

describe('since when the environment is down', () => {
  it('is the start of the earliest outage that lasts, of its own monitors', async () => {
    const { evidence, lookBackDays } = await found([
      outage('API', 300),
      outage('Site', 200),
      outage('Site', 150, 180),
      outage('Staging', 100),
      outage('Somebody else', 50),
    ]);
    expect(evidence).toMatchObject({
      verdict: 'bad',
      value: { monitor: 'Site', startedAt: 200, reason: 'HTTP 503' },
    });
    expect(lookBackDays).toBe(30);
    const { from = 0, to = 0 } = evidence.window ?? {};
    expect([evidence.source, (to - from) / 86_400_000]).toEqual(['UptimeRobot', 30]);
  });

  it('is about the environment that is meant', async () => {
    const { evidence } = await found([outage('Site', 200), outage('Staging', 100)], 'staging');
    expect(evidence.value).toMatchObject({ monitor: 'Staging' });
  });

  it('is nothing, and ok, when no outage lasts', async () => {
    const { evidence } = await found([outage('Site', 150, 180)]);
    expect(evidence).toMatchObject({ verdict: 'ok', value: null, lack: { code: 'no-outage' } });
  });

  it('is no green nothing while a monitor is down that the config does not name', async () => {
    const { evidence } = await found([outage('Main page', 200), outage('Staging', 100)]);
    expect(evidence).toMatchObject({ verdict: 'warn', value: null });
    expect(evidence.detail).toContain('Main page');
  });

  it('is unknown without a key, and says which', async () => {
    const { evidence } = await found(null);
    expect(evidence).toMatchObject({
      verdict: 'unknown',
      detail: 'UPTIMEROBOT_API_KEY is not set',
      problem: { kind: 'credentials', next: ['tsops doctor uptimerobot'] },
    });
  });
});
