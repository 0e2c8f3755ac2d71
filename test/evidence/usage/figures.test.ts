import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import type { Figure, FigureSet } from '../../../src/domain/numbers/figure.ts';
import { createInquiry } from '../../../src/evidence/asking/inquiry.ts';
import { collectors } from '../../../src/evidence/catalog.ts';
import type { ScenarioInput } from '../../../src/sandbox/scenario.ts';
import {
  byBrowser,
  messagesByTheme,
  usageIn,
  type WorldUsage,
} from '../../../src/sandbox/world/usage.ts';
import { createServices } from '../../../src/services/registry.ts';
import { type Sandbox, sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeContext } from '../../support/context.ts';

const hour = 3_600_000;
const day = 86_400_000;

interface Asked {
  readonly since?: number;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly budget?: number;
}

/** A run of tsops of its own in the sandbox: what is kept lies in its cache folder. */
async function asked(sandbox: Sandbox, parts: Asked = {}): Promise<Evidence<FigureSet>> {
  const given = Object.entries({ ...sandbox.env, ...parts.env }).filter(([, value]) => value);
  const env = Object.fromEntries(given);
  const loaded = await loadConfig({ env, cwd: '/' });
  const clock = {
    now: () => sandbox.world.now(),
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  };
  const base = fakeContext({ clock, drill: true });
  const { signal, children } = base;
  const config = async () => loaded;
  const services = createServices({ env, clock, signal, children, drill: true, config });
  const { since = 7 * day, environment = 'production', budget = 10_000 } = parts;
  return createInquiry(
    {
      context: { ...base, services },
      config: loaded.config,
      environment,
      pinned: pinTime(sandbox.world.now(), since),
      budget,
    },
    collectors,
  ).ask('usage-figures');
}

function figureIn({ value }: Evidence<FigureSet>, id: string, part?: string): Figure {
  const found = value?.figures.find((one) => one.id === id && one.part === part);
  if (found === undefined) throw new Error(`no figure ${id} ${part ?? ''}`);
  return found;
}

const amountOf = (told: Evidence<FigureSet>, id: string, part?: string) =>
  figureIn(told, id, part).value;

/** The same config with another provider or other keys. */
async function configWith(sandbox: Sandbox, change: (text: string) => string) {
  const file = join(sandbox.directory, 'other.config.yaml');
  const text = await readFile(sandbox.env.TSOPS_CONFIG ?? '', 'utf8');
  await writeFile(file, change(text));
  return { TSOPS_CONFIG: file };
}

const reportsAsked = (sandbox: Sandbox) =>
  sandbox.requests().filter(({ path }) => path.endsWith(':batchRunReports')).length;

const counted = [
  'sessions',
  'session-duration',
  'messages-per-session',
  'bounce-rate',
  'exports',
  'profile-changes',
] as const;

describe('the figures of use', () => {
  it('are those of the world, over the hours of the window and of the one before', async () => {
    const { sandbox } = await sandboxed('calm');
    const { world } = sandbox;
    const now = world.now();
    const told = await asked(sandbox);
    expect(told).toMatchObject({ verdict: 'ok' });
    const hours = (from: number, to: number) => {
      const all: WorldUsage[] = [];
      for (let at = from; at < to; at += hour) all.push(usageIn(world, at, at + hour));
      const sum = (of: (usage: (typeof all)[number]) => number) =>
        all.reduce((total, usage) => total + of(usage), 0);
      return sum;
    };
    const sum = hours(now - 7 * day, now);
    const before = hours(now - 14 * day, now - 7 * day);
    const sessions = sum((usage) => usage.sessions);
    expect(sessions).toBeGreaterThan(100_000);
    expect(amountOf(told, 'sessions')).toBe(sessions);
    expect(figureIn(told, 'sessions').before).toBe(before((usage) => usage.sessions));
    expect(amountOf(told, 'session-duration')).toBeCloseTo(
      sum(({ seconds }) => seconds) / sessions,
      6,
    );
    expect(amountOf(told, 'messages-per-session')).toBeCloseTo(
      sum(({ messages }) => messages) / sessions,
      6,
    );
    expect(amountOf(told, 'bounce-rate')).toBeCloseTo(
      (100 * sum(({ bounces }) => bounces)) / sessions,
      6,
    );
    expect(amountOf(told, 'exports')).toBe(sum(({ exports }) => exports));
    expect(amountOf(told, 'profile-changes')).toBe(sum(({ profiles }) => profiles));
  });

  it('split themes and browsers as the world does, over whole days', async () => {
    const { sandbox } = await sandboxed('calm');
    const { world } = sandbox;
    const told = await asked(sandbox);
    const midnight = Math.floor(world.now() / day) * day;
    const themes = new Map<string, number>();
    const browsers = new Map<string, number>();
    for (let at = midnight - 6 * day; at < world.now(); at += hour) {
      const usage = usageIn(world, at, at + hour);
      for (const [name, n] of messagesByTheme(usage)) themes.set(name, (themes.get(name) ?? 0) + n);
      for (const [name, n] of byBrowser(world, usage.sessions))
        browsers.set(name, (browsers.get(name) ?? 0) + n);
    }
    for (const [id, counts] of [
      ['theme-usage', themes],
      ['browser-share', browsers],
    ] as const) {
      const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
      expect(counts.size).toBeGreaterThan(3);
      for (const [name, n] of counts) {
        expect(amountOf(told, id, name)).toBeCloseTo((100 * n) / total, 6);
      }
    }
    expect(figureIn(told, 'theme-usage', 'kakao').remarks).toContainEqual({
      code: 'whole-days',
      values: ['Etc/UTC'],
    });
  });

  it('tell the traffic of now, the errors by request and the page load beside them', async () => {
    const { sandbox } = await sandboxed('bundle-growth');
    const { world } = sandbox;
    const now = world.now();
    const told = await asked(sandbox);
    let views = 0;
    for (let ago = 1; ago <= 29; ago += 1) {
      const at = now - ago * 60_000;
      views += usageIn(world, at, at + 60_000).pageViews;
    }
    expect(amountOf(told, 'traffic-now')).toBeCloseTo((views * 60) / 29, 6);
    expect(figureIn(told, 'page-load')).toMatchObject({
      verdict: 'bad',
      source: 'browser-reports',
    });
    expect(amountOf(told, 'page-load')).toBeGreaterThan(4000);
    expect(figureIn(told, 'errors-per-request')).toMatchObject({ verdict: 'ok', unit: 'percent' });
    expect(told.verdict).toBe('bad');
    expect(told.value?.marks.map(({ version }) => version)).toContain('v1.2.3');
  });

  it('are kept for the next run, whose own cache is for its user alone', async () => {
    const { sandbox, clock } = await sandboxed('calm');
    const first = await asked(sandbox);
    clock.advance(14 * 60_000);
    const second = await asked(sandbox);
    expect(reportsAsked(sandbox)).toBe(1);
    expect(figureIn(second, 'sessions')).toEqual(figureIn(first, 'sessions'));
    expect(figureIn(second, 'traffic-now').readAt).toBe(sandbox.world.now());
    clock.advance(60_000);
    await asked(sandbox);
    expect(reportsAsked(sandbox)).toBe(2);
    const folder = join(sandbox.env.XDG_CACHE_HOME ?? '', 'tsops', 'answers');
    for (const file of await readdir(folder)) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(folder, file), 'utf8')).not.toMatch(
        /sandbox-access-token|PRIVATE/,
      );
    }
  });
});

describe('where analytics cannot be asked', () => {
  const off = { system: 'analytics', kind: 'status', status: 503 } as const;

  it('an older answer stands, marked, and what others tell stands as it is', async () => {
    const { sandbox, clock } = await sandboxed('calm');
    const first = await asked(sandbox);
    clock.advance(hour);
    sandbox.inject(off);
    const told = await asked(sandbox);
    expect(told).toMatchObject({ verdict: 'unknown', problem: { kind: 'unreachable' } });
    expect(figureIn(told, 'sessions')).toMatchObject({
      verdict: 'unknown',
      value: amountOf(first, 'sessions'),
      readAt: figureIn(first, 'sessions').readAt,
      problem: { message: expect.stringMatching(/503/) },
    });
    expect(figureIn(told, 'errors-per-request').verdict).toBe('ok');
  });

  it.each([
    ['is down', off, /503/],
    ['answers HTML', { system: 'analytics', kind: 'html' }, /not JSON/],
    ['never answers', { system: 'analytics', kind: 'hang' }, /did not answer/],
    ['answers with wrong types', { system: 'analytics', kind: 'wrong-types' }, /token|read/],
  ] as const)('each of its figures is unknown where it %s', async (_what, fault, message) => {
    const { sandbox } = await sandboxed('calm');
    sandbox.inject(fault);
    const told = await asked(sandbox, { budget: 1500 });
    for (const id of ['traffic-now', ...counted, 'theme-usage', 'browser-share']) {
      expect(figureIn(told, id)).toMatchObject({
        verdict: 'unknown',
        value: null,
        problem: { message: expect.stringMatching(message) },
      });
    }
    expect(told.verdict).toBe('unknown');
    expect(figureIn(told, 'page-load').value).not.toBeNull();
  });

  it('nothing is sent again after a 5xx', async () => {
    const { sandbox } = await sandboxed('calm');
    sandbox.inject(off);
    await asked(sandbox);
    const sent = sandbox.requests().filter(({ system }) => system === 'analytics');
    expect(sent.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['the API is off', { api: false }, /Data API is off in the cloud project of tsops@/],
    ['the quota is used up', { quota: 0 }, /limits our requests/],
  ])('its figures are unknown where %s', async (_what, analytics, message) => {
    const { sandbox } = await sandboxed('calm', { analytics } as Partial<ScenarioInput>);
    const told = await asked(sandbox);
    expect(figureIn(told, 'sessions').problem?.message).toMatch(message);
    expect(told.verdict).toBe('unknown');
  });

  it('a property of others is named with whom to add to it', async () => {
    const { sandbox } = await sandboxed('calm');
    const env = await configWith(sandbox, (text) => text.replace(/412300001/, '999999999'));
    const { problem } = figureIn(await asked(sandbox, { env }), 'sessions');
    expect(problem?.message).toMatch(/may not read the property 999999999 \(403\)/);
    expect(problem?.next?.join(' ')).toMatch(/add tsops@\S+ as Viewer/);
  });

  it('what is not set is said, and nothing is asked', async () => {
    const { sandbox } = await sandboxed('calm');
    const told = await asked(sandbox, { env: { GOOGLE_APPLICATION_CREDENTIALS: '' } });
    expect(figureIn(told, 'sessions')).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'analytics-not-set', values: ['GOOGLE_APPLICATION_CREDENTIALS'] },
    });
    expect(sandbox.requests().filter(({ system }) => system === 'analytics')).toEqual([]);
  });

  it('another environment has none, as analytics counts production', async () => {
    const { sandbox } = await sandboxed('calm');
    const told = await asked(sandbox, { environment: 'staging' });
    expect(figureIn(told, 'sessions').lack?.code).toBe('analytics-of-production');
  });

  it('Sentry and the CDN that are down take nothing of its figures', async () => {
    const { sandbox } = await sandboxed('calm');
    for (const system of ['sentry', 'aws'] as const) {
      sandbox.inject({ system, kind: 'status', status: 401 });
    }
    const told = await asked(sandbox);
    expect(figureIn(told, 'errors-per-request')).toMatchObject({ verdict: 'unknown', value: null });
    expect(figureIn(told, 'page-load')).toMatchObject({ verdict: 'unknown', value: null });
    expect(figureIn(told, 'sessions').verdict).toBe('ok');
    expect(told.verdict).toBe('unknown');
  });
});

describe('what Google says of its reports', () => {
  const saying = (analytics: object) => sandboxed('calm', { analytics } as Partial<ScenarioInput>);

  it('stands beside the figures', async () => {
    const { sandbox } = await saying({ thresholded: true, other: true, sampled: 0.4 });
    const { remarks } = figureIn(await asked(sandbox), 'sessions');
    expect(remarks.map(({ code }) => code)).toEqual([
      'small-groups-withheld',
      'rolled-into-other',
      'sampled',
      'without-hour',
    ]);
  });

  it('themes are not told apart before their parameter is registered', async () => {
    const { sandbox } = await saying({ label: false });
    const told = await asked(sandbox);
    expect(figureIn(told, 'theme-usage')).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'parameter-not-registered' },
    });
    expect(figureIn(told, 'exports').verdict).toBe('ok');
  });

  it('below a tenth of the quota nothing more is asked, and what was kept stands', async () => {
    const { sandbox, clock } = await saying({ quota: 0.05 });
    const first = await asked(sandbox);
    expect(figureIn(first, 'sessions').remarks).toContainEqual({
      code: 'quota-low',
      values: ['5'],
    });
    clock.advance(20 * 60_000);
    const second = await asked(sandbox);
    expect(reportsAsked(sandbox)).toBe(1);
    expect(figureIn(second, 'sessions')).toMatchObject({
      verdict: 'unknown',
      value: amountOf(first, 'sessions'),
      problem: {
        message: expect.stringMatching(/5 % of the API's quota is left; asked again in 40/),
      },
    });
    clock.advance(41 * 60_000);
    await asked(sandbox);
    expect(reportsAsked(sandbox)).toBe(2);
  });
});

describe('with Mixpanel', () => {
  const withMixpanel = (sandbox: Sandbox) =>
    configWith(sandbox, (text) =>
      text.replace(/^analytics:$/m, 'analytics:\n  provider: mixpanel'),
    );

  it('what it has is that of the world, and what it has not says why', async () => {
    const { sandbox } = await sandboxed('calm');
    const { world } = sandbox;
    const env = await withMixpanel(sandbox);
    const told = await asked(sandbox, { env });
    const midnight = Math.floor(world.now() / day) * day;
    const all: WorldUsage[] = [];
    for (let at = midnight - 6 * day; at < world.now(); at += hour) {
      all.push(usageIn(world, at, at + hour));
    }
    const sum = (of: (usage: (typeof all)[number]) => number) =>
      all.reduce((total, usage) => total + of(usage), 0);
    expect(amountOf(told, 'exports')).toBe(sum(({ exports }) => exports));
    expect(amountOf(told, 'profile-changes')).toBe(sum(({ profiles }) => profiles));
    const kakao = sum(
      (usage) => messagesByTheme(usage).find(([name]) => name === 'kakao')?.[1] ?? 0,
    );
    expect(amountOf(told, 'theme-usage', 'kakao')).toBeCloseTo(
      (100 * kakao) / sum(({ messages }) => messages),
      6,
    );
    const bounce = (100 * sum(({ bounces }) => bounces)) / sum(({ sessions }) => sessions);
    expect(amountOf(told, 'bounce-rate')).toBeGreaterThan(bounce - 0.5);
    expect(amountOf(told, 'bounce-rate')).toBeLessThan(bounce + 0.5);
    expect(figureIn(told, 'sessions').lack?.code).toBe('no-session-count');
    expect(figureIn(told, 'traffic-now').lack?.code).toBe('no-live-report');
    await asked(sandbox, { env });
    const queries = sandbox.requests().filter(({ system }) => system === 'mixpanel');
    expect(queries).toHaveLength(6);
  });

  it('of another project is refused, and is unknown', async () => {
    const { sandbox } = await sandboxed('calm');
    const env = await configWith(sandbox, (text) =>
      text
        .replace(/^analytics:$/m, 'analytics:\n  provider: mixpanel')
        .replace(/2345678/, '1111111'),
    );
    const { problem, verdict } = figureIn(await asked(sandbox, { env }), 'exports');
    expect([verdict, problem?.kind]).toEqual(['unknown', 'credentials']);
  });
});
