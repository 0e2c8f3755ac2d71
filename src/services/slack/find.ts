/* Looks for a message of ours in a channel: after a lost answer, was it posted? */

import type { Clock } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { minute } from '../../domain/time/units.ts';
import type { ChatPlace } from '../../ports/chat.ts';
import { field, listAt } from '../http/json.ts';
import { readPages } from '../http/pages.ts';
import type { VendorAnswer, VendorClient } from '../http/vendor-client.ts';
import { metadataType } from './body.ts';
import { meaningOfError, refusedByApi } from './refusal.ts';

const timeout = 15_000;
/** Pages of a list of channels, or of a busy channel's minutes. */
const mostPages = 20;

type Query = Readonly<Record<string, string>>;

interface Looking {
  readonly client: VendorClient;
  readonly clock: Pick<Clock, 'now'>;
  readonly signal: AbortSignal;
}

/** A message is looked for since our own time: where that is ahead of Slack's, since the same moment by theirs. */
const tolerated = minute;

/** See `SlackPost.find`. Reads conversations.history, or conversations.replies of a thread. */
export async function findMessage(
  { client, clock, signal }: Looking,
  key: string,
  { channel, thread, since }: ChatPlace,
): Promise<{ channel: string; ts: string } | null> {
  const id = /^C[A-Z0-9]+$/.test(channel) ? channel : await channelId(client, channel, signal);
  let aheadMs = 0;
  const onDate = (date: number): void => {
    aheadMs = clock.now() - date;
  };
  const place = { channel: id, thread, since };
  const found = await messageIn({ client, signal, onDate }, key, place);
  if (found !== null || aheadMs <= tolerated) return found;
  return messageIn({ client, signal, onDate }, key, { ...place, since: since - aheadMs });
}

type Asking = Pick<Looking, 'client' | 'signal'> & { readonly onDate: (date: number) => void };

async function messageIn(
  asking: Asking,
  key: string,
  { channel: id, thread, since }: ChatPlace,
): Promise<{ channel: string; ts: string } | null> {
  const method = thread === null ? 'conversations.history' : 'conversations.replies';
  const query = {
    channel: id,
    // A minute of grace: Slack's clock is not ours.
    oldest: String(Math.floor(since / 1000) - 60),
    include_all_metadata: 'true',
    limit: '200',
    ...(thread === null ? {} : { ts: thread }),
  };
  const found = await search(asking, method, query, 'messages', (message) => {
    const ours = field(message, 'metadata', 'event_type') === metadataType;
    return ours && field(message, 'metadata', 'event_payload', 'key') === key;
  });
  const ts = field(found, 'ts');
  return typeof ts === 'string' && /^\d+\.\d+$/.test(ts) ? { channel: id, ts } : null;
}

async function channelId(client: VendorClient, name: string, signal: AbortSignal): Promise<string> {
  const plain = name.replace(/^#/, '');
  const query = {
    types: 'public_channel,private_channel',
    exclude_archived: 'true',
    limit: '1000',
  };
  const isIt = (each: unknown) => field(each, 'name') === plain;
  const asking = { client, signal, onDate: () => {} };
  const found = await search(asking, 'conversations.list', query, 'channels', isIt);
  const id = field(found, 'id');
  if (typeof id === 'string' && /^[A-Z0-9]{1,40}$/.test(id)) return id;
  throw refusedByApi('channel_not_found', undefined);
}

async function search(
  { client, signal, onDate }: Asking,
  method: string,
  query: Query,
  collection: string,
  isIt: (item: unknown) => boolean,
): Promise<unknown> {
  const enough = (items: readonly unknown[]) => items.some(isIt);
  const { items, more } = await readPages({ most: mostPages, enough }, async (cursor) => {
    const search = new URLSearchParams({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    const path = `/${method}?${search}`;
    const { answer, reason } = await client.read({ path }, { timeout, signal });
    if (answer === undefined) throw client.unreachable(reason);
    const date = Date.parse(answer.headers.date ?? '');
    if (!Number.isNaN(date)) onDate(date);
    const page = listAt(answer.json, collection);
    if (field(answer.json, 'ok') !== true || page === undefined) throw withoutItems(answer);
    const next = field(answer.json, 'response_metadata', 'next_cursor');
    return { items: page, next: typeof next === 'string' && next !== '' ? next : undefined };
  });
  const found = items.find(isIt);
  // Not found among what was read is not "not there".
  if (found === undefined && more) {
    throw client.unreachable('Slack lists more than can be looked through');
  }
  return found;
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
