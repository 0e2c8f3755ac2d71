import { describe, expect, it } from 'vitest';
import { day, minute } from '../../../src/domain/time/units.ts';
import siteUp from '../../../src/evidence/health/site-up.ts';
import type { Metrics } from '../../../src/ports/metrics.ts';
import type { RecordedOutage, Uptime } from '../../../src/ports/uptime.ts';
import { inquiryWith, never, patientClock, recorded, refusing } from '../../support/ask.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const monitors = [
  { name: 'Home', url: 'https://site.test/' },
  { name: 'API', url: 'https://site.test/api' },
  { name: 'Staging', url: 'https://staging.test/', env: 'staging' },
];
const config = {
  environments: {
    production: { url: 'https://site.test' },
    staging: { url: 'https://staging.test' },
  },
  monitors,
  health: { controlHosts: [] },
};
const outage = (monitor: string, minutesAgo: number, ended = false): RecordedOutage => ({
  monitor,
  startedAt: at - minutesAgo * minute,
  resolvedAt: ended ? at : null,
  reason: `HTTP 50${minutesAgo % 10}`,
});

interface Given {
  /** Status of each monitor by its name; 200 unless told. */
  readonly status?: Readonly<Record<string, number>>;
  readonly failing?: 'dns_failure';
  readonly outages?: Uptime['outages'];
}

function asked(
  { status = {}, failing, outages = async () => [] }: Given = {},
  environment?: string,
) {
  const site = fakeSite(({ name }) =>
    measurement(failing ? { reason: failing } : { status: status[name] ?? 200 }),
  );
  const uptime = recorded<Uptime>({ outages });
  const clock = patientClock();
  const inquiry = inquiryWith({
    config,
    services: { site: async () => site, uptime: async () => uptime },
    ...(environment && { environment }),
    clock,
  });
  return { found: siteUp(inquiry), site, uptime, clock };
}

describe('a site', () => {
  it('is up where all of its own monitors are, and nobody else sees an outage', async () => {
    const { found, site, uptime } = asked();
    const { verdict, value, detail } = await found;
    expect(verdict).toBe('ok');
    expect(value).toMatchObject({
      state: 'up',
      layer: null,
      monitors: [
        { name: 'Home', state: 'up', reason: null },
        { name: 'API', state: 'up', reason: null },
      ],
      uptime: { since: null, reason: '' },
      controlHosts: [],
    });
    expect([...site.asked]).toEqual([
      ['Home', 1],
      ['API', 1],
    ]);
    // A month back: an outage that lasts may have begun long ago.
    expect(uptime.calls[0]?.args).toMatchObject([at - 30 * day, { timeout: 5000 }]);
    expect(detail).not.toContain('scope');
  });

  it('is partly up where one monitor fails, twice and a moment apart, and says how far it came', async () => {
    const { found, site, clock } = asked({ status: { API: 503 } });
    expect(await found).toMatchObject({
      verdict: 'warn',
      value: { state: 'partly', layer: 'origin' },
    });
    expect(site.asked.get('API')).toBe(2);
    expect(clock.slept()).toBe(300);
  });

  it('is down where all fail', async () => {
    const { found } = asked({ status: { Home: 404, API: 503 } });
    expect(await found).toMatchObject({
      verdict: 'bad',
      value: { state: 'down', layer: 'page' },
    });
  });

  it('is partly up where only an outside service sees an outage that lasts, the longest of them', async () => {
    const outages = [outage('API', 3), outage('Home', 8), outage('Home', 90, true)];
    const { found } = asked({ outages: async () => outages });
    expect(await found).toMatchObject({
      verdict: 'warn',
      value: {
        state: 'partly',
        layer: null,
        uptime: { since: at - 8 * minute, reason: 'HTTP 508' },
      },
    });
  });

  it('has nothing to do with outages of another environment, nor with those that are over', async () => {
    const outages = async () => [outage('Staging', 3), outage('Home', 8, true)];
    expect((await asked({ outages }).found).value).toMatchObject({
      state: 'up',
      uptime: { since: null },
    });
    expect((await asked({ outages }, 'staging').found).value).toMatchObject({
      state: 'partly',
      uptime: { since: at - 3 * minute },
    });
  });

  it('is told from here alone without a key', async () => {
    const { verdict, value } = await asked({ outages: async () => null }).found;
    expect({ verdict, uptime: value?.uptime }).toEqual({ verdict: 'ok', uptime: null });
  });

  it('is told from here alone, and why, where the outside service refuses', async () => {
    const { verdict, value, detail } = await asked({ outages: refusing('the key is old') }).found;
    expect({ verdict, uptime: value?.uptime }).toEqual({ verdict: 'ok', uptime: null });
    expect(detail).toContain('the key is old');
  });

  it('is unknown where nobody can tell', async () => {
    const { verdict, value, detail } = await asked({ failing: 'dns_failure' }).found;
    expect({ verdict, value }).toEqual({ verdict: 'unknown', value: null });
    expect(detail).toBe('failed: dns_failure');
  });

  it('is down where nobody here can tell, and an outside service sees an outage', async () => {
    const outages = async () => [outage('Home', 8)];
    const { verdict, value } = await asked({ failing: 'dns_failure', outages }).found;
    expect(verdict).toBe('bad');
    expect(value).toMatchObject({ state: 'down', layer: null });
  });
});

it('a silent outside service leaves it unknown in its time, which the probes have on top', async () => {
  const clock = fakeClock(at);
  const site = fakeSite(() => measurement());
  const services = { site: async () => site, uptime: never };
  const found = await siteUp(inquiryWith({ config, services, clock }));
  expect(found.verdict).toBe('unknown');
  // 5 s of the inquiry, two tries of 10 s with a pause of 0.3 s, and 6 s for control hosts.
  expect(found.tookMs).toBe(5000 + 20_000 + 300 + 6000);
});

describe('whether people come as they do', () => {
  const withCdn = {
    ...config,
    environments: {
      ...config.environments,
      production: { url: 'https://site.test', cdn: { distributionId: 'E1' } },
    },
  };
  const told = async (series: Metrics['series'], given: object = withCdn) => {
    const inquiry = inquiryWith({
      config: given,
      services: {
        site: async () => fakeSite(() => measurement({ status: 200 })),
        uptime: async () => recorded<Uptime>({ outages: async () => [] }),
        metrics: async () => ({ series, turnOn: String }) as Partial<Metrics> as Metrics,
      },
      clock: patientClock(),
    });
    return (await siteUp(inquiry)).value;
  };
  /** A hundred a minute, and seventy in the last half hour of today. */
  const fewer: Metrics['series'] = async (_cdn, _metric, { from, to }) =>
    Array.from({ length: (to - from) / minute }, (_, index) => {
      const t = from + index * minute;
      return { t, value: t >= at - 30 * minute ? 70 : 100 };
    });

  it('is told by the CDN, against the fewer of yesterday and a week ago', async () => {
    const value = await told(fewer);
    expect(value).toMatchObject({ visitors: { requests: 2100, usual: 3000 } });
    expect(value).not.toHaveProperty('visitorsUnknown');
  });

  it('is unknown where the CDN cannot be asked, and so it is said; the site is up all the same', async () => {
    const value = await told(refusing('CloudWatch did not answer'));
    expect(value).toMatchObject({ state: 'up', visitors: null, visitorsUnknown: true });
  });

  it('is nobody’s to tell without a CDN', async () => {
    const value = await told(refusing('CloudWatch did not answer'), config);
    expect(value).toMatchObject({ state: 'up', visitors: null });
    expect(value).not.toHaveProperty('visitorsUnknown');
  });
});
