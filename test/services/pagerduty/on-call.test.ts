import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { createOnCallService } from '../../../src/services/pagerduty/on-call.ts';
import { fakeClock } from '../../support/clock.ts';
import { uselessAnswers, type VendorReply, vendorServer } from '../vendor-server.ts';

const token = 'sandbox-token-of-nobody';
const reach = { timeout: 500, signal: new AbortController().signal };
const window = { since: Date.parse('2026-11-25T00:00Z'), until: Date.parse('2026-12-02T00:00Z') };
const policies = { body: { escalation_policies: [{ id: 'P1', name: 'production-team' }] } };

async function serviceAt(answers: Readonly<Record<string, VendorReply>>, value = token) {
  const server = await vendorServer(answers);
  const http = createHttp({ env: {}, loopbackOnly: true });
  const config = { apiUrl: server.url, escalationPolicy: 'production-team' };
  const env = { PAGERDUTY_API_TOKEN: value };
  const service = createOnCallService({ http, env, clock: fakeClock(), config });
  return { server, onCalls: () => service.onCalls(window, reach) };
}

const entry = {
  user: { summary: 'Minji\u001b[31m Kim' },
  schedule: { summary: 'Weekly rotation' },
  escalation_level: 1,
  start: '2026-11-23T09:00:00+09:00',
  end: '2026-11-30T09:00:00+09:00',
};

describe('who is on call by PagerDuty', () => {
  it('is asked of the policy, found by its name, with the headers that its API wants', async () => {
    const lead = { ...entry, escalation_level: 2, schedule: null, start: null, end: null };
    const { server, onCalls } = await serviceAt({
      'GET /escalation_policies': policies,
      'GET /oncalls': { body: { oncalls: [entry, lead, 7, { user: null }], more: false } },
    });
    expect(await onCalls()).toEqual([
      {
        person: 'Minji Kim',
        level: 1,
        from: Date.parse('2026-11-23T00:00Z'),
        to: Date.parse('2026-11-30T00:00Z'),
        schedule: 'Weekly rotation',
      },
      { person: 'Minji Kim', level: 2, from: null, to: null, schedule: null },
    ]);
    const asked = server.asked[1];
    expect(asked?.query.getAll('escalation_policy_ids[]')).toEqual(['P1']);
    expect(asked?.query.get('since')).toBe('2026-11-25T00:00:00.000Z');
    expect(asked?.headers).toMatchObject({
      authorization: `Token token=${token}`,
      accept: 'application/vnd.pagerduty+json;version=2',
      'content-type': 'application/json',
    });
  });

  it('is not asked without a token', async () => {
    const { server, onCalls } = await serviceAt({}, '');
    expect(await onCalls()).toBeNull();
    expect(server.asked).toEqual([]);
  });

  it.each([
    [401, 'credentials', /rejects PAGERDUTY_API_TOKEN/],
    [403, 'credentials', /may not read/],
    [404, 'unreachable', /answered 404/],
  ])('says what is wrong on %i', async (status, kind, message) => {
    const { onCalls } = await serviceAt({ 'GET /escalation_policies': { status, body: {} } });
    const error = await onCalls().catch((thrown: unknown) => thrown);
    if (!(error instanceof TsopsError)) throw new Error('it answered');
    expect([error.kind, error.message]).toEqual([kind, expect.stringMatching(message)]);
    expect(error.message).not.toContain(token);
  });

  it('names the policy that PagerDuty does not know', async () => {
    const body = { escalation_policies: [] };
    const { onCalls } = await serviceAt({ 'GET /escalation_policies': { body } });
    await expect(onCalls()).rejects.toThrow(/has no escalation policy production-team/);
  });

  it('gives up on a list without an end', async () => {
    const more = { oncalls: [entry], more: true };
    const { onCalls, server } = await serviceAt({
      'GET /escalation_policies': policies,
      'GET /oncalls': { body: more },
    });
    await expect(onCalls()).rejects.toThrow(/has no end/);
    expect(server.asked.at(-1)?.query.get('offset')).toBe('1900');
  });

  it.each(uselessAnswers)('is not known on %s', async (_what, reply, message) => {
    const { onCalls } = await serviceAt({ 'GET /escalation_policies': reply });
    await expect(onCalls()).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(onCalls()).rejects.toThrow(message);
  });
});
