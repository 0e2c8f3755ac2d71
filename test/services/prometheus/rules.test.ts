import { describe, expect, it } from 'vitest';
import { createHttp } from '../../../src/services/http/client.ts';
import { prometheusRules } from '../../../src/services/prometheus/rules.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';
import { isCleanLine, type VendorReply, vendorServer } from '../vendor-server.ts';

const http = createHttp({ env: {}, loopbackOnly: true });
const read = { timeout: 2000, signal: new AbortController().signal };

async function asked(reply: VendorReply, names = ['A'], env = {}) {
  const server = await vendorServer({ 'GET /prom/api/v1/rules': reply });
  const reading = prometheusRules(
    { http, env, clock: fakeClock(), url: `${server.url}/prom/` },
    names,
    read,
  );
  return { server, found: await reading.catch((thrown: unknown) => thrown) };
}

const alert = (state: string, labels = {}) => ({
  labels: { alertname: 'A', ...labels },
  annotations: {},
  state,
  activeAt: '2026-11-23T03:00:00.5Z',
  value: '1e+01',
});
const rule = (more = {}) => ({
  state: 'inactive',
  name: 'A',
  query: 'x > 1',
  duration: 60,
  labels: {},
  annotations: {},
  alerts: [],
  health: 'ok',
  lastEvaluation: '2026-11-23T03:02:00Z',
  type: 'alerting',
  ...more,
});
const answer = (...rules: readonly unknown[]) => ({
  body: { status: 'success', data: { groups: [{ name: 'g', rules }] } },
});

describe('rules of Prometheus', () => {
  it('are asked for by name, with the token as bearer', async () => {
    const { server } = await asked(answer(), ['A', 'B & C'], { PROMETHEUS_TOKEN: ' t0ken ' });
    const [request] = server.asked;
    expect(request?.query.get('type')).toBe('alert');
    expect(request?.query.getAll('rule_name[]')).toEqual(['A', 'B & C']);
    expect(request?.headers.authorization).toBe('Bearer t0ken');
  });

  it('are asked for without credentials where no token is set', async () => {
    const { server } = await asked(answer());
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('tell their state, since when, and of which series', async () => {
    const active = [alert('pending', { monitor: 'M\u001b[31m' }), alert('firing')];
    const { found } = await asked(answer(rule({ state: 'firing', alerts: active })));
    expect(found).toEqual([
      {
        name: 'A',
        state: 'firing',
        since: Date.parse('2026-11-23T03:00:00.5Z'),
        alerts: [
          {
            labels: { alertname: 'A', monitor: 'M' },
            state: 'pending',
            since: Date.parse('2026-11-23T03:00:00.5Z'),
          },
          {
            labels: { alertname: 'A' },
            state: 'firing',
            since: Date.parse('2026-11-23T03:00:00.5Z'),
          },
        ],
        evaluatedAt: Date.parse('2026-11-23T03:02:00Z'),
        fault: null,
      },
    ]);
  });

  it('that fail say why, and those never evaluated say so', async () => {
    const never = { state: 'unknown', lastEvaluation: '0001-01-01T00:00:00Z' };
    expect((await asked(answer(rule({ health: 'err', lastError: 'bad' })))).found).toMatchObject([
      { fault: 'bad' },
    ]);
    expect((await asked(answer(rule(never)))).found).toMatchObject([
      { state: 'not-evaluated', evaluatedAt: null },
    ]);
  });

  it('of one name in two groups are one, in the more pressing state', async () => {
    const pending = rule({ state: 'pending', alerts: [alert('pending')] });
    const { found } = await asked(answer(rule(), pending));
    expect(found).toMatchObject([{ state: 'pending', alerts: [{ state: 'pending' }] }]);
  });

  it('leave out other rules, and those that record', async () => {
    const others = [rule({ name: 'B' }), rule({ type: 'recording' }), { name: 7 }, null];
    expect((await asked(answer(...others))).found).toEqual([]);
  });

  it.each<[string, VendorReply, string, RegExp]>([
    ['401', { status: 401, body: 'no' }, 'credentials', /needs a token \(401\)/],
    [
      'an error',
      { status: 422, body: { status: 'error', error: 'x\u001b' } },
      'unreachable',
      /422: x/,
    ],
    ['HTML', { body: '<html>' }, 'unreachable', /not JSON/],
    ['no groups', { body: { status: 'success', data: {} } }, 'unreachable', /without rules/],
    ['500', { status: 500, body: '' }, 'unreachable', /in trouble/],
    ['a dropped connection', { drop: true }, 'unreachable', /./],
  ])('cannot be read from %s', async (_what, reply, kind, message) => {
    const { found } = await asked(reply);
    expect(found).toMatchObject({ kind, message: expect.stringMatching(message) });
    expect(isCleanLine((found as Error).message)).toBe(true);
  });

  it('say that a token was rejected without telling it', async () => {
    const { found } = await asked({ status: 403 }, ['A'], { PROMETHEUS_TOKEN: 's3cret' });
    expect((found as Error).message).toBe('Prometheus rejects PROMETHEUS_TOKEN (403)');
  });

  it('cannot be asked for without an address', async () => {
    const parts = { http, clock: fakeClock(), env: {}, url: undefined };
    await expect(prometheusRules(parts, ['A'], read)).rejects.toMatchObject({ kind: 'config' });
  });

  it('of the sandbox are the shipped ones, and stand as its world does', async () => {
    const { sandbox } = await sandboxed('bad-deploy');
    const names = ['High Error Rate', 'Service Down', 'Nobody'];
    const parts = { http, clock: fakeClock(), env: sandbox.env, url: sandbox.urls.prometheus };
    const found = await prometheusRules(parts, names, read);
    expect(found.map(({ name, state }) => [name, state])).toEqual([
      ['Service Down', 'inactive'],
      ['High Error Rate', 'firing'],
    ]);
  });
});
