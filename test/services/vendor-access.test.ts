import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import type { AccessReport } from '../../src/domain/doctor/access.ts';
import type { AccessBudget } from '../../src/ports/access.ts';
import { createHttp } from '../../src/services/http/client.ts';
import { createUptime } from '../../src/services/uptimerobot/uptime.ts';
import { createVendorAccess } from '../../src/services/vendor-access.ts';
import { fakeClock } from '../support/clock.ts';
import { isCleanLine, uselessAnswers, type VendorReply, vendorServer } from './vendor-server.ts';

const reach = { timeout: 300 };
const secret = 'sekrit-0123456789abcdef';
const routingKey = 'R0UTINGKEYofexactly32characters1';

const secrets = {
  SENTRY_AUTH_TOKEN: secret,
  SLACK_BOT_TOKEN: secret,
  SLACK_WEBHOOK_URL: `https://hooks.slack.com/services/T1/B1/${secret}`,
  PAGERDUTY_API_TOKEN: secret,
  PAGERDUTY_ROUTING_KEY: routingKey,
  UPTIMEROBOT_API_KEY: secret,
};

const never = () => Promise.reject(new Error('asked'));
const unasked = { deploys: never, cdn: never, alertEngine: never };

function access(url: string, env: Readonly<Record<string, string | undefined>> = secrets) {
  const config = {
    sentry: { url, org: 'acme', project: 'talk studio', environment: 'production', release: '' },
    slack: { apiUrl: `${url}/api`, channels: {} },
    pagerduty: {
      eventsUrl: url,
      apiUrl: `${url}/`,
      service: 'TalkStudio Production',
      escalationPolicy: 'production-team',
    },
    uptimerobot: { apiUrl: `${url}/v3` },
    monitors: [{ name: 'Production' }, { name: 'Staging' }],
    aws: { region: 'us-east-1' },
  } as unknown as Config;
  const http = createHttp({ env: {}, loopbackOnly: true });
  const clock = fakeClock(0);
  const vendors = createVendorAccess({ http, env, config, clock, drill: false, services: unasked });
  const row = (vendor: string, name: string) => async (reached: AccessBudget) => {
    const rows = await vendors.check(vendor, { ...reached, environment: async () => 'production' });
    const { name: _, ...found } = rows.find((each) => each.name === name) ?? {};
    return found as AccessReport;
  };
  return {
    ...vendors,
    sentry: row('sentry', 'project'),
    slackBot: row('slack', 'bot'),
    slackWebhook: () => row('slack', 'webhook')(reach),
    pagerduty: row('pagerduty', 'API'),
    pagerdutyRouting: () => row('pagerduty', 'routing key')(reach),
    uptimerobot: row('uptimerobot', 'monitors'),
  };
}

function uptime(url: string, env: Readonly<Record<string, string | undefined>> = secrets) {
  const http = createHttp({ env: {}, loopbackOnly: true });
  return createUptime({
    http,
    env,
    clock: fakeClock(0),
    apiUrl: `${url}/v3`,
    monitors: ['Production', 'Staging'],
  });
}

const nowhere = 'http://127.0.0.1:1';
const releases = 'GET /api/0/projects/acme/talk%20studio/releases/';
const issues = 'GET /api/0/organizations/acme/issues/';
const events = 'GET /api/0/organizations/acme/events/';
const series = 'GET /api/0/organizations/acme/events-timeseries/';
const services = 'GET /services';
const policies = 'GET /escalation_policies';

function sentryAnswers(reply: VendorReply) {
  return { [releases]: reply, [issues]: reply, [events]: reply, [series]: reply };
}

describe('what is not set', () => {
  const bare = access(nowhere, {});
  const cases = [
    ['Sentry', () => bare.sentry(reach), 'SENTRY_AUTH_TOKEN'],
    ['the Slack bot', () => bare.slackBot(reach), 'SLACK_BOT_TOKEN'],
    ['the Slack webhook', bare.slackWebhook, 'SLACK_WEBHOOK_URL'],
    ['PagerDuty', () => bare.pagerduty(reach), 'PAGERDUTY_API_TOKEN'],
    ['the routing key', bare.pagerdutyRouting, 'PAGERDUTY_ROUTING_KEY'],
    ['UptimeRobot', () => bare.uptimerobot(reach), 'UPTIMEROBOT_API_KEY'],
  ] as const;

  it.each(cases)(
    '%s: says which variable to set, and asks nobody',
    async (_name, ask, variable) => {
      const found = await ask();
      expect(found.state).toBe('not-set');
      expect(found.detail).toContain(variable);
      expect(found.next?.join()).toContain(`export ${variable}=`);
    },
  );

  it('has no outages to tell without a key', async () => {
    expect(await uptime(nowhere, {}).outages(0, reach)).toBeNull();
  });
});

describe('a key that cannot be one', () => {
  it('is not sent, and never shown', async () => {
    const found = await access(nowhere, { SENTRY_AUTH_TOKEN: 'two words\u001b[2J' }).sentry(reach);
    expect(found.state).toBe('rejected');
    expect(JSON.stringify(found)).not.toContain('two words');
  });

  it('is taken without the line break that copying added', async () => {
    const server = await vendorServer({
      'GET /v3/monitors': { body: { data: [], nextLink: 'more' } },
    });
    await access(server.url, { UPTIMEROBOT_API_KEY: ` ${secret}\n` }).uptimerobot(reach);
    expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  });
});

describe('an answer that says nothing about our access is unknown, with its reason', () => {
  it.each(uselessAnswers)('Slack: %s', async (_name, reply, reason) => {
    const server = await vendorServer({ 'POST /api/auth.test': reply });
    const found = await access(server.url).slackBot(reach);
    expect(found).toMatchObject({ state: 'unknown', detail: expect.stringMatching(reason) });
    expect(isCleanLine(found.detail)).toBe(true);
  });

  it.each(uselessAnswers)('PagerDuty: %s', async (_name, reply, reason) => {
    const server = await vendorServer({ [services]: reply, [policies]: reply });
    const found = await access(server.url).pagerduty(reach);
    expect(found).toMatchObject({ state: 'unknown', detail: expect.stringMatching(reason) });
    expect(isCleanLine(found.detail)).toBe(true);
  });

  it.each(uselessAnswers)('UptimeRobot: %s', async (_name, reply, reason) => {
    const server = await vendorServer({ 'GET /v3/monitors': reply, 'GET /v3/incidents': reply });
    const vendors = access(server.url);
    const found = await vendors.uptimerobot(reach);
    expect(found).toMatchObject({ state: 'unknown', detail: expect.stringMatching(reason) });
    expect(isCleanLine(found.detail)).toBe(true);
    await expect(uptime(server.url).outages(0, reach)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(reason),
    });
  });

  it.each(uselessAnswers)('a status page: %s', async (_name, reply, reason) => {
    const server = await vendorServer({ 'GET /api/v2/status.json': reply });
    const found = await access(server.url).statusPage(server.url, reach);
    expect(found).toMatchObject({ state: 'unknown', detail: expect.stringMatching(reason) });
    expect(isCleanLine(found.detail)).toBe(true);
  });

  const noLists = uselessAnswers.filter(([name]) => !name.startsWith('a list'));
  it.each(noLists)('Sentry: %s', async (_name, reply, reason) => {
    const server = await vendorServer(sentryAnswers(reply));
    const found = await access(server.url).sentry(reach);
    expect(found).toMatchObject({ state: 'unknown', detail: expect.stringMatching(reason) });
    expect(isCleanLine(found.detail)).toBe(true);
  });

  it('a vendor that nobody listens for', async () => {
    const vendors = access(nowhere);
    for (const ask of [vendors.sentry, vendors.slackBot, vendors.pagerduty, vendors.uptimerobot]) {
      expect(await ask(reach)).toMatchObject({ state: 'unknown' });
    }
  });

  it('an interrupt is passed on, and is no answer', async () => {
    const server = await vendorServer({ 'POST /api/auth.test': { hang: true } });
    const stop = new AbortController();
    const asking = access(server.url).slackBot({ timeout: 10_000, signal: stop.signal });
    stop.abort(new Error('stopped'));
    await expect(asking).rejects.toThrow('stopped');
    await fetchOnce(server.url);
  });
});

/** The server must see its expected request even where the caller had gone before it arrived. */
async function fetchOnce(url: string): Promise<void> {
  const http = createHttp({ env: {}, loopbackOnly: true });
  const request = { url: `${url}/api/auth.test`, method: 'POST', timeout: 50 };
  await http.send(request).catch(() => undefined);
}

describe('Sentry', () => {
  it('works when releases, issues and events can be read', async () => {
    const server = await vendorServer(sentryAnswers({ body: [] }));
    expect(await access(server.url).sentry(reach)).toMatchObject({ state: 'works' });
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(
      Array(4).fill(`Bearer ${secret}`),
    );
  });

  it.each([
    [releases, 'project:read'],
    [issues, 'event:read'],
    [events, 'org:read'],
  ])('names the scope that a 403 of %s lacks', async (path, scope) => {
    const server = await vendorServer({
      ...sentryAnswers({ body: [] }),
      [path]: { status: 403, body: { detail: 'no' } },
    });
    const found = await access(server.url).sentry(reach);
    expect(found).toMatchObject({ state: 'limited', next: [`grant ${scope} to the token`] });
  });

  it('is rejected with 401, and the token is never shown', async () => {
    const server = await vendorServer(
      sentryAnswers({ status: 401, body: { detail: `Invalid token ${secret}` } }),
    );
    const found = await access(server.url).sentry(reach);
    expect(found.state).toBe('rejected');
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it('names the project that does not exist', async () => {
    const server = await vendorServer({
      ...sentryAnswers({ body: [] }),
      [releases]: { status: 404, body: {} },
    });
    const found = await access(server.url).sentry(reach);
    expect(found).toMatchObject({ state: 'rejected' });
    expect(found.detail).toContain('acme/talk studio');
  });
});

describe('a Sentry organization without event queries', () => {
  it('is limited, as its project is there', async () => {
    const server = await vendorServer({
      ...sentryAnswers({ body: [] }),
      [events]: { status: 404, body: {} },
    });
    const found = await access(server.url).sentry(reach);
    expect(found).toMatchObject({
      state: 'limited',
      detail: expect.stringMatching('no event queries'),
    });
  });

  it("is limited where it cannot count errors over time, as an older one of one's own", async () => {
    const server = await vendorServer({
      ...sentryAnswers({ body: [] }),
      [series]: { status: 404, body: {} },
    });
    const found = await access(server.url).sentry(reach);
    expect(found).toMatchObject({
      state: 'limited',
      detail: expect.stringMatching('no events-timeseries'),
    });
  });

  it('is rejected when it is not there at all', async () => {
    const server = await vendorServer(sentryAnswers({ status: 404, body: {} }));
    expect(await access(server.url).sentry(reach)).toMatchObject({ state: 'rejected' });
  });
});

describe("an organization's token of Sentry", () => {
  const tokenOf = (payload: object) =>
    `sntrys_${Buffer.from(JSON.stringify(payload)).toString('base64')}_c2VjcmV0`;
  const ask = async (payload: (url: string) => object, reply: VendorReply) => {
    const server = await vendorServer(sentryAnswers(reply));
    const token = tokenOf(payload(server.url));
    return access(server.url, { SENTRY_AUTH_TOKEN: token }).sentry(reach);
  };

  it('is told to be of a kind that cannot have the scope, not to be granted it', async () => {
    const found = await ask((url) => ({ region_url: url }), { status: 403, body: {} });
    expect(found.state).toBe('limited');
    expect(found.detail).toContain("an organization's token");
    expect(found.next?.join()).not.toContain('grant');
  });

  it('is of another region than the config asks', async () => {
    const elsewhere = { region_url: 'https://de.sentry.io', url: 'https://sentry.io' };
    const found = await access(nowhere, { SENTRY_AUTH_TOKEN: tokenOf(elsewhere) }).sentry(reach);
    expect(found).toMatchObject({
      state: 'limited',
      next: ['set sentry.url to https://de.sentry.io in tsops.config.yaml'],
    });
  });

  it.each([{}, 'no JSON'])('works where it says no other region (%j)', async (payload) => {
    expect((await ask(() => payload as object, { body: [] })).state).toBe('works');
  });
});

describe('the Slack bot', () => {
  const ok = { ok: true, team: 'Acme \u001b[31m', user: 'tsops' };

  it.each([
    ['chat:write,channels:read', '; to prove a post add channels:history'],
    ['chat:write,channels:read,channels:history', ', and read back what it posted'],
  ])('works with the scopes %s, and says whether a post can be proven', async (scopes, told) => {
    const server = await vendorServer({
      'POST /api/auth.test': {
        body: ok,
        headers: { 'x-oauth-scopes': scopes },
      },
    });
    expect(await access(server.url).slackBot(reach)).toEqual({
      state: 'works',
      detail: `tsops in Acme: may post${told}`,
    });
  });

  it('is limited when chat:write is missing, chat:write.public being another scope', async () => {
    const server = await vendorServer({
      'POST /api/auth.test': { body: ok, headers: { 'x-oauth-scopes': 'chat:write.public' } },
    });
    const found = await access(server.url).slackBot(reach);
    expect(found).toMatchObject({ state: 'limited', next: [expect.stringMatching('chat:write')] });
  });

  it('is untested where Slack does not tell the scopes', async () => {
    const server = await vendorServer({ 'POST /api/auth.test': { body: ok } });
    expect(await access(server.url).slackBot(reach)).toMatchObject({ state: 'untested' });
  });

  it.each(['invalid_auth', 'token_revoked', 'account_inactive', 'not_allowed_token_type'])(
    'is rejected with ok: false and %s, though the status is 200',
    async (error) => {
      const server = await vendorServer({ 'POST /api/auth.test': { body: { ok: false, error } } });
      const found = await access(server.url).slackBot(reach);
      expect(found).toMatchObject({ state: 'rejected', detail: expect.stringMatching(error) });
    },
  );

  it('is unknown with an error that says nothing about the token', async () => {
    const server = await vendorServer({
      'POST /api/auth.test': { body: { ok: false, error: 'fatal_error' } },
    });
    expect(await access(server.url).slackBot(reach)).toMatchObject({ state: 'unknown' });
  });
});

describe('what only posting could test', () => {
  const webhook = (value: string) => access(nowhere, { SLACK_WEBHOOK_URL: value }).slackWebhook();
  const routing = (value: string) =>
    access(nowhere, { PAGERDUTY_ROUTING_KEY: value }).pagerdutyRouting();

  it('is untested when it is well formed', async () => {
    expect((await webhook(secrets.SLACK_WEBHOOK_URL)).state).toBe('untested');
    expect((await routing(routingKey)).state).toBe('untested');
  });

  it.each([
    'hooks.slack.com/services/T/B/x',
    'https://hooks.slack.com/',
    'https://hooks.slack.com/services/T/B',
  ])('is rejected as no webhook: %s', async (value) => {
    expect((await webhook(value)).state).toBe('rejected');
  });

  it('says where a webhook leads that is not at Slack, without its secret', async () => {
    const found = await webhook(`http://127.0.0.1:99/services/T1/B1/${secret}`);
    expect(found).toMatchObject({
      state: 'untested',
      detail: expect.stringMatching('127.0.0.1:99'),
    });
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it.each([routingKey.slice(1), `${routingKey}1`, routingKey.replace('R', '-')])(
    'is rejected as no routing key of 32 letters and digits: %s',
    async (value) => {
      const found = await routing(value);
      expect(found.state).toBe('rejected');
      expect(JSON.stringify(found)).not.toContain(value);
    },
  );
});

describe('PagerDuty', () => {
  const service = { services: [{ name: 'TalkStudio Production' }] };
  const policy = { escalation_policies: [{ name: 'production-team' }] };

  it('works when the service and the escalation policy are found', async () => {
    const server = await vendorServer({
      [services]: { body: service },
      [policies]: { body: policy },
    });
    expect(await access(server.url).pagerduty(reach)).toMatchObject({ state: 'works' });
    expect(server.asked[0]).toMatchObject({
      headers: {
        authorization: `Token token=${secret}`,
        accept: 'application/vnd.pagerduty+json;version=2',
      },
    });
    expect(server.asked[0]?.query.get('query')).toBe('TalkStudio Production');
  });

  it('is limited when no service has exactly that name', async () => {
    const near = { services: [{ name: 'TalkStudio Production (old)' }] };
    const server = await vendorServer({ [services]: { body: near }, [policies]: { body: policy } });
    const found = await access(server.url).pagerduty(reach);
    expect(found).toMatchObject({ state: 'limited' });
    expect(found.next?.join()).toContain('pagerduty.service');
  });

  it('is rejected with 401, told once', async () => {
    const no = { status: 401, body: { error: { message: 'no' } } };
    const server = await vendorServer({ [services]: no, [policies]: no });
    const found = await access(server.url).pagerduty(reach);
    expect(found).toMatchObject({
      state: 'rejected',
      detail: 'PagerDuty rejects PAGERDUTY_API_TOKEN (401)',
    });
    // The key of an account in the EU is not known at the usual host.
    expect(found.next?.join()).toContain('https://api.eu.pagerduty.com');
  });
});

describe('UptimeRobot', () => {
  const up = (friendlyName: string, status = 'UP') => ({ friendlyName, status });

  it('works when every monitor of the config is watched', async () => {
    const body = { data: [up('Production'), up('Staging'), up('Other')], nextLink: null };
    const server = await vendorServer({ 'GET /v3/monitors': { body } });
    const found = await access(server.url).uptimerobot(reach);
    expect(found).toEqual({ state: 'works', detail: '3 monitors' });
  });

  it('names the monitors that are not watched or paused', async () => {
    const body = { data: [up('Production', 'PAUSED'), 7, null, {}], nextLink: null };
    const server = await vendorServer({ 'GET /v3/monitors': { body } });
    const found = await access(server.url).uptimerobot(reach);
    expect(found).toMatchObject({
      state: 'limited',
      detail: '4 monitors; not watched: Staging; paused: Production',
    });
  });

  it.each([401, 403])('is rejected with %i', async (status) => {
    const reply = { status, body: {} };
    const server = await vendorServer({ 'GET /v3/monitors': reply, 'GET /v3/incidents': reply });
    const vendors = access(server.url);
    expect(await vendors.uptimerobot(reach)).toMatchObject({ state: 'rejected' });
    await expect(uptime(server.url).outages(0, reach)).rejects.toMatchObject({
      kind: 'credentials',
    });
  });

  it('tells outages newest first, whatever form the times have, without those that make no sense', async () => {
    const incident = (name: unknown, startedAt: unknown, resolvedAt: unknown = null) => ({
      monitor: { friendlyName: name },
      startedAt,
      resolvedAt,
      reason: 'HTTP 503\u001b[31m\n!',
    });
    const data = [
      incident('seconds', 1_700_000_000),
      incident('iso', '2026-11-23T03:00:00Z', '2026-11-23T03:05:00Z'),
      incident('milliseconds', 1_700_000_000_500),
      incident('no time', 'yesterday'),
      incident(7, 1_700_000_000),
      null,
    ];
    const server = await vendorServer({ 'GET /v3/incidents': { body: { data, nextLink: null } } });
    const since = Date.parse('2026-11-01T00:00:00Z');
    const reason = 'HTTP 503 !';
    expect(await uptime(server.url).outages(since, reach)).toEqual([
      {
        monitor: 'iso',
        startedAt: Date.parse('2026-11-23T03:00:00Z'),
        resolvedAt: Date.parse('2026-11-23T03:05:00Z'),
        reason,
      },
      { monitor: 'milliseconds', startedAt: 1_700_000_000_500, resolvedAt: null, reason },
      { monitor: 'seconds', startedAt: 1_700_000_000_000, resolvedAt: null, reason },
    ]);
    expect(server.asked[0]?.query.get('started_after')).toBe('2026-11-01T00:00:00.000Z');
  });
});

describe('an external service', () => {
  const probe = async (reply: VendorReply) => {
    const server = await vendorServer({ 'GET /10.x/initials/svg': reply });
    const dependency = { name: 'DiceBear', probe: `${server.url}/10.x/initials/svg?seed={seed}` };
    const vendors = access(server.url);
    return { server, ask: () => vendors.dependency(dependency, reach) };
  };
  const svg = { body: '<svg/>', headers: { 'content-type': 'image/svg+xml; charset=utf-8' } };

  it('works, and is asked for something new each time, so that no cache can answer', async () => {
    const { server, ask } = await probe(svg);
    expect(await ask()).toMatchObject({ state: 'works' });
    await ask();
    const seeds = server.asked.map(({ query }) => query.get('seed'));
    expect(new Set(seeds).size).toBe(2);
    expect(seeds.join()).not.toContain('{');
  });

  it('is limited when it answers HTML instead of an image', async () => {
    const { ask } = await probe({ body: '<html>', headers: { 'content-type': 'text/html' } });
    expect(await ask()).toMatchObject({
      state: 'limited',
      detail: expect.stringMatching('text/html'),
    });
  });

  it('is limited when it answers an error', async () => {
    const { ask } = await probe({ status: 503 });
    expect(await ask()).toMatchObject({ state: 'limited', detail: 'DiceBear answers 503' });
  });

  it('is unknown when it does not answer', async () => {
    const { ask } = await probe({ hang: true });
    expect(await ask()).toMatchObject({ state: 'unknown' });
  });

  it.each([
    ['none', 'works'],
    ['minor', 'limited'],
    ['critical', 'limited'],
  ])('has a status page that says %s', async (indicator, state) => {
    const body = { status: { indicator, description: 'Some\u001b[5m words' } };
    const server = await vendorServer({ 'GET /api/v2/status.json': { body } });
    const found = await access(server.url).statusPage(`${server.url}/`, reach);
    expect(found).toEqual({ state, detail: 'Some words' });
  });
});
