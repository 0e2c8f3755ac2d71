import { describe, expect, it } from 'vitest';
import type { Pages } from '../../../src/ports/pages.ts';
import { credentials, lesserCredentials } from '../../../src/sandbox/credentials.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { createPagerIncidents } from '../../../src/services/pagerduty/pager-incidents.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';
import { scriptedVendor } from '../scripted-vendor.ts';
import { uselessAnswers, type VendorReply, vendorServer } from '../vendor-server.ts';

const { signal } = new AbortController();

/** The sandbox with one page, and the adapter over real sockets. */
async function pager(env: Record<string, string | undefined> = {}, scenario = 'site-down') {
  const { sandbox, clock } = await sandboxed(scenario);
  const context = await sandboxContext(sandbox, { env, clock });
  const service = await context.services.pages();
  if (service === null) throw new Error('no pager');
  const writes = () => sandbox.requests().filter(({ method }) => method !== 'GET');
  return { sandbox, clock, service, writes };
}

async function only(service: Pages) {
  const [first, second] = await service.open(signal);
  if (first === undefined || second !== undefined) throw new Error('not one');
  return first;
}

const yuna = { id: 'PYUNA03', name: 'Yuna Choi' };

describe('pages that are open', () => {
  it('are told with who has them and what PagerDuty does next', async () => {
    const { service, clock } = await pager();
    const now = clock.now();
    expect(await only(service)).toEqual({
      id: expect.stringMatching(/^Q[0-9A-F]{13}$/),
      number: 1201,
      title: 'TalkStudio Production is DOWN',
      status: 'triggered',
      urgency: 'high',
      key: 'uptime/-240000',
      url: expect.stringContaining('https://talkstudio.pagerduty.com/incidents/Q'),
      since: now - 120_000,
      changedAt: now - 120_000,
      assigned: [{ id: 'PMINJI1', name: 'Minji Kim' }],
      direct: false,
      acknowledgedBy: [],
      policy: 'PPOLICY',
      escalatesAt: now + 13 * 60_000,
      acknowledgedUntil: null,
      resolvesAt: now - 120_000 + 14_400_000,
    });
  });

  it('are found by id and by number, and what is none is none', async () => {
    const { service } = await pager();
    const { id } = await only(service);
    expect((await service.incident(id, signal))?.number).toBe(1201);
    expect((await service.incident('1201', signal))?.id).toBe(id);
    expect(await service.incident('7/../../users', signal)).toBeNull();
  });

  it('are asked of the service that the config names, the newest first, page by page', async () => {
    const { sandbox, service } = await pager();
    await service.open(signal);
    const asked = sandbox.requests().map(({ path }) => new URL(path, 'http://x'));
    const query = asked.find(({ pathname }) => pathname === '/incidents')?.searchParams;
    expect(query?.getAll('statuses[]')).toEqual(['triggered', 'acknowledged']);
    expect(query?.getAll('service_ids[]')).toEqual(['PSERVIC']);
    expect(Object.fromEntries(query ?? [])).toMatchObject({
      sort_by: 'created_at:desc',
      limit: '100',
      offset: '0',
    });
  });

  it('are null without a token, and no key at all is a credentials error', async () => {
    const { sandbox } = await sandboxed();
    const none = await sandboxContext(sandbox, { env: { PAGERDUTY_API_TOKEN: undefined } });
    expect(await none.services.pages()).toBeNull();
    const odd = await sandboxContext(sandbox, { env: { PAGERDUTY_API_TOKEN: 'two words' } });
    await expect(odd.services.pages()).rejects.toMatchObject({ kind: 'credentials' });
  });

  it('tell who is on call at each step of the policy, and who is who', async () => {
    const { service } = await pager();
    expect(await service.levels(null, signal)).toMatchObject([
      { level: 1, people: [{ name: 'Minji Kim' }] },
      { level: 2, people: [{ name: 'Seungho Park' }] },
      { level: 3, people: [yuna] },
    ]);
    expect(await service.people('yuna', signal)).toEqual([yuna]);
    expect(await service.people('nobody', signal)).toEqual([]);
  });
});

describe('an answer to a page', () => {
  it('is one write, in the name of whom the key belongs to', async () => {
    const { service, writes, clock } = await pager();
    const { id } = await only(service);
    const written = await service.change([id], { to: 'acknowledged' }, signal);
    expect(written).toMatchObject({
      written: 'yes',
      incidents: [
        {
          status: 'acknowledged',
          acknowledgedBy: ['Minji Kim'],
          escalatesAt: null,
          acknowledgedUntil: clock.now() + 1_800_000,
        },
      ],
    });
    const [{ method, path, headers, body } = {}, ...more] = writes();
    expect([method, path, more]).toEqual(['PUT', '/incidents', []]);
    expect(headers).toMatchObject({ from: 'minji@talkstudio.example' });
    expect(JSON.parse(String(body))).toEqual({
      incidents: [{ id, type: 'incident_reference', status: 'acknowledged' }],
    });
  });

  it('resolves, escalates to a step, and gives it to a person', async () => {
    const { service } = await pager();
    const { id } = await only(service);
    await service.change([id], { to: 'level', level: 2, people: [] }, signal);
    expect((await only(service)).assigned).toEqual([{ id: 'PSEUNG2', name: 'Seungho Park' }]);
    await service.change([id], { to: 'person', person: yuna }, signal);
    expect(await only(service)).toMatchObject({
      assigned: [yuna],
      direct: true,
      escalatesAt: null,
    });
    await service.change([id], { to: 'resolved', resolution: 'the bucket is back' }, signal);
    expect(await service.incident(id, signal)).toMatchObject({ status: 'resolved', assigned: [] });
  });

  it('writes a note, and opens an incident for a person by a key', async () => {
    const { service, writes } = await pager({}, 'calm');
    const page = {
      title: 'Come, please',
      key: 'tsops-1',
      person: yuna,
      urgency: 'high',
    } as const;
    const written = await service.page(page, signal);
    expect(written).toMatchObject({
      written: 'yes',
      incidents: [{ key: 'tsops-1', direct: true }],
    });
    expect(JSON.parse(String(writes()[0]?.body))).toEqual({
      incident: {
        type: 'incident',
        title: 'Come, please',
        service: { id: 'PSERVIC', type: 'service_reference' },
        urgency: 'high',
        incident_key: 'tsops-1',
        assignments: [{ assignee: { id: 'PYUNA03', type: 'user_reference' } }],
      },
    });
    const again = service.page(page, signal);
    await expect(again).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/\(400\): .*matching dedup key/),
    });
    const { id } = await only(service);
    await service.note(id, 'on my way', signal);
    expect(await service.notes(id, signal)).toEqual(['on my way']);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ PAGERDUTY_API_TOKEN: lesserCredentials.pagerdutyAccount }, /account's key.*PAGERDUTY_FROM/],
    [{ PAGERDUTY_FROM: 'minji' }, /not an e-mail address/],
    [{ PAGERDUTY_FROM: 'nobody@example.com' }, /No PagerDuty user/],
    [{ PAGERDUTY_API_TOKEN: lesserCredentials.pagerdutyReader, PAGERDUTY_FROM: 'a@b' }, /may not/],
    [{ PAGERDUTY_API_TOKEN: 'another' }, /rejects PAGERDUTY_API_TOKEN/],
  ])('wants credentials that may write: %j', async (env, message) => {
    const { service, sandbox } = await pager(env);
    const error = await service
      .change(['QX'], { to: 'acknowledged' }, signal)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'credentials', message: expect.stringMatching(message) });
    expect(String(error)).not.toContain(env.PAGERDUTY_API_TOKEN ?? credentials.PAGERDUTY_API_TOKEN);
    expect(sandbox.requests().filter(({ status }) => status === 200)).toEqual([]);
  });

  it("goes through with an account's key once PAGERDUTY_FROM says in whose name", async () => {
    const env = {
      PAGERDUTY_API_TOKEN: lesserCredentials.pagerdutyAccount,
      PAGERDUTY_FROM: 'seungho@talkstudio.example',
    };
    const { service } = await pager(env);
    const { id } = await only(service);
    await service.change([id], { to: 'acknowledged' }, signal);
    expect((await only(service)).acknowledgedBy).toEqual(['Seungho Park']);
  });

  it('is unknown where its answer was lost, and is not sent again', async () => {
    const { service, sandbox, writes } = await pager();
    const { id } = await only(service);
    sandbox.inject({ system: 'pagerduty', method: 'PUT', kind: 'drop-after' });
    const lost = await service.change([id], { to: 'acknowledged' }, signal);
    expect(lost).toMatchObject({ written: 'unknown', reason: expect.stringContaining('dropped') });
    expect(writes()).toHaveLength(1);
    expect((await only(service)).status).toBe('acknowledged');
  });

  it.each([500, 408])(
    'is unknown on a %i too: nobody knows what came before it',
    async (status) => {
      const { service, sandbox, writes } = await pager();
      const { id } = await only(service);
      sandbox.inject({ system: 'pagerduty', method: 'PUT', kind: 'status', status });
      const lost = await service.change([id], { to: 'acknowledged' }, signal);
      expect(lost).toMatchObject({ written: 'unknown' });
      expect(writes()).toHaveLength(1);
    },
  );

  it('waits as long as the limit asks, and then goes', async () => {
    const { service, sandbox, clock } = await pager();
    const { id } = await only(service);
    const headers = { 'ratelimit-reset': '12' };
    const limit = { system: 'pagerduty', kind: 'status', status: 429, headers, count: 1 } as const;
    sandbox.inject({ ...limit, method: 'PUT' });
    const before = clock.slept();
    await service.change([id], { to: 'acknowledged' }, signal);
    expect(clock.slept() - before).toBe(12_000);
    expect((await only(service)).status).toBe('acknowledged');
  });

  it('gives up where the limit asks for more than its budget: nothing was changed', async () => {
    const { service, sandbox, clock } = await pager();
    const { id } = await only(service);
    const headers = { 'ratelimit-reset': '31' };
    sandbox.inject({ system: 'pagerduty', method: 'PUT', kind: 'status', status: 429, headers });
    const error = await service.change([id], { to: 'acknowledged' }, signal).catch(String);
    expect(error).toMatch(/limits our requests \(429\); asks to wait 31 s; nothing was changed/);
    expect(clock.slept()).toBe(0);
  });
});

describe('in whose name PagerDuty is changed', () => {
  it('is asked once, and again after it could not be found out', async () => {
    const users: string[] = [];
    const server = await scriptedVendor(({ url }) => {
      if (url !== '/users/me') return { body: { incidents: [] } };
      users.push(url);
      return users.length === 1
        ? { status: 400, body: {} }
        : { body: { user: { email: 'minji@talkstudio.example' } } };
    });
    const service = createPagerIncidents({
      http: createHttp({ env: {}, loopbackOnly: true }),
      env: { PAGERDUTY_API_TOKEN: 'key-of-minji' },
      clock: fakeClock(),
      config: { apiUrl: server.url, service: 'S', escalationPolicy: 'P' },
    });
    const change = () => service?.change(['Q1'], { to: 'acknowledged' }, signal);
    await expect(change()).rejects.toMatchObject({ kind: 'credentials' });
    expect(await change()).toMatchObject({ written: 'yes' });
    expect(await change()).toMatchObject({ written: 'yes' });
    expect(users).toHaveLength(2);
    expect(server.seen.at(-1)?.headers.from).toBe('minji@talkstudio.example');
  });
});

describe('answers of PagerDuty that are no answer', () => {
  const parts = async (reply: VendorReply) => {
    const server = await vendorServer({ 'GET /incidents/1': reply });
    const service = createPagerIncidents({
      http: createHttp({ env: {}, loopbackOnly: true }),
      env: { PAGERDUTY_API_TOKEN: 'key-of-nobody' },
      clock: fakeClock(),
      config: { apiUrl: server.url, service: 'S', escalationPolicy: 'P' },
    });
    if (service === null) throw new Error('no pager');
    return service;
  };
  const slow = new Set(['no answer in time', '429']);
  it.each(uselessAnswers.filter(([what]) => !slow.has(what)))(
    'are unreachable: %s',
    async (_what, reply, message) => {
      const error = await (await parts(reply)).incident('1', signal).catch((thrown) => thrown);
      expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringMatching(message) });
    },
  );

  it('let nothing through that could steer a terminal, or lead elsewhere', async () => {
    const incident = {
      id: 'Q1',
      incident_number: 7,
      status: 'triggered',
      created_at: '2026-11-25T03:00:00Z',
      title: 'bad\u001b[2J\nnews',
      html_url: 'javascript:alert(1)',
      assignments: [{ assignee: { id: '../x', summary: 'Eve' } }, { assignee: null }, 7],
      pending_actions: [{ type: 'escalate', at: 'soon' }, 'x'],
    };
    const found = await (await parts({ body: { incident } })).incident('1', signal);
    expect(found).toMatchObject({ title: 'bad news', url: null, assigned: [], escalatesAt: null });
  });
});
