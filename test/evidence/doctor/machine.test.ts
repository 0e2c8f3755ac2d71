/* What doctor looks at without a vendor: this machine, the config and the site; and the services of others. */
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { access } from '../../../src/domain/doctor/access.ts';
import { askAccess } from '../../../src/evidence/doctor/access.ts';
import { type Area, anyWayAreas, areaNames, areas } from '../../../src/evidence/doctor/areas.ts';
import type { VendorAccess } from '../../../src/ports/access.ts';
import { type Http, HttpFailure } from '../../../src/ports/http.ts';
import { recorded, stillClock } from '../../support/ask.ts';
import { type ContextParts, fakeContext } from '../../support/context.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const config = resolveConfig({
  environments: { production: { url: 'https://site.test' }, staging: { url: 'https://s.test' } },
});

function answering(date = 'Mon, 23 Nov 2026 03:00:00 GMT', others: Partial<Http> = {}) {
  return recorded<Http>({
    send: async () => ({ status: 200, headers: { date }, body: new Uint8Array() }),
    ...others,
  });
}

async function asked(area: Area, parts: ContextParts = {}, change: object = {}) {
  const clock = stillClock();
  const context = { ...fakeContext({ config, clock, ...parts }), ...change };
  const [one] = askAccess(context, [area]);
  const checks = (await one?.checks) ?? [];
  return { checks, named: new Map(checks.map((each) => [each.name, each])), clock };
}

const broken = async () => {
  throw new TsopsError({
    kind: 'config',
    message: 'tsops.config.yaml:3: no\nsuch key',
    next: ['fix it'],
  });
};
const loaded = (more: object = {}) => ({
  config: async () => ({ config, file: '/etc/tsops.config.yaml', origin: new Map(), ...more }),
});

describe('this machine', () => {
  const machine = (change: object = {}, parts: ContextParts = {}) =>
    asked('machine', { services: { http: answering() }, ...parts }, change);

  it('has its config, which is named, or the figures that stand in for it', async () => {
    expect((await machine(loaded())).named.get('config')).toMatchObject({
      state: 'works',
      detail: '/etc/tsops.config.yaml',
      area: 'machine',
    });
    expect((await machine()).named.get('config')?.detail).toContain('none found');
  });

  it('with a config that does not load goes on without it, and asks no server for its time', async () => {
    const { named } = await machine({ config: broken });
    expect(named.get('config')).toMatchObject({
      state: 'rejected',
      detail: 'tsops.config.yaml:3: no such key',
      next: ['fix it'],
    });
    expect(named.get('clock')).toMatchObject({ state: 'unknown' });
    expect(named.get('Node.js')?.state).toBe('works');
    expect(named.has('whose values')).toBe(false);
  });

  it('has a clock that is right by the server that is nearest to it', async () => {
    expect((await machine()).named.get('clock')?.state).toBe('works');
    const late = { http: answering('Mon, 23 Nov 2026 02:00:00 GMT') };
    expect((await machine({}, { services: late })).named.get('clock')?.state).toBe('rejected');
    const silent = { http: answering('never') };
    expect((await machine({}, { services: silent })).named.get('clock')?.state).toBe('unknown');
  });

  describe('its terminal', () => {
    const terminal = async (
      env: Readonly<Record<string, string>>,
      host: object = {},
      bold = String,
    ) => {
      const fake = fakeTerminal(() => 0);
      const screen = { ...fake.screen, paint: { ...fake.screen.paint, bold } };
      const parts = { host: { env, ...host }, terminal: { ...fake, screen } };
      return (await machine({}, parts as ContextParts)).named.get('terminal');
    };

    it.each([
      [{ LC_ALL: 'C', LC_CTYPE: 'C.UTF-8', LANG: 'C.UTF-8' }, 'limited'],
      [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, 'works'],
      [{ LC_CTYPE: 'C', LANG: 'C.UTF-8' }, 'limited'],
      [{ LANG: 'ko_KR.utf8' }, 'works'],
      [{}, 'limited'],
    ])('shows every sign where the first of %j does', async (env, state) => {
      expect(await terminal(env)).toMatchObject({ state });
    });

    it('shows every sign on Windows, whatever its variables say', async () => {
      expect(await terminal({}, { platform: 'win32' })).toMatchObject({ state: 'works' });
    });

    it('is told with its size and its colour', async () => {
      expect((await terminal({ LANG: 'C.UTF-8' }))?.detail).toBe('80x24, UTF-8, no colour');
      const bold = (text: string) => `\u001b[1m${text}`;
      const painted = await terminal({ LANG: 'C.UTF-8' }, {}, bold as typeof String);
      expect(painted?.detail).toBe('80x24, UTF-8, colour');
    });
  });

  it('asks the servers for their time once each, within five seconds', async () => {
    const http = answering();
    const { clock } = await machine({}, { services: { http } });
    expect(http.calls.map(({ args }) => args[0])).toMatchObject([
      { method: 'HEAD', url: 'https://site.test', timeout: 5000 },
      { method: 'HEAD', url: 'https://api.github.com', timeout: 5000 },
    ]);
    expect(clock.sleeps).toEqual([6000]);
    const elsewhere = { environment: () => Promise.reject(new Error('none is meant')) };
    const own = answering();
    await machine(elsewhere, { services: { http: own } });
    expect(own.calls).toHaveLength(1);
  });
});

describe('values of another service', () => {
  const inherited = (...keys: readonly string[]) =>
    keys.map((key) => ({ key, value: `the ${key}` }));
  const whose = async (meant: object | undefined, more: object = {}) => {
    const change = loaded({ ...(meant && { meant: async () => meant }), ...more });
    const { named } = await asked('machine', { services: { http: answering() } }, change);
    return named.get('whose values');
  };

  it('are no matter in our own repository, or where nobody can tell', async () => {
    expect(await whose(undefined)).toBeUndefined();
    expect(await whose({ whose: 'ours', inherited: inherited('sentry.org') })).toBeUndefined();
  });

  it('are none, or are each to be set', async () => {
    expect(await whose({ whose: 'other', inherited: [] })).toMatchObject({ state: 'works' });
    const one = await whose({ whose: 'other', inherited: inherited('sentry.org') });
    expect(one).toMatchObject({
      state: 'limited',
      detail: expect.stringMatching(/^1 value is still/),
      next: ['set sentry.org (now the sentry.org)'],
      inherited: [{ key: 'sentry.org' }],
    });
    const two = await whose(
      { whose: 'other', inherited: inherited('a', 'b') },
      { file: undefined },
    );
    expect(two?.detail).toMatch(/^2 values are still/);
    expect(two?.next).toEqual(['tsops init', 'set a (now the a)', 'set b (now the b)']);
  });
});

describe('the site', () => {
  it('is asked in each environment, each told by itself', async () => {
    const http = answering('', {
      send: async ({ url }) => {
        if (url === 'https://s.test') throw new HttpFailure('dns', 'no such name', false);
        return { status: 399, headers: {}, body: new Uint8Array() };
      },
    });
    const { checks } = await asked('site', { services: { http } });
    expect(checks).toMatchObject([
      { name: 'production', state: 'works', detail: 'https://site.test answers 399' },
      { name: 'staging', state: 'unknown', detail: 'no such name' },
    ]);
    expect(http.calls[0]?.args[0]).toMatchObject({ url: 'https://site.test', timeout: 5000 });
  });

  it.each([
    [399, 'works', []],
    [400, 'limited', ['tsops health']],
  ])('that answers %i %s', async (status, state, next) => {
    const http = answering('', {
      send: async () => ({ status, headers: {}, body: new Uint8Array() }),
    });
    const { checks } = await asked('site', { services: { http } });
    expect([checks[0]?.state, checks[0]?.next ?? []]).toEqual([state, next]);
  });

  it('is not set where the config has no environment', async () => {
    const none = { ...config, environments: {} };
    expect((await asked('site', { config: none })).checks).toMatchObject([
      { name: 'production', state: 'not-set', next: [expect.stringContaining('environments.')] },
    ]);
  });

  it('is unknown as a whole after a fault of ours, with what to do about it', async () => {
    const http = answering('', { send: () => Promise.reject(new TypeError('no x')) });
    expect((await asked('site', { services: { http } })).checks).toMatchObject([
      { name: 'site', area: 'site', state: 'unknown', detail: expect.stringContaining('no x') },
    ]);
    const failing = await asked('site', {}, { config: broken });
    expect(failing.checks).toMatchObject([{ state: 'unknown', next: ['fix it'] }]);
  });
});

describe('the services of others', () => {
  it('are each asked, and their status pages where they have one', async () => {
    const vendors = recorded<VendorAccess>({
      dependency: async ({ name }) => access('works', `${name} answers`),
      statusPage: async (url) => access('limited', `${url} is slow`),
    });
    const dependent = resolveConfig({
      dependencies: [
        { name: 'A', probe: 'https://a.test', statusPage: 'https://status.a.test' },
        { name: 'B', probe: 'https://b.test' },
      ],
    });
    const services = { access: async () => vendors };
    const { checks } = await asked('dependencies', { config: dependent, services });
    expect(checks.map(({ name, state }) => [name, state])).toEqual([
      ['A', 'works'],
      ['A status', 'limited'],
      ['B', 'works'],
    ]);
    expect(vendors.calls.map(({ args }) => args)).toMatchObject([
      [{ name: 'A', probe: 'https://a.test' }, { timeout: 5000 }],
      ['https://status.a.test', { timeout: 5000 }],
      [{ name: 'B', probe: 'https://b.test' }, { timeout: 5000 }],
    ]);
  });
});

it('the areas are this machine, the site, each vendor that has a check, and the services of others', () => {
  expect(areas).toEqual([
    'machine',
    'site',
    'github',
    'aws',
    'sentry',
    'slack',
    'pagerduty',
    'uptimerobot',
    'prometheus',
    'analytics',
    'mixpanel',
    'dependencies',
  ]);
  expect(anyWayAreas).toEqual(['slack']);
  expect(areaNames.sentry).toBe('Sentry');
});
