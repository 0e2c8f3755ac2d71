import { describe, expect, it } from 'vitest';
import { credentials, lesserCredentials } from '../../src/sandbox/credentials.ts';
import { ask, type Sandbox, sandboxed } from './sandboxed.ts';

describe('Slack in the sandbox', () => {
  const slack = (
    sandbox: Sandbox,
    method: string,
    body: object,
    token: string = credentials.SLACK_BOT_TOKEN,
  ) =>
    ask(`${sandbox.urls.slack}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });

  it('takes a message and answers its time stamp, to reply to', async () => {
    const { sandbox } = await sandboxed();
    const { json } = await slack(sandbox, 'chat.postMessage', {
      channel: '#ops-alerts',
      text: 'down',
    });
    expect(json).toMatchObject({ ok: true, ts: expect.stringMatching(/^\d+\.\d{6}$/) });
    expect(sandbox.world.events).toMatchObject([
      { kind: 'message', text: 'down', channel: '#ops-alerts' },
    ]);
  });

  it.each([
    [
      'chat.postMessage',
      { channel: '#nowhere', text: 'x' },
      credentials.SLACK_BOT_TOKEN,
      'channel_not_found',
    ],
    ['chat.postMessage', { channel: '#ops-alerts' }, credentials.SLACK_BOT_TOKEN, 'no_text'],
    [
      'chat.postMessage',
      { channel: '#ops-alerts', text: 'x' },
      lesserCredentials.slackReader,
      'missing_scope',
    ],
    ['auth.test', {}, 'xoxb-other', 'invalid_auth'],
  ])('says no to %s %j with status 200', async (method, body, token, error) => {
    const { sandbox } = await sandboxed();
    const { status, json } = await slack(sandbox, method, body, token);
    expect([status, json.ok, json.error]).toEqual([200, false, error]);
    expect(sandbox.world.events).toEqual([]);
  });

  it('answers its webhook in plain text', async () => {
    const { sandbox } = await sandboxed();
    const url = sandbox.env.SLACK_WEBHOOK_URL ?? '';
    const post = (body: string) =>
      ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await post('{"text":"hello"}')).toMatchObject({ status: 200, text: 'ok' });
    expect(await post('{"text":')).toMatchObject({ status: 400, text: 'invalid_payload' });
    expect(await ask(`${url}x`, { method: 'POST', body: '{}' })).toMatchObject({ status: 404 });
  });
});

describe('PagerDuty in the sandbox', () => {
  const enqueue = (sandbox: Sandbox, event: object) =>
    ask(`${sandbox.urls.pagerduty}/v2/enqueue`, { method: 'POST', body: event });
  const page = {
    routing_key: credentials.PAGERDUTY_ROUTING_KEY,
    event_action: 'trigger',
    dedup_key: 'key-1',
    payload: { summary: 'High error rate', source: 'tsops', severity: 'critical' },
  };
  const headers = { authorization: `Token token=${credentials.PAGERDUTY_API_TOKEN}` };
  const incidents = async (sandbox: Sandbox) =>
    (await ask(`${sandbox.urls.pagerduty}/incidents?statuses[]=triggered`, { headers })).json
      .incidents;

  it('opens one incident for a dedup key, however often it is triggered', async () => {
    const { sandbox } = await sandboxed();
    const first = await enqueue(sandbox, page);
    expect([first.status, first.json]).toEqual([
      202,
      { status: 'success', message: 'Event processed', dedup_key: 'key-1' },
    ]);
    await enqueue(sandbox, page);
    expect(await incidents(sandbox)).toMatchObject([
      { title: 'High error rate', incident_key: 'key-1' },
    ]);
  });

  it('resolves by the key, and drops a resolution of an unknown one without a word', async () => {
    const { sandbox } = await sandboxed();
    await enqueue(sandbox, page);
    const other = { ...page, event_action: 'resolve', dedup_key: 'key-2' };
    expect((await enqueue(sandbox, other)).status).toBe(202);
    expect(await incidents(sandbox)).toHaveLength(1);
    await enqueue(sandbox, { ...other, dedup_key: 'key-1' });
    expect(await incidents(sandbox)).toEqual([]);
  });

  it('answers 202 to the key of another service, and pages nobody', async () => {
    const { sandbox } = await sandboxed();
    const other = { ...page, routing_key: 'x'.repeat(32) };
    expect((await enqueue(sandbox, other)).status).toBe(202);
    expect(await incidents(sandbox)).toEqual([]);
  });

  it('resolves by itself what was left alone for four hours', async () => {
    const { sandbox, clock } = await sandboxed();
    await enqueue(sandbox, page);
    clock.advance(4 * 3_600_000 + 1);
    expect(await incidents(sandbox)).toEqual([]);
  });

  it('refuses an event without what it must have, and names each', async () => {
    const { sandbox } = await sandboxed();
    const { status, json } = await enqueue(sandbox, {
      routing_key: 'short',
      event_action: 'trigger',
    });
    expect(status).toBe(400);
    expect(json.errors).toHaveLength(4);
  });

  it('tells who is on call per level, to a known token alone', async () => {
    const { sandbox } = await sandboxed();
    const { json } = await ask(`${sandbox.urls.pagerduty}/oncalls`, { headers });
    const levels = json.oncalls.map((one: { escalation_level: number }) => one.escalation_level);
    expect(levels).toEqual([1, 2, 3]);
    // The shift changes on Monday at 09:00 in Korea, and today is a Monday, at noon there.
    expect(json.oncalls[0].start).toBe('2026-11-23T00:00:00.000Z');
    expect((await ask(`${sandbox.urls.pagerduty}/oncalls`)).status).toBe(401);
  });

  it('has an open incident when production has been down for two minutes', async () => {
    const { sandbox } = await sandboxed('site-down');
    expect(await incidents(sandbox)).toMatchObject([{ title: 'TalkStudio Production is DOWN' }]);
  });
});

describe('UptimeRobot in the sandbox', () => {
  const headers = { authorization: `Bearer ${credentials.UPTIMEROBOT_API_KEY}` };
  const read = (sandbox: Sandbox, path: string) =>
    ask(`${sandbox.urls.uptimerobot}/v3${path}`, { headers });

  it('has the monitors of the config, all up on a quiet day', async () => {
    const { sandbox } = await sandboxed();
    const { json } = await read(sandbox, '/monitors');
    expect(
      json.data.map((one: { friendlyName: string; status: string }) => [
        one.friendlyName,
        one.status,
      ]),
    ).toEqual([
      ['TalkStudio Production', 'UP'],
      ['TalkStudio Staging', 'UP'],
      ['TalkStudio API Health', 'UP'],
    ]);
    const { data } = (await read(sandbox, '/incidents')).json;
    expect(data.map((one: { status: string }) => one.status)).toEqual(['RESOLVED', 'RESOLVED']);
  });

  it('sees an outage at its next check, and lists it as an incident', async () => {
    const { sandbox } = await sandboxed('site-down');
    const down = (await read(sandbox, '/monitors?status=DOWN')).json.data;
    expect(down).toHaveLength(2);
    const { json } = await read(sandbox, '/incidents');
    expect(json.data[0]).toMatchObject({ status: 'ONGOING', resolvedAt: null, reason: 'HTTP 503' });
    const late = Date.parse(json.data[0].startedAt) - (sandbox.world.startedAt - 240_000);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(60_000);
  });

  it('follows nextLink over its pages', async () => {
    const { sandbox } = await sandboxed();
    const first = (await read(sandbox, '/monitors?limit=2')).json;
    expect(first.data).toHaveLength(2);
    const second = (await ask(first.nextLink, { headers })).json;
    expect([second.data.length, second.nextLink]).toEqual([1, null]);
  });

  it('takes ten requests a minute and then answers 429 with Retry-After', async () => {
    const { sandbox, clock } = await sandboxed();
    for (let i = 0; i < 10; i += 1) expect((await read(sandbox, '/user/me')).status).toBe(200);
    const { status, headers: told } = await read(sandbox, '/user/me');
    expect([status, told['retry-after']]).toEqual([429, '60']);
    clock.advance(60_000);
    expect((await read(sandbox, '/user/me')).status).toBe(200);
    expect((await ask(`${sandbox.urls.uptimerobot}/v3/monitors`)).status).toBe(401);
  });
});

describe('DiceBear and the status pages in the sandbox', () => {
  const status = async (sandbox: Sandbox) =>
    (await ask(`${sandbox.urls.status}/dicebear/api/v2/status.json`)).json.status.indicator;

  it('draws an avatar for a seed, the same one for the same seed', async () => {
    const { sandbox } = await sandboxed();
    const avatar = (seed: string) => ask(`${sandbox.urls.dicebear}/10.x/initials/svg?seed=${seed}`);
    const [a, again, b] = [await avatar('a'), await avatar('a'), await avatar('b')];
    expect(a.headers['content-type']).toContain('image/svg+xml');
    expect(again.text).toBe(a.text);
    expect(b.text).not.toBe(a.text);
    expect(await status(sandbox)).toBe('none');
  });

  it('is out in its scenario, with a status page that says so', async () => {
    const { sandbox } = await sandboxed('dicebear-outage');
    expect((await ask(`${sandbox.urls.dicebear}/10.x`)).status).toBe(503);
    expect(await status(sandbox)).toBe('major');
  });
});
