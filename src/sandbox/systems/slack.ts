import { credentials, lesserCredentials } from '../credentials.ts';
import type { System } from '../http/exchange.ts';
import { type Ask, dispatch, json, jsonBody, type Reply, route, text } from '../http/reply.ts';
import { hexOf } from '../noise.ts';
import { type World, worldEventsOf } from '../world/model.ts';
import { vendorOutage } from './vendor.ts';

const TOKENS: Record<string, string> = {
  [credentials.SLACK_BOT_TOKEN]: 'chat:write,chat:write.public,channels:read,channels:history',
  [lesserCredentials.slackReader]: 'channels:read',
};
const CHANNELS = [
  'ops-alerts',
  'ops-critical',
  'slack-critical',
  'slack-alerts',
  'slack-monitoring',
];

/** JSON, or a form whose one field holds JSON, or a plain form: Slack takes them all. */
function fieldsOf(ask: Ask): Record<string, unknown> | undefined {
  if (ask.headers['content-type']?.includes('application/json')) return jsonBody(ask);
  const form = new URLSearchParams(ask.body);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : jsonBody({ ...ask, body: payload });
}

function said({ text: plain, blocks, attachments }: Record<string, unknown>): string | undefined {
  if (typeof plain === 'string' && plain !== '') return plain;
  const rich = blocks ?? attachments;
  return rich === undefined ? undefined : JSON.stringify(rich);
}

function record(
  world: World,
  channel: string,
  words: string,
  via: string,
  more: { thread?: string; metadata?: unknown } = {},
): string {
  const at = world.now();
  const ts = `${Math.floor(at / 1_000)}.${String(worldEventsOf(world, 'message').length + 100).padStart(6, '0')}`;
  world.record({ kind: 'message', at, channel, text: words, ts, via, ...more });
  return ts;
}

function webhook(world: World, ask: Ask): Reply {
  if (ask.path !== credentials.SLACK_WEBHOOK_URL) return text('no_service', 404, 'text/html');
  const fields = fieldsOf(ask);
  if (!fields) return text('invalid_payload', 400, 'text/html');
  const words = said(fields);
  if (words === undefined) return text('no_text', 400, 'text/html');
  record(world, String(fields.channel ?? '#ops-alerts'), words, 'webhook');
  return text('ok', 200, 'text/html');
}

/** The Web API says no with status 200 and `ok: false`. */
function refused(error: string, more: object = {}): Reply {
  return json({ ok: false, error, ...more });
}

function withToken(ask: Ask, run: (scopes: string) => Reply): Reply {
  const token = /^Bearer (.+)$/i.exec(ask.headers.authorization ?? '')?.[1];
  const given = token ?? new URLSearchParams(ask.body).get('token');
  if (!given) return refused('not_authed');
  const scopes = TOKENS[given];
  if (scopes === undefined) return refused('invalid_auth');
  const reply = run(scopes);
  return { ...reply, headers: { ...reply.headers, 'x-oauth-scopes': scopes } };
}

function post(world: World, ask: Ask, scopes: string): Reply {
  if (!scopes.includes('chat:write')) {
    return refused('missing_scope', { needed: 'chat:write', provided: scopes });
  }
  const fields = fieldsOf(ask);
  if (!fields) return refused('invalid_json');
  const words = said(fields);
  if (words === undefined) return refused('no_text');
  const channel = String(fields.channel ?? '');
  if (!CHANNELS.includes(channel.replace(/^#/, '')) && !/^C[A-Z0-9]+$/.test(channel)) {
    return refused('channel_not_found');
  }
  const named = CHANNELS.find((name) => idOf(name) === channel);
  const ts = record(world, named === undefined ? channel : `#${named}`, words, 'chat.postMessage', {
    ...(typeof fields.thread_ts === 'string' ? { thread: fields.thread_ts } : {}),
    ...(fields.metadata === undefined ? {} : { metadata: fields.metadata }),
  });
  const id = named === undefined ? idOf(channel) : channel;
  return json({
    ok: true,
    channel: id,
    ts,
    message: { type: 'message', text: words, ts, bot_id: 'B0SANDBOX' },
  });
}

function idOf(channel: string): string {
  return `C${hexOf(channel.replace(/^#/, ''), 8).toUpperCase()}`;
}

function channels(scopes: string): Reply {
  if (!scopes.includes('channels:read'))
    return refused('missing_scope', { needed: 'channels:read' });
  const all = CHANNELS.map((name) => ({ id: idOf(name), name, is_member: true }));
  return json({ ok: true, channels: all, response_metadata: { next_cursor: '' } });
}

/** The messages of a channel without those in threads, or one thread with the message that it answers. */
function messages(world: World, ask: Ask, scopes: string, thread: boolean): Reply {
  if (!scopes.includes('channels:history')) {
    return refused('missing_scope', { needed: 'channels:history' });
  }
  const id = ask.query.get('channel') ?? '';
  if (!CHANNELS.some((name) => idOf(name) === id)) return refused('channel_not_found');
  const oldest = Number(ask.query.get('oldest') ?? 0);
  const root = ask.query.get('ts');
  const found = worldEventsOf(world, 'message')
    .filter((one) => idOf(one.channel) === id && Number(one.ts) >= oldest)
    .filter((one) => (thread ? one.thread === root || one.ts === root : one.thread === undefined));
  const shown = found.map(({ text: words, ts, metadata }) => ({
    type: 'message',
    text: words,
    ts,
    ...(metadata === undefined || ask.query.get('include_all_metadata') !== 'true'
      ? {}
      : { metadata }),
  }));
  return json({ ok: true, messages: thread ? shown : shown.reverse(), has_more: false });
}

/** Slack's incoming webhook and the part of its Web API that posts. */
export function slackSystem(world: World): System {
  const identity = {
    ok: true,
    url: 'https://talkstudio.slack.com/',
    team: 'TalkStudio',
    user: 'tsops',
    team_id: 'T0SANDBOX',
    user_id: 'U0SANDBOX',
    bot_id: 'B0SANDBOX',
  };
  const routes = [
    route('POST', '/services/*hook', (ask) => webhook(world, ask)),
    route('POST', '/api/auth.test', (ask) => withToken(ask, () => json(identity))),
    route('POST', '/api/chat.postMessage', (ask) =>
      withToken(ask, (scopes) => post(world, ask, scopes)),
    ),
    route('GET', '/api/conversations.list', (ask) => withToken(ask, channels)),
    route('GET', '/api/conversations.history', (ask) =>
      withToken(ask, (scopes) => messages(world, ask, scopes, false)),
    ),
    route('GET', '/api/conversations.replies', (ask) =>
      withToken(ask, (scopes) => messages(world, ask, scopes, true)),
    ),
  ];
  return {
    name: 'slack',
    handle: (ask) => dispatch(routes, ask),
    outage: () => vendorOutage(world, 'slack'),
  };
}
