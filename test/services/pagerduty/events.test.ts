import { describe, expect, it } from 'vitest';
import type { SentPage } from '../../../src/ports/paging.ts';
import { credentials } from '../../../src/sandbox/credentials.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';

const page: SentPage = {
  action: 'trigger',
  dedupKey: 'tsops-production-abc',
  summary: 'P1 Service Down',
  source: 'TalkStudio production',
  severity: 'critical',
  details: { value: 'false' },
  links: [{ text: 'production', href: 'https://talkstudio.example' }],
  at: Date.parse('2026-11-23T03:00:00Z'),
};

async function paging(env = {}) {
  const { sandbox } = await sandboxed();
  const context = await sandboxContext(sandbox, { env });
  const send = async (what: SentPage = page) =>
    (await context.services.paging()).send(what, context.signal);
  return { sandbox, send };
}

describe('paging through the Events API', () => {
  it('sends what PagerDuty wants, and of a resolution only the key', async () => {
    const { sandbox, send } = await paging();
    await send();
    await send({ ...page, action: 'resolve' });
    const bodies = sandbox.requests().map(({ body }) => JSON.parse(String(body)));
    expect(bodies[0]).toMatchObject({
      event_action: 'trigger',
      dedup_key: page.dedupKey,
      payload: {
        summary: page.summary,
        source: page.source,
        severity: 'critical',
        timestamp: '2026-11-23T03:00:00.000Z',
        custom_details: { value: 'false' },
      },
      links: [{ text: 'production', href: 'https://talkstudio.example' }],
    });
    expect(Object.keys(bodies[1]).sort()).toEqual(['dedup_key', 'event_action', 'routing_key']);
  });

  it.each([
    [400, 'refused'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [200, 'unreachable'],
  ])('takes %i for %s, and sends it once', async (status, kind) => {
    const { sandbox, send } = await paging();
    const body = JSON.stringify({ status: 'invalid event', errors: ['no \u001b[2J'] });
    sandbox.inject({ system: 'pagerduty', kind: 'status', status, body });
    await expect(send()).rejects.toMatchObject({ kind });
    expect(sandbox.requests()).toHaveLength(1);
  });

  it('never says the routing key', async () => {
    const { sandbox, send } = await paging();
    sandbox.inject({ system: 'pagerduty', kind: 'drop-after' });
    const message = await send().then(String, (thrown: Error) => thrown.message);
    expect(message).toMatch(/\S/);
    expect(message).not.toContain(credentials.PAGERDUTY_ROUTING_KEY);
  });

  it('needs a routing key', async () => {
    const { send } = await paging({ PAGERDUTY_ROUTING_KEY: undefined });
    await expect(send()).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining('PAGERDUTY_ROUTING_KEY is not set'),
    });
  });
});
