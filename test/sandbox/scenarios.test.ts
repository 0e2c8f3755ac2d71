import { describe, expect, it } from 'vitest';
import { groupsOf } from '../../src/sandbox/world/error-groups.ts';
import { tally } from '../../src/sandbox/world/errors.ts';
import { htmlOf } from '../../src/sandbox/world/html.ts';
import { metricAt } from '../../src/sandbox/world/metrics.ts';
import { createWorld, type World } from '../../src/sandbox/world/model.ts';
import { ongoingOutage } from '../../src/sandbox/world/outages.ts';
import { assetsOf } from '../../src/sandbox/world/page.ts';
import { scenarioWith } from './sandboxed.ts';

/* Whenever a sandbox is started, what its scenario tells must be there to be found. */
const HOURS = ['2026-11-23T03:00:00Z', '2026-11-23T08:00:00Z', '2026-11-22T20:00:00Z'];
const MINUTE = 60_000;

async function at(name: string, time: string): Promise<World> {
  const now = Date.parse(time);
  return createWorld(await scenarioWith(name), 1, { now: () => now });
}

/** Errors a minute over the last five minutes, and the people behind them. */
function errors(world: World) {
  const now = world.now();
  const tallies = groupsOf(world).map((group) => ({
    group,
    ...tally(world, group, now - 5 * MINUTE, now),
  }));
  const perMinute = tallies.reduce((sum, { count }) => sum + count, 0) / 5;
  const users = tallies.reduce((sum, one) => sum + one.users, 0);
  const requests = metricAt(world, 'requests', now - MINUTE);
  return {
    perMinute,
    users,
    ofRequests: (100 * perMinute) / requests,
    loudest: tallies.toSorted((a, b) => b.count - a.count)[0],
  };
}

const metric = (world: World, name: Parameters<typeof metricAt>[1]) =>
  metricAt(world, name, world.now() - MINUTE);

/** The thresholds of TalkStudio's own alert rules and budgets. */
describe.each(HOURS)('at %s', (time) => {
  it('calm is within every threshold', async () => {
    const world = await at('calm', time);
    expect(errors(world).perMinute).toBeLessThan(5);
    expect(metric(world, 'errorRate5xx')).toBeLessThan(1);
    expect(metric(world, 'cacheHitRate')).toBeGreaterThan(90);
    expect(metric(world, 'originLatency')).toBeLessThan(500);
    expect(metric(world, 'lcp')).toBeLessThanOrEqual(2_500);
  });

  it.each(['bad-deploy', 'stuck-approval', 'deploy-fails'])(
    '%s has more than 10 errors a minute and over 5 %% of requests, most of them new with v1.2.3',
    async (name) => {
      const world = await at(name, time);
      const found = errors(world);
      expect(found.perMinute).toBeGreaterThan(10);
      expect(found.ofRequests).toBeGreaterThan(5);
      expect(found.users).toBeGreaterThan(20);
      expect([...(found.loudest?.versions.keys() ?? [])]).toEqual(['v1.2.3']);
    },
  );

  it('dicebear-outage has more than 10 errors a minute, and DiceBear is down', async () => {
    const world = await at('dicebear-outage', time);
    expect(errors(world).perMinute).toBeGreaterThan(10);
    expect(ongoingOutage(world, 'dicebear', world.now())).toBeDefined();
  });

  it('browser-bug has more than 10 errors a minute, of one kind, limited to one browser', async () => {
    const { perMinute, loudest } = errors(await at('browser-bug', time));
    expect(perMinute).toBeGreaterThan(10);
    expect(loudest?.group.told.browsers).toEqual({ Safari: 1 });
  });

  it('false-alarm has more than 10 events a minute and hardly anybody behind the loudest', async () => {
    const { perMinute, loudest } = errors(await at('false-alarm', time));
    expect(perMinute).toBeGreaterThan(10);
    expect(loudest?.users).toBeLessThanOrEqual(2);
  });

  it('stale-cache has a poor LCP and a low hit ratio', async () => {
    const world = await at('stale-cache', time);
    expect(metric(world, 'lcp')).toBeGreaterThan(4_000);
    expect(metric(world, 'cacheHitRate')).toBeLessThan(80);
  });

  it.each(['bundle-growth', 'image-weight', 'third-party-script'])(
    '%s has a poor LCP, and errors and cache as on any day',
    async (name) => {
      const world = await at(name, time);
      expect(metric(world, 'lcp')).toBeGreaterThan(4_000);
      expect(errors(world).perMinute).toBeLessThan(5);
      expect(metric(world, 'cacheHitRate')).toBeGreaterThan(90);
    },
  );

  it('site-down has hardly any answer but errors', async () => {
    const world = await at('site-down', time);
    expect(metric(world, 'errorRate5xx')).toBeGreaterThan(80);
  });
});

describe('what makes a page slow can be seen in it:', () => {
  const bytes = async (name: string, version: string, pattern: RegExp) => {
    const world = await at(name, HOURS[0] ?? '');
    return assetsOf(world, version)
      .filter((asset) => pattern.test(asset.path))
      .reduce((sum, asset) => sum + asset.bytes, 0);
  };

  it('bundle-growth has several times the script of the version before', async () => {
    const [now, before] = [
      await bytes('bundle-growth', 'v1.2.3', /\.js$/),
      await bytes('bundle-growth', 'v1.2.2', /\.js$/),
    ];
    expect(now / before).toBeGreaterThan(5);
  });

  it('image-weight has megabytes of pictures, and the script of the version before', async () => {
    expect(await bytes('image-weight', 'v1.2.3', /\.(png|webp)$/)).toBeGreaterThan(4_000_000);
    expect(await bytes('image-weight', 'v1.2.3', /\.js$/)).toBe(
      await bytes('image-weight', 'v1.2.2', /\.js$/),
    );
  });

  it('third-party-script has a blocking script of others in its head', async () => {
    const world = await at('third-party-script', HOURS[0] ?? '');
    expect(htmlOf(world, 'v1.2.3')).toContain(
      '<script src="/third-party/support-chat.js"></script>',
    );
    expect(htmlOf(world, 'v1.2.2')).not.toContain('third-party');
  });
});
