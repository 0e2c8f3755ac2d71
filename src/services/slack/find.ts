/* Looks for a message of ours in a channel: after a lost answer, was it posted? */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { ChatPlace } from '../../ports/chat.ts';
import type { Http } from '../../ports/http.ts';
import { askVendor, field, join, list, type VendorAnswer } from '../http/vendor-answer.ts';
import { metadataType } from './body.ts';
import { meaningOfError, refusedByApi } from './refusal.ts';

interface FindParts {
  readonly http: Http;
  readonly apiUrl: string;
  readonly token: string;
}

const timeout = 15_000;
/** Pages of a list of channels, or of a busy channel's minutes. */
const mostPages = 20;

type Query = Readonly<Record<string, string>>;

/** See `SlackPost.find`. Reads conversations.history, or conversations.replies of a thread. */
export async function findMessage(
  parts: FindParts,
  key: string,
  { channel, thread, since }: ChatPlace,
  signal: AbortSignal,
): Promise<{ channel: string; ts: string } | null> {
  const id = /^C[A-Z0-9]+$/.test(channel) ? channel : await channelId(parts, channel, signal);
  const method = thread === null ? 'conversations.history' : 'conversations.replies';
  const query = {
    channel: id,
    // A minute of grace: Slack's clock is not ours.
    oldest: String(Math.floor(since / 1000) - 60),
    include_all_metadata: 'true',
    limit: '200',
    ...(thread === null ? {} : { ts: thread }),
  };
  const found = await search(parts, method, query, 'messages', signal, (message) => {
    const ours = field(message, 'metadata', 'event_type') === metadataType;
    return ours && field(message, 'metadata', 'event_payload', 'key') === key;
  });
  const ts = field(found, 'ts');
  return typeof ts === 'string' ? { channel: id, ts } : null;
}

async function channelId(parts: FindParts, name: string, signal: AbortSignal): Promise<string> {
  const plain = name.replace(/^#/, '');
  const query = {
    types: 'public_channel,private_channel',
    exclude_archived: 'true',
    limit: '1000',
  };
  const isIt = (each: unknown) => field(each, 'name') === plain;
  const found = await search(parts, 'conversations.list', query, 'channels', signal, isIt);
  const id = field(found, 'id');
  if (typeof id === 'string') return id;
  throw refusedByApi('channel_not_found', undefined);
}

async function search(
  { http, apiUrl, token }: FindParts,
  method: string,
  query: Query,
  collection: string,
  signal: AbortSignal,
  isIt: (item: unknown) => boolean,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  let cursor = '';
  for (let page = 0; page < mostPages; page += 1) {
    const search = new URLSearchParams({ ...query, ...(cursor === '' ? {} : { cursor }) });
    const url = join(apiUrl, `/${method}?${search}`);
    const asked = await askVendor(http, 'Slack', { url, headers }, { timeout, signal });
    const { answer } = asked;
    if (answer === undefined) throw unreachable(asked.reason);
    const items = list(answer.json, collection);
    if (field(answer.json, 'ok') !== true || items === undefined) {
      throw withoutItems(answer);
    }
    const found = items.find(isIt);
    if (found !== undefined) return found;
    const next = field(answer.json, 'response_metadata', 'next_cursor');
    if (typeof next !== 'string' || next === '' || next === cursor) return undefined;
    cursor = next;
  }
  throw unreachable('Slack lists more than can be looked through');
}

/** Slack's No, but only where it says so: else nobody was told whether the message is there. */
function withoutItems({ status, json }: VendorAnswer): TsopsError {
  const error = field(json, 'error');
  if (typeof error === 'string' && meaningOfError(error) === 'no') {
    return refusedByApi(cleanText(error, 60), field(json, 'needed'));
  }
  if (status >= 400 && error === undefined) return refusedByApi(`HTTP ${status}`, undefined);
  return unreachable(`Slack's answer (${cleanText(error ?? `HTTP ${status}`, 60)}) tells nothing`);
}

function unreachable(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message, next: ['tsops doctor slack'] });
}
