import { describe, expect, it } from 'vitest';
import { lesserCredentials } from '../../../src/sandbox/credentials.ts';
import type { VendorClient } from '../../../src/services/http/vendor-client.ts';
import { findMessage } from '../../../src/services/slack/find.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { sandboxContext } from '../../support/sandbox-context.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const message = {
  channel: '#ops-alerts',
  username: 'TalkStudio Monitor',
  icon: ':robot_face:',
  text: 'text',
  color: 'danger',
  title: 'title',
  body: 'body',
  fields: [],
  footer: 'tsops',
  at,
  thread: null,
} as const;

async function slackOf(env = {}) {
  const { sandbox } = await sandboxed();
  const context = await sandboxContext(sandbox, { env });
  const slack = await context.services.chat();
  const { signal } = context;
  const post = (key: string, thread: string | null = null) =>
    slack.post({ ...message, key, thread }, { patience: 0, signal });
  const find = (key: string, thread: string | null = null, channel = '#ops-alerts') =>
    slack.find?.(key, { channel, thread, since: at }, signal);
  return { sandbox, slack, post, find };
}

describe('finding a message of ours again', () => {
  it('finds it by its key, in the channel or in its thread', async () => {
    const { post, find } = await slackOf();
    const first = await post('one');
    const ts = first.posted === 'yes' ? first.ts : null;
    await post('two', ts);
    expect(await find('one')).toEqual({ channel: expect.stringMatching(/^C/), ts });
    expect(await find('two', ts)).toMatchObject({ ts: expect.not.stringMatching(String(ts)) });
    expect(await find('two')).toBeNull();
    expect(await find('three', ts)).toBeNull();
  });

  it('says which scope is missing, and that Slack is in trouble', async () => {
    const reader = await slackOf({ SLACK_BOT_TOKEN: lesserCredentials.slackReader });
    await expect(reader.find('one')).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining('channels:history'),
    });
    const { sandbox, find } = await slackOf();
    sandbox.inject({ system: 'slack', kind: 'status', status: 500 });
    await expect(find('one')).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('takes a channel that is not there for a refusal', async () => {
    const { find } = await slackOf();
    await expect(find('one', null, '#nowhere')).rejects.toMatchObject({ kind: 'refused' });
  });

  it('cannot be done by a webhook', async () => {
    const { slack } = await slackOf({ SLACK_BOT_TOKEN: undefined });
    expect([slack.via, slack.find]).toEqual(['webhook', undefined]);
  });
});

describe('with a clock that is ahead of Slack', () => {
  const hour = 3_600_000;
  const posted = {
    ts: `${at / 1000}.000100`,
    metadata: { event_type: 'tsops_notification', event_payload: { key: 'one' } },
  };

  /** Slack, at whose time a message was posted just now; `asked` are the moments that it was asked from. */
  function slackAt(time: number) {
    const asked: number[] = [];
    const client = {
      read: async ({ path }: { path: string }) => {
        const oldest = Number(new URLSearchParams(path.split('?')[1]).get('oldest'));
        asked.push(oldest);
        const messages = Number(posted.ts) >= oldest ? [posted] : [];
        const headers = { date: new Date(time).toUTCString() };
        return { answer: { status: 200, headers, json: { ok: true, messages } } };
      },
    } as unknown as VendorClient;
    return { client, asked };
  }

  const { signal } = new AbortController();
  const find = (client: VendorClient, ahead: number, key = 'one') => {
    const clock = { now: () => at + ahead };
    const place = { channel: 'C1', thread: null, since: at + ahead };
    return findMessage({ client, clock, signal }, key, place);
  };

  it.each([-3 * hour, 0, 59_000, 61_000, 3 * hour])('by %i ms it is found', async (ahead) => {
    const { client } = slackAt(at);
    expect(await find(client, ahead)).toEqual({ channel: 'C1', ts: posted.ts });
  });

  it('what is not there is looked for once more by its time, and only where ours is ahead', async () => {
    const ahead = slackAt(at);
    expect(await find(ahead.client, 3 * hour, 'two')).toBeNull();
    expect(ahead.asked).toEqual([(at + 3 * hour) / 1000 - 60, at / 1000 - 60]);
    const right = slackAt(at);
    expect(await find(right.client, 60_000, 'two')).toBeNull();
    expect(right.asked).toHaveLength(1);
  });
});
