import type { Clock } from '../../contract/context.ts';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import type { Chat, ChatMessage, ChatPosted, ChatPosting } from '../../ports/chat.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';
import { secretOf } from '../http/secret.ts';
import { field, join } from '../http/vendor-answer.ts';
import { slackBody } from './body.ts';
import { findMessage } from './find.ts';
import { meaningOfError, refusedByApi, refusedByWebhook } from './refusal.ts';

interface SlackOptions {
  readonly http: Http;
  readonly env: Env;
  readonly clock: Clock;
  /** `https://slack.com/api` */
  readonly apiUrl: string;
}

const timeout = 15_000;
const maxBody = 1024 * 1024;

/** With the bot token where there is one, else by the webhook. Throws a credentials error without both. */
export function createSlackPost({ http, env, clock, apiUrl }: SlackOptions): Chat {
  const bot = secretOf(env, 'SLACK_BOT_TOKEN', 'the bot token of a Slack app with chat:write');
  if (bot.value !== undefined) {
    const url = join(apiUrl, '/chat.postMessage');
    const headers = { authorization: `Bearer ${bot.value}` };
    return {
      via: 'bot',
      post: (message, posting) => {
        const send = () => request(http, url, headers, message, posting);
        return posted(send, clock, posting, byApi);
      },
      find: (key, place, signal) =>
        findMessage({ http, apiUrl, token: bot.value }, key, place, signal),
    };
  }
  const webhook = secretOf(env, 'SLACK_WEBHOOK_URL', "an incoming webhook's address");
  if (webhook.value === undefined) throw noCredentials(bot.problem.detail, webhook.problem.detail);
  const url = webhook.value;
  return {
    via: 'webhook',
    post: (message, posting) => {
      const send = () => request(http, url, {}, { ...message, thread: null }, posting);
      return posted(send, clock, posting, byWebhook);
    },
  };
}

function request(
  http: Http,
  url: string,
  headers: Readonly<Record<string, string>>,
  message: ChatMessage,
  { signal }: ChatPosting,
): Promise<HttpResponse> {
  return http.send({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(slackBody(message)),
    timeout,
    maxBody,
    signal,
  });
}

/** Slack posted nothing where it answers 429: after the wait that it asks for the same message may go again. */
async function posted(
  send: () => Promise<HttpResponse>,
  clock: Clock,
  { patience, signal, onWait }: ChatPosting,
  read: (answer: HttpResponse) => ChatPosted,
): Promise<ChatPosted> {
  for (let left = patience; ; ) {
    let answer: HttpResponse;
    try {
      answer = await send();
    } catch (thrown) {
      return withoutAnswer(thrown);
    }
    if (answer.status !== 429) return read(answer);
    const wait = Math.max(1, Number(answer.headers['retry-after'] ?? 1) || 1) * 1000;
    if (wait > left) throw limited(wait);
    left -= wait;
    onWait?.(wait);
    await clock.sleep(wait, signal);
  }
}

function withoutAnswer(thrown: unknown): ChatPosted {
  if (!(thrown instanceof HttpFailure)) throw thrown;
  const error = new TsopsError({
    kind: 'unreachable',
    message: thrown.sent
      ? `Slack did not answer, so that nobody knows whether it was posted: ${cleanText(thrown.message, 200)}`
      : `Slack could not be reached, and nothing was posted: ${cleanText(thrown.message, 200)}`,
    next: thrown.sent ? ['look into the channel before you post again'] : ['tsops doctor'],
    cause: thrown,
  });
  if (!thrown.sent) throw error;
  return { posted: 'unknown', problem: problemOf(error) };
}

/** HTTP 200 with `ok: false` is Slack's No; a 3xx or 5xx, or what is not Slack's, tells nothing. */
function byApi({ status, body }: HttpResponse): ChatPosted {
  const json = parsed(body);
  if (field(json, 'ok') === true) {
    const [channel, ts] = [field(json, 'channel'), field(json, 'ts')];
    return {
      posted: 'yes',
      channel: typeof channel === 'string' ? cleanText(channel, 80) : null,
      ts: typeof ts === 'string' && /^\d+\.\d+$/.test(ts) ? ts : null,
    };
  }
  const error = field(json, 'error');
  if (field(json, 'ok') === false && typeof error === 'string') {
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
function byWebhook({ status, body }: HttpResponse): ChatPosted {
  const said = cleanText(new TextDecoder().decode(body.subarray(0, 200)), 100);
  if (status === 200 && said === 'ok') return { posted: 'yes', channel: null, ts: null };
  if (status >= 400 && status < 500 && status !== 408) throw refusedByWebhook(said, status);
  return { posted: 'unknown', problem: unclear(`HTTP ${status}`) };
}

function unclear(answer: string) {
  return problemOf(
    new TsopsError({
      kind: 'unreachable',
      message: `Slack's answer (${answer}) does not tell whether it was posted.`,
      next: ['look into the channel before you post again'],
    }),
  );
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
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
    message: `Slack can not be posted to: ${bot}; ${webhook}.`,
    next: [
      'export SLACK_BOT_TOKEN=…  (a Slack app with the scope chat:write)',
      'or export SLACK_WEBHOOK_URL=…  (an incoming webhook)',
    ],
  });
}
