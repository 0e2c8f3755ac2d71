import { problemOf, TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import type { Chat, ChatMessage, ChatPosted, ChatPosting } from '../../ports/chat.ts';
import { field } from '../http/json.ts';
import type { VendorAnswer, VendorClient } from '../http/vendor-client.ts';
import { slackBody } from './body.ts';
import { openSlack, openSlackWebhook, type SlackParts } from './client.ts';
import { findMessage } from './find.ts';
import { meaningOfError, refusedByApi, refusedByWebhook } from './refusal.ts';

const timeout = 15_000;

/** With the bot token where there is one, else by the webhook. Throws a credentials error without both. */
export function createSlackPost(parts: SlackParts): Chat {
  const bot = openSlack(parts);
  if (bot.secret.problem === undefined) {
    return {
      via: 'bot',
      post: (message, posting) => post(bot, '/chat.postMessage', message, posting, byApi),
      find: (key, place, signal) =>
        findMessage({ client: bot, clock: parts.clock, signal }, key, place),
    };
  }
  const webhook = openSlackWebhook(parts);
  const { problem } = webhook.secret;
  if (problem !== undefined) throw noCredentials(bot.secret.problem.detail, problem.detail);
  return {
    via: 'webhook',
    post: (message, posting) => post(webhook, '', { ...message, thread: null }, posting, byWebhook),
  };
}

/** Slack posted nothing where it answers 429: after the wait that it asks for the same message may go again. */
async function post(
  client: VendorClient,
  path: string,
  message: ChatMessage,
  { patience, signal, onWait }: ChatPosting,
  read: (answer: VendorAnswer) => ChatPosted,
): Promise<ChatPosted> {
  const request = {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(slackBody(message)),
    raw: true,
  } as const;
  const waiting = onWait === undefined ? {} : { onWait };
  const reply = await client.write(request, { timeout, patience, signal, ...waiting });
  if (reply.answer !== undefined) return read(reply.answer);
  if (reply.wait !== undefined) throw limited(reply.wait ?? 1000);
  return withoutAnswer(reply.reason, reply.perhapsTaken);
}

function withoutAnswer(reason: string, perhapsTaken: boolean): ChatPosted {
  const error = new TsopsError({
    kind: 'unreachable',
    message: perhapsTaken
      ? `Slack did not answer, so it is not known whether it was posted: ${reason}`
      : `Slack could not be reached, and nothing was posted: ${reason}`,
    next: perhapsTaken ? ['look in the channel before you post again'] : ['tsops doctor'],
  });
  if (!perhapsTaken) throw error;
  return { posted: 'unknown', problem: problemOf(error) };
}

/** HTTP 200 with `ok: false` is Slack's No; a 5xx, or what is not Slack's, tells nothing. */
function byApi({ status, json }: VendorAnswer): ChatPosted {
  if (field(json, 'ok') === true) {
    const [channel, ts] = [field(json, 'channel'), field(json, 'ts')];
    return {
      posted: 'yes',
      channel: typeof channel === 'string' ? cleanText(channel, 80) : null,
      ts: typeof ts === 'string' && /^\d+\.\d+$/.test(ts) ? ts : null,
    };
  }
  const error = field(json, 'error');
  // With a 5xx even a No may have come after the post.
  if (field(json, 'ok') === false && typeof error === 'string' && status < 500) {
    const meaning = meaningOfError(error);
    // A server that is in trouble may have posted it, whatever it calls that.
    if (meaning === 'unclear' || (status >= 500 && meaning === 'no'))
      return { posted: 'unknown', problem: unclear(error) };
    if (meaning === 'not now') throw limited(null);
    throw refusedByApi(cleanText(error, 60), field(json, 'needed'));
  }
  if (status >= 400 && status < 500 && status !== 408)
    throw refusedByApi(`HTTP ${status}`, undefined);
  return { posted: 'unknown', problem: unclear(`HTTP ${status}`) };
}

/** A webhook answers `ok` as plain text, and its No likewise. */
function byWebhook({ status, text }: VendorAnswer): ChatPosted {
  const said = cleanText(text.slice(0, 200), 100);
  if (status === 200 && said === 'ok') return { posted: 'yes', channel: null, ts: null };
  if (status >= 400 && status < 500 && status !== 408) throw refusedByWebhook(said, status);
  return { posted: 'unknown', problem: unclear(`HTTP ${status}`) };
}

function unclear(answer: string) {
  return problemOf(
    new TsopsError({
      kind: 'unreachable',
      message: `Slack's answer (${answer}) does not tell whether it was posted.`,
      next: ['look in the channel before you post again'],
    }),
  );
}

/** `wait` in milliseconds; null where Slack does not say. */
function limited(wait: number | null): TsopsError {
  const asked = wait === null ? '' : ` and asks to wait ${formatDuration(wait)}`;
  return new TsopsError({
    kind: 'unreachable',
    message: `Slack limits our messages${asked}; nothing was posted.`,
    next: [`wait ${wait === null ? 'a minute' : formatDuration(wait)}, then run it again`],
  });
}

function noCredentials(bot: string, webhook: string): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message: `Slack cannot be posted to: ${bot}; ${webhook}.`,
    next: [
      'export SLACK_BOT_TOKEN=…  (a Slack app with the scope chat:write)',
      'or export SLACK_WEBHOOK_URL=…  (an incoming webhook)',
    ],
  });
}
