import { describe, expect, it } from 'vitest';
import { startIncident, writeToIncident } from '../../../src/actions/protocol/incident-journal.ts';
import update from '../../../src/commands/incident/update.ts';
import { readIncident } from '../../../src/evidence/incident/open.ts';
import { incidentInSandbox, run } from '../../support/incident.ts';

const parts = {
  title: 'Errors <after> v1.2.3 & more',
  severity: 'P2' as const,
  environment: 'production',
  runbook: null,
  another: false,
};

async function begun(env: Readonly<Record<string, string | undefined>> = {}) {
  const here = await incidentInSandbox(env);
  const record = await startIncident(here.context, parts);
  await record.close();
  const posts = () => here.writes('slack').map(({ body }) => JSON.parse(body));
  return { ...here, id: record.id, posts };
}

const onPost = {
  system: 'slack',
  method: 'POST',
  path: '/api/chat.postMessage',
  count: 1,
} as const;
const byWebhook = { SLACK_BOT_TOKEN: undefined };

describe('an update in Slack', () => {
  it('has the format of the monitoring document, and escapes what Slack would read', async () => {
    const { context, posts, id } = await begun();
    const { data, next } = await run(update, context, { needs: 'ask @here & <!channel>' });
    expect(next).toEqual(['tsops incident status']);
    expect(data).toMatchObject({ state: 'done', receipt: { via: 'bot' } });
    expect(posts()[0]).toMatchObject({
      channel: '#ops-alerts',
      username: 'TalkStudio Monitor',
      icon_emoji: ':robot_face:',
      attachments: [
        {
          color: 'danger',
          title: 'DRILL P2 Errors &lt;after&gt; v1.2.3 &amp; more',
          fields: ['Environment', 'Error Rate', 'Affected Users', 'Duration'].map((title) => ({
            title,
            value: expect.any(String),
            short: true,
          })),
          footer: `tsops, ${id}`,
          ts: Math.floor(context.clock.now() / 1000),
        },
      ],
    });
    expect(posts()[0].text).toMatch(/^DRILL P2 Errors &lt;after&gt;/);
    const { text } = posts()[0].attachments[0];
    expect(text).toMatch(
      /^Conditions: .*\nActions: .*\nNeeds: ask @\u2060here &amp; &lt;!channel&gt;$/,
    );
  });

  it('goes into the thread of the first, which the journal knows', async () => {
    const { context, posts, id } = await begun();
    await run(update, context);
    await run(update, context, { conditions: 'going on' });
    const [first, second] = posts();
    const [told] = (await readIncident(context, id)).incident.updates;
    expect(first).not.toHaveProperty('thread_ts');
    expect(second).toMatchObject({ thread_ts: told?.thread?.ts, channel: told?.thread?.channel });
  });

  it('goes by the webhook where there is no bot token, and says that this tells less', async () => {
    const { context, posts } = await begun(byWebhook);
    const { data } = await run(update, context);
    expect(data).toMatchObject({
      state: 'done',
      receipt: { via: 'webhook', ts: null },
      detail: expect.stringContaining('a webhook does not say'),
    });
    expect(posts()).toHaveLength(1);
  });

  it('is not posted twice with the same text', async () => {
    const { context, posts } = await begun();
    await run(update, context, { conditions: 'same', actions: 'same', needs: 'same' });
    const again = { conditions: 'same', actions: 'same', needs: 'same' };
    await expect(run(update, context, again)).rejects.toThrow(/the same text was posted/);
    await run(update, context, { ...again, again: true });
    expect(posts()).toHaveLength(2);
  });

  it('is proven by reading it back, also where the answer was lost', async () => {
    const { context, posts, inject, id } = await begun();
    inject({ ...onPost, kind: 'drop-after' });
    const { data } = await run(update, context);
    expect(data).toMatchObject({
      state: 'done',
      proof: { ts: expect.any(String) },
      detail: expect.stringContaining('Posted as message'),
    });
    expect(posts()).toHaveLength(1);
    expect((await readIncident(context, id)).incident.updates).toMatchObject([
      { thread: { ts: data.proof.ts } },
    ]);
  });

  it('that Slack took and does not show is unknown', async () => {
    const { context, inject } = await begun();
    const gone = { system: 'slack', method: 'GET', path: '/api/conversations.history' } as const;
    const body = JSON.stringify({ ok: true, messages: [] });
    inject({ ...gone, count: 1, kind: 'status', status: 200, body });
    const { verdict, data } = await run(update, context);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
  });

  it('that the token may not read back is done, and says so', async () => {
    const { context, inject } = await begun();
    const path = '/api/conversations.history';
    inject({ system: 'slack', method: 'GET', path, count: 1, kind: 'status', status: 403 });
    const { data } = await run(update, context);
    expect(data).toMatchObject({ state: 'done', proof: null });
    expect(data.detail).toMatch(/the token cannot read it back/);
  });

  it('whose answer is lost on the webhook is unknown, and never repeated by itself', async () => {
    const { context, posts, inject, id } = await begun(byWebhook);
    inject({ ...onPost, path: '/services/*', kind: 'drop-after' });
    const text = { conditions: 'c', actions: 'a', needs: 'n' };
    const { verdict, data } = await run(update, context, text);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
    await expect(run(update, context, text)).rejects.toThrow(/may have been posted/);
    expect(posts()).toHaveLength(1);
    expect((await readIncident(context, id)).incident.updates).toEqual([]);
  });

  it.each([
    ['bot', {}, '/api/chat.postMessage'],
    ['webhook', byWebhook, '/services/*'],
  ])('answered 500 is unknown, where it is not there (%s)', async (_via, env, path) => {
    const { context, posts, inject } = await begun(env);
    inject({ ...onPost, path, kind: 'status', status: 500 });
    expect((await run(update, context, { needs: 'one' })).data.state).toBe('unknown');
    expect(posts()).toHaveLength(1);
  });

  it.each([
    ['is found by the bot', {}, '/api/chat.postMessage', 'done'],
    ['is unknown by the webhook', byWebhook, '/services/*', 'unknown'],
  ])('taken but answered with garbage %s', async (_via, env, path, state) => {
    const { context, posts, inject } = await begun(env);
    inject({ ...onPost, path, kind: 'html' });
    expect((await run(update, context)).data.state).toBe(state);
    expect(posts()).toHaveLength(1);
  });

  it('waits as long as Slack asks to, then is posted once', async () => {
    const { context, posts, inject, clock } = await begun();
    inject({ ...onPost, kind: 'status', status: 429, retryAfter: '30' });
    expect((await run(update, context)).data.state).toBe('done');
    expect(clock.slept()).toBe(30_000);
    expect(posts()).toHaveLength(2);
  });

  it('does not wait longer than its budget', async () => {
    const { context, inject, clock } = await begun();
    inject({ ...onPost, kind: 'status', status: 429, retryAfter: '600' });
    await expect(run(update, context)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('nothing was posted'),
    });
    expect(clock.slept()).toBe(0);
  });

  it.each([
    [401, 'credentials'],
    [403, 'credentials'],
    [404, 'refused'],
  ])('answered %i is said and not sent again', async (status, kind) => {
    const { context, posts, inject } = await begun();
    inject({ ...onPost, kind: 'status', status });
    await expect(run(update, context)).rejects.toMatchObject({ kind });
    expect(posts()).toHaveLength(1);
  });

  it("takes Slack's No in a 200 as a No", async () => {
    const { context } = await begun();
    await expect(run(update, context, { channel: '#no-such' })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('channel_not_found'),
    });
    const reader = await begun({ SLACK_BOT_TOKEN: 'xoxb-sandbox-reader' });
    await expect(run(update, reader.context)).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining('missing_scope (needs chat:write)'),
    });
  });

  it('is refused without credentials, naming both variables', async () => {
    const { context } = await begun({ SLACK_BOT_TOKEN: '', SLACK_WEBHOOK_URL: '' });
    await expect(run(update, context)).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringMatching(/SLACK_BOT_TOKEN is not set; SLACK_WEBHOOK_URL is not set/),
    });
  });

  it('is drafted from the journal, in Korean too', async () => {
    const { context, posts, id } = await begun();
    await writeToIncident(context, id, 'mitigated', { text: 'rolled back' });
    await run(update, { ...context, options: { ...context.options, language: 'ko' } });
    expect(posts()[0].attachments[0]).toMatchObject({
      color: 'warning',
      text: expect.stringMatching(
        /^상황: 완화되었으며 계속 관찰합니다\.\n조치: .*\n요청: 없습니다$/,
      ),
    });
  });
});
