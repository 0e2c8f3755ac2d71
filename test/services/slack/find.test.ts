import { describe, expect, it } from 'vitest';
import { lesserCredentials } from '../../../src/sandbox/credentials.ts';
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
