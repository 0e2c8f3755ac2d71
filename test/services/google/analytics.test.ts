import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { lesserCredentials } from '../../../src/sandbox/credentials.ts';
import { PROPERTY } from '../../../src/sandbox/systems/analytics/system.ts';
import { createAnalytics } from '../../../src/services/google/analytics.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { ask, sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';
import { type VendorReply, vendorServer } from '../vendor-server.ts';
import { refusals } from './fake.ts';

const token = 'ya29.sandbox-token-of-nobody';
const report = 'POST /v1beta/properties/412345678:runReport';
const reach = { timeout: 500, signal: new AbortController().signal };

async function analyticsAt(
  answers: Readonly<Record<string, VendorReply>>,
  parts: { readonly token?: string; readonly property?: string } = {},
) {
  const server = await vendorServer(answers);
  const property = parts.property ?? '412345678';
  const config = {
    apiUrl: `${server.url}/v1beta`,
    tokenUrl: `${server.url}/token`,
    ...(property === '' ? {} : { property }),
  };
  const env = { GOOGLE_ANALYTICS_TOKEN: parts.token ?? token };
  const http = createHttp({ env: {}, loopbackOnly: true });
  return {
    server,
    visits: () => createAnalytics({ http, env, clock: fakeClock(), config }).visits(reach),
  };
}

const row = (range: string, bounce: string, sessions: string) => ({
  dimensionValues: [{ value: range }],
  metricValues: [{ value: bounce }, { value: sessions }],
});

describe('Google Analytics', () => {
  it('is asked for today and the seven days before, with the token as bearer', async () => {
    const rows = [row('usual', '0.36', '90000'), row('today', '0.52', '7115')];
    const { server, visits } = await analyticsAt({ [report]: { body: { rows } } });
    expect(await visits()).toEqual({
      today: { bounceRate: 52, sessions: 7115 },
      usual: { bounceRate: 36, sessions: 90_000 },
    });
    expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it.each([
    ['no rows', {}],
    ['a day without sessions', { rows: [row('today', '0', '0')] }],
    ['a rate that is none', { rows: [row('today', '52', '10')] }],
    ['wrong types', { rows: { items: 1 } }],
    ['rows of wrong types', { rows: [7, null, { metricValues: 'x' }] }],
  ])('has no figures where it answers %s', async (_what, body) => {
    const { visits } = await analyticsAt({ [report]: { body } });
    expect(await visits()).toEqual({ today: null, usual: null });
  });

  it.each(refusals('GOOGLE_ANALYTICS_TOKEN'))(
    'says what is wrong on %s',
    async (_what, reply, kind, message) => {
      const { visits } = await analyticsAt({ [report]: reply });
      const error = await visits().catch((thrown: unknown) => thrown);
      if (!(error instanceof TsopsError)) throw new Error('it answered');
      expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(message)]);
      expect(error.message).not.toContain(token);
    },
  );

  it('names the property that it does not know', async () => {
    const { visits } = await analyticsAt({ [report]: { status: 404, body: {} } });
    await expect(visits()).rejects.toThrow(/no property 412345678/);
  });

  it.each([
    ['token', { token: '' }],
    ['property', { property: '' }],
  ])('is not asked where no %s is set', async (_what, parts) => {
    const { server, visits } = await analyticsAt({}, parts);
    expect(await visits()).toBeNull();
    expect(server.asked).toEqual([]);
  });
});

describe('in the sandbox', () => {
  it('people leave slow pages, and it needs its own token', async () => {
    const { sandbox } = await sandboxed('bundle-growth');
    const config = {
      apiUrl: `${sandbox.urls.analytics}/v1beta`,
      tokenUrl: `${sandbox.urls.analytics}/token`,
      property: PROPERTY,
    };
    const http = createHttp({ env: {}, loopbackOnly: true });
    const found = await createAnalytics({
      http,
      env: sandbox.env,
      clock: fakeClock(sandbox.world.now()),
      config,
    }).visits(reach);
    expect(found?.today?.bounceRate).toBeGreaterThan((found?.usual?.bounceRate ?? 100) + 5);
    const url = `${config.apiUrl}/properties/${PROPERTY}:runReport`;
    expect(await ask(url, { method: 'POST', body: {} })).toMatchObject({ status: 401 });
    const headers = { authorization: `Bearer ${lesserCredentials.analyticsToken}` };
    const other = `${config.apiUrl}/properties/1:runReport`;
    expect(await ask(other, { method: 'POST', headers, body: {} })).toMatchObject({ status: 403 });
  });
});
