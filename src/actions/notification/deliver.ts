/*
 * Sends what was decided, each to its place in order and once. `sending` is on disk before a message leaves;
 * one whose answer was lost is looked for before it goes again. Whoever started the watch has
 * consented to all of them.
 */
import type { Context } from '../../contract/context.ts';
import { asTsopsError, type TsopsError } from '../../contract/errors.ts';
import {
  type ChatContent,
  type Delivery,
  isChat,
  isPage,
  placeOf,
} from '../../domain/notification/delivery.ts';
import { applyLine, type Ledger } from '../../domain/notification/ledger.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { ChatMessage } from '../../ports/chat.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { copiedWords, copyText } from './copy-text.ts';
import { findPosted } from './find-posted.ts';

export interface Delivering {
  readonly context: Pick<
    Context,
    'clock' | 'signal' | 'services' | 'terminal' | 'children' | 'host'
  >;
  readonly record: OpenRecord;
  readonly ledger: Ledger;
}

/** MONITORING section 6. */
const sender = { username: 'TalkStudio Monitor', icon: ':robot_face:' };
/** Milliseconds that a place may be waited for where it limits us; what takes longer stays in the queue. */
const patience = 30_000;

/** One try at each place. What cannot be sent now stays in the queue, with all that comes after it. */
export async function deliverQueue(delivering: Delivering): Promise<void> {
  const places = new Map<string, Delivery[]>();
  for (const delivery of delivering.ledger.queue) {
    const place = placeOf(delivery);
    places.set(place, [...(places.get(place) ?? []), delivery]);
  }
  // All come to their end, so that none writes on after its failure has been told.
  const ends = await Promise.allSettled(
    [...places.values()].map((queue) => deliverInOrder(delivering, queue)),
  );
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function deliverInOrder(delivering: Delivering, queue: readonly Delivery[]): Promise<void> {
  for (const delivery of queue) {
    delivering.context.signal.throwIfAborted();
    if (!(await deliver(delivering, delivery))) return;
  }
}

/** Writes a line down before it counts. */
export async function write(
  { record, ledger }: Pick<Delivering, 'record' | 'ledger'>,
  kind: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  await record.append(kind, fields);
  applyLine(ledger, { ...fields, kind });
}

type Receipt = Readonly<Record<string, string | null>>;

/** Whether the place takes more: false where this one has to go again. */
async function deliver(delivering: Delivering, delivery: Delivery): Promise<boolean> {
  const { id, channel } = delivery;
  const { context } = delivering;
  const asked = await asking(context, () => sendingOf(delivering, delivery));
  if ('error' in asked) {
    context.terminal.warn(`${channel}: ${asked.error.message}; it waits`);
    return false;
  }
  const { found, send } = asked.value;
  if (found !== null) {
    await write(delivering, 'sent', { delivery: id, ...found });
    return true;
  }
  // A failure of the journal itself is no failure of the vendor: it goes up.
  await write(delivering, 'sending', { delivery: id });
  const answer = await asking(context, send);
  if ('error' in answer) return await notSent(delivering, delivery, answer.error);
  if (answer.value === null) {
    context.terminal.warn(`${channel}: no answer tells whether it arrived; it is looked for`);
    return false;
  }
  await write(delivering, 'sent', { delivery: id, ...answer.value });
  return true;
}

type ValueOrError<Value> = { readonly value: Value } | { readonly error: TsopsError };

async function asking<Value>(
  { signal }: Delivering['context'],
  ask: () => Promise<Value>,
): Promise<ValueOrError<Value>> {
  try {
    return { value: await ask() };
  } catch (thrown) {
    signal.throwIfAborted();
    return { error: asTsopsError(thrown) };
  }
}

/** What was refused is given up; the rest waits. */
async function notSent(
  delivering: Delivering,
  { id, channel }: Delivery,
  { kind, message }: TsopsError,
): Promise<boolean> {
  const final = kind === 'refused';
  const { context } = delivering;
  context.terminal.warn(`${channel}: ${message}${final ? '' : '; it waits'}`);
  await write(delivering, final ? 'failed' : 'unsent', { delivery: id, reason: message });
  return final;
}

/** A message that turned out to be there, or the way to send it; null tells that nobody knows. */
interface Sending {
  readonly found: Receipt | null;
  send(): Promise<Receipt | null>;
}

async function sendingOf(delivering: Delivering, delivery: Delivery): Promise<Sending> {
  const { content } = delivery;
  if (isChat(content)) return chatSending(delivering, delivery, content);
  const { context } = delivering;
  if (!isPage(content)) {
    const send = async (): Promise<Receipt> => {
      const { text, number = null } = content;
      const copied = number === null ? 'no' : await copyText(context, number);
      const { columns, width } = context.terminal.screen;
      const said = wrap(`${text}${copiedWords(copied)}`, columns, width);
      context.terminal.warn(said.join('\n'));
      return { number };
    };
    return { found: null, send };
  }
  const { via: _, ...page } = content;
  const paging = await context.services.paging();
  const send = async (): Promise<Receipt> => {
    await paging.send({ ...page, at: delivery.at }, context.signal);
    return { dedupKey: content.dedupKey };
  };
  return { found: null, send };
}

async function chatSending(
  delivering: Delivering,
  delivery: Delivery,
  content: ChatContent,
): Promise<Sending> {
  const { context, ledger } = delivering;
  const { signal } = context;
  const chat = await context.services.chat();
  const root = content.thread === null ? undefined : ledger.sent.get(content.thread);
  const thread = chat.via === 'bot' ? (root?.ts ?? null) : null;
  const channel = thread === null ? content.target : (root?.channel ?? content.target);
  const place = { channel, thread, since: delivery.at };
  const lost = ledger.sent.get(delivery.id)?.state === 'sending';
  // Where it may not be looked for: twice is better than never, as long as it says so.
  const looked = lost ? await findPosted(chat, delivery.id, place, signal) : null;
  const found = looked === 'not allowed' ? null : looked;
  const message = messageOf(delivery, content, {
    channel,
    thread,
    mayBeThere: looked === 'not allowed',
  });
  const send = async (): Promise<Receipt | null> => {
    const posted = await chat.post(message, { patience, signal });
    return posted.posted === 'yes' ? { channel: posted.channel, ts: posted.ts } : null;
  };
  return { found, send };
}

function messageOf(
  { id, at }: Delivery,
  { color, title, body, text, fields, footer }: ChatContent,
  place: { readonly channel: string; readonly thread: string | null; readonly mayBeThere: boolean },
): ChatMessage {
  const { channel, thread, mayBeThere } = place;
  const repeat = mayBeThere ? ', may be a repeat' : '';
  const own = { color, title, body, text, fields, footer: `${footer}${repeat}` };
  return { ...sender, ...own, channel, thread, at, key: id };
}
