import { afterEach, describe, expect, test } from 'vitest';
import type { ProbeReason } from '../../../src/domain/health/probe-reason.ts';
import type { HealthReport } from '../../../src/domain/health/probe-report.ts';
import { collectHealth, type HealthSettings } from '../../../src/evidence/health/monitors.ts';
import type { Site } from '../../../src/ports/site.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';
import {
  closedPort,
  closeServers,
  httpServer,
  target,
  tcpServer,
  testSite,
} from '../../support/probe-servers.ts';

afterEach(closeServers);

const settings: HealthSettings = {
  retries: 2,
  retryDelay: 1000,
  concurrency: 50,
  controlHosts: [{ host: 'control.test', port: 443 }],
};
const signal = new AbortController().signal;
const url = 'https://site.test/';

async function collect(
  site: Site,
  changes: Partial<HealthSettings> = {},
  targets = [target(url)],
): Promise<{ report: HealthReport; slept: number }> {
  const clock = fakeClock();
  const sources = { site, clock, signal };
  const report = await collectHealth(targets, { ...settings, ...changes }, sources);
  return { report, slept: clock.slept() };
}

describe('a failure', () => {
  test('is asked again as often as configured before it is bad; every attempt is listed', async () => {
    const site = fakeSite(() => measurement({ status: 503 }));
    const { report, slept } = await collect(site);
    expect(report.monitors).toMatchObject([{ verdict: 'bad', reason: 'http_5xx', status: 503 }]);
    expect(report.monitors[0]?.attempts.map(({ reason }) => reason)).toEqual([
      'http_5xx',
      'http_5xx',
      'http_5xx',
    ]);
    expect(slept).toBe(2000);
  });

  test('that does not come back is ok, with the failed attempt in the list', async () => {
    const site = fakeSite((_, nth) => measurement(nth === 1 ? { reason: 'timeout_response' } : {}));
    const { report } = await collect(site);
    expect(report.verdict).toBe('ok');
    expect(report.monitors[0]?.attempts.map(({ reason }) => reason)).toEqual([
      'timeout_response',
      null,
    ]);
  });

  test('is believed at once without retries', async () => {
    const site = fakeSite(() => measurement({ status: 500 }));
    const { report, slept } = await collect(site, { retries: 0 });
    expect(report.monitors[0]?.attempts).toHaveLength(1);
    expect(slept).toBe(0);
  });

  test('that is only a warning is not asked again', async () => {
    const site = fakeSite(() => measurement({ totalMs: 5000 }));
    const { report } = await collect(site);
    expect(report.monitors).toMatchObject([{ verdict: 'warn', reason: 'slow' }]);
    expect(site.asked.get('a monitor')).toBe(1);
  });
});

test('what may not be contacted at all is not asked again', async () => {
  const site = fakeSite(() => measurement({ reason: 'not_loopback' }));
  const { report, slept } = await collect(site);
  expect(report.monitors).toMatchObject([{ verdict: 'unknown', reason: 'not_loopback' }]);
  expect([report.monitors[0]?.attempts.length, slept, site.controls]).toEqual([1, 0, []]);
});

describe('control hosts', () => {
  const out = { reach: async () => ({ reached: false, resolved: false, tookMs: 5 }) };
  const networkReasons: ProbeReason[] = [
    'dns_not_found',
    'connection_refused',
    'connection_reset',
    'timeout_connect',
    'timeout_tls',
  ];

  test.each(networkReasons)('out of reach too make %s unknown, never bad', async (reason) => {
    const { report } = await collect(fakeSite(() => measurement({ reason }), out));
    expect(report.monitors).toMatchObject([{ verdict: 'unknown', reason }]);
    expect(report.monitors[0]?.findings[0]?.detail).toContain('our own network');
    expect(report.controlHosts).toEqual([{ host: 'control.test:443', reached: false }]);
  });

  test.each(networkReasons)('in reach leave %s bad', async (reason) => {
    const { report } = await collect(fakeSite(() => measurement({ reason })));
    expect(report.monitors).toMatchObject([{ verdict: 'bad', reason }]);
    expect(report.controlHosts).toEqual([{ host: 'control.test:443', reached: true }]);
  });

  test.each(['dns_failure', 'timeout_dns'] as const)(
    '%s is unknown, but bad where the resolver answers for other names',
    async (reason) => {
      const failing = (resolved: boolean) =>
        fakeSite(() => measurement({ reason }), {
          reach: async () => ({ reached: resolved, resolved, tookMs: 5 }),
        });
      expect((await collect(failing(false))).report.verdict).toBe('unknown');
      expect((await collect(failing(true))).report.verdict).toBe('bad');
    },
  );

  test('do not make a missing route bad', async () => {
    const { report } = await collect(
      fakeSite(() => measurement({ reason: 'network_unreachable' })),
    );
    expect(report.verdict).toBe('unknown');
  });

  test('that show another answer leave one that was cut off bad', async () => {
    const plain = 'http://site.test/';
    const cut = { reason: 'connection_reset', detail: 'cut off' } as const;
    const site = fakeSite(({ url: address }) =>
      address === plain ? { ...measurement({}, plain), failure: cut } : measurement({}, address),
    );
    const { report } = await collect(site, { retries: 0 }, [target(plain)]);
    expect(report.monitors).toMatchObject([{ verdict: 'bad', reason: 'connection_reset' }]);
    expect(site.asked.size).toBe(2);
  });

  test('are not asked when a server answered, however badly', async () => {
    const site = fakeSite(() => measurement({ status: 500 }));
    await collect(site);
    expect(site.controls).toEqual([]);
  });

  test('are asked once for all monitors, and only after the last retry', async () => {
    const site = fakeSite(() => measurement({ reason: 'timeout_connect' }), out);
    const targets = ['a', 'b', 'c'].map((name) => target(url, { name }));
    const { report } = await collect(site, {}, targets);
    expect(site.controls).toEqual(['control.test']);
    expect(report.counts).toMatchObject({ unknown: 3, bad: 0 });
  });

  test('tell nothing of what went through a proxy that answered', async () => {
    const measured = measurement({ reason: 'connection_reset' });
    const hops = measured.hops.map((hop) => ({ ...hop, proxy: 'proxy.test:3128' }));
    const site = fakeSite(() => ({ ...measured, hops }), out);
    expect((await collect(site)).report.verdict).toBe('bad');
    expect(site.controls).toEqual([]);
  });

  test('on the internet tell nothing of a server on this machine; one on this machine does', async () => {
    const local = `http://127.0.0.1:${await closedPort()}`;
    const unreachable = { host: '127.0.0.1', port: await closedPort() };
    const reachable = { host: '127.0.0.1', port: await tcpServer(() => undefined) };
    const verdictWith = async (controlHosts: HealthSettings['controlHosts']) => {
      const { report } = await collect(testSite(), { controlHosts, retries: 0 }, [target(local)]);
      return report.verdict;
    };
    expect(await verdictWith([{ host: 'one.one.one.one', port: 443 }])).toBe('bad');
    expect(await verdictWith([reachable])).toBe('bad');
    expect(await verdictWith([unreachable])).toBe('unknown');
    expect(await verdictWith([unreachable, reachable])).toBe('bad');
  });
});

test('monitors are reported in their own order, whichever answers first', async () => {
  const names = ['slowest', 'slower', 'fast'];
  const rounds: Record<string, number> = { slowest: 3, slower: 2, fast: 1 };
  const site = fakeSite(async ({ name }) => {
    for (let left = rounds[name] ?? 0; left > 0; left -= 1) await new Promise(setImmediate);
    return measurement();
  });
  const targets = names.map((name) => target(url, { name }));
  const { report } = await collect(site, {}, targets);
  expect(report.monitors.map(({ name }) => name)).toEqual(names);
});

test('no more than the configured number of probes is under way at a time', async () => {
  let under = 0;
  let most = 0;
  const site = fakeSite(async () => {
    under += 1;
    most = Math.max(most, under);
    await new Promise(setImmediate);
    under -= 1;
    return measurement();
  });
  const targets = Array.from({ length: 20 }, (_, i) => target(url, { name: `m${i}` }));
  await collect(site, { concurrency: 4 }, targets);
  expect(most).toBe(4);
});

test('what is known so far is told after each answer', async () => {
  const pending: number[] = [];
  const targets = ['a', 'b'].map((name) => target(url, { name }));
  const sources = { site: fakeSite(() => measurement()), clock: fakeClock(), signal };
  await collectHealth(targets, settings, sources, (soFar) => pending.push(soFar().pending));
  expect(pending).toEqual([2, 1, 0]);
});

test('every address of a name is a line of its own', async () => {
  const origin = await httpServer((_, response) => response.end());
  const { port } = new URL(origin);
  const site = testSite({
    lookup: (_host, _options, callback) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]),
  });
  const named = target(`http://some.test:${port}/`);
  const { report } = await collect(site, { allAddresses: true, retries: 0 }, [named]);
  expect(report.monitors.map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
  expect(report.monitors.map(({ verdict }) => verdict)).toEqual(['ok', 'bad']);
});

test('a name without addresses keeps its one line, which says why', async () => {
  const site = fakeSite(() => measurement({ reason: 'dns_not_found' }));
  const { report } = await collect(site, { allAddresses: true });
  expect(report.monitors).toMatchObject([{ address: null, reason: 'dns_not_found' }]);
});

test('an abort rejects with its reason and asks nothing more', async () => {
  const stop = new AbortController();
  const site = fakeSite(() => {
    stop.abort(new Error('enough'));
    return measurement({ status: 500 });
  });
  const targets = ['a', 'b', 'c'].map((name) => target(url, { name }));
  const sources = { site, clock: fakeClock(), signal: stop.signal };
  await expect(collectHealth(targets, { ...settings, concurrency: 1 }, sources)).rejects.toThrow(
    'enough',
  );
  expect([...site.asked.values()]).toEqual([1]);
});

test('each probe can be interrupted, and is told its address where there are several', async () => {
  const asked: unknown[] = [];
  const site = {
    ...fakeSite(() => measurement()),
    probe: async (_: unknown, options: unknown) => {
      asked.push(options);
      return measurement();
    },
    addresses: async () => [{ address: '192.0.2.1', family: 4 as const }],
  };
  await collect(site);
  await collect(site, { allAddresses: true });
  const [one, each] = [{ signal }, { signal, address: { address: '192.0.2.1', family: 4 } }];
  expect(asked).toEqual([one, each]);
});

test('the report says when it began and how long it took', async () => {
  const clock = fakeClock();
  const site = fakeSite(() => {
    clock.advance(700);
    return measurement();
  });
  const began = new Date(clock.now()).toISOString();
  const report = await collectHealth([target(url)], settings, { site, clock, signal });
  expect(report).toMatchObject({ observedAt: began, tookMs: 700 });
});

test('nothing to probe is no data, not ok', async () => {
  expect(
    (
      await collect(
        fakeSite(() => measurement()),
        {},
        [],
      )
    ).report.verdict,
  ).toBe('no-data');
});
