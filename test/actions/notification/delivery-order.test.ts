import { describe, expect, it } from 'vitest';
import { deliverQueue } from '../../../src/actions/notification/deliver.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { ChatContent, Delivery } from '../../../src/domain/notification/delivery.ts';
import { ledgerOf } from '../../../src/domain/notification/ledger.ts';
import type { Chat, ChatMessage } from '../../../src/ports/chat.ts';
import { fakeContext } from '../../support/context.ts';

const content: ChatContent = {
  via: 'slack',
  target: '#ops-alerts',
  color: 'danger',
  title: '',
  body: '',
  text: '',
  fields: [],
  footer: '',
  thread: null,
};
const to = (id: string, target = '#ops-alerts'): Delivery => ({
  id,
  channel: target,
  rule: 'High Error Rate',
  at: 0,
  content: { ...content, target, text: id },
});

type Fate = 'posted' | 'lost' | TsopsError;
const down = new TsopsError({ kind: 'unreachable', message: 'HTTP 503' });
const tooLong = new TsopsError({ kind: 'refused', message: 'msg_too_long' });

/** Delivers a queue over Slack; each message meets the fate that stands under its id, at each try. */
async function delivering(queue: readonly Delivery[], fates: Record<string, Fate> = {}) {
  const ledger = ledgerOf([{ kind: 'decided', events: [], deliveries: queue }]);
  const tried: string[] = [];
  const chat: Chat = {
    via: 'bot',
    find: async () => null,
    post: async ({ text }: ChatMessage) => {
      // The others get their turn: an order that holds only by chance does not.
      await new Promise(setImmediate);
      tried.push(text);
      const fate = fates[text] ?? 'posted';
      if (fate instanceof TsopsError) throw fate;
      if (fate === 'posted') return { posted: 'yes', channel: 'C1', ts: text };
      return { posted: 'unknown', problem: { kind: 'unreachable', message: 'dropped' } };
    },
  };
  const context = fakeContext({ services: { chat: async () => chat } });
  const record = await context.journal.start('alerts');
  const deliver = () => deliverQueue({ context, record, ledger });
  await deliver();
  const lines = async () =>
    (await context.journal.read(record.id)).entries.map(
      ({ kind, delivery }) => `${kind} ${delivery}`,
    );
  return { deliver, tried, lines, fates, waiting: () => ledger.queue.map(({ id }) => id) };
}

describe('messages to one place', () => {
  it('go out one after the other, each line on disk before its message', async () => {
    const { tried, lines, waiting } = await delivering([to('a'), to('b'), to('c')]);
    expect(tried).toEqual(['a', 'b', 'c']);
    expect(await lines()).toEqual(['a', 'b', 'c'].flatMap((id) => [`sending ${id}`, `sent ${id}`]));
    expect(waiting()).toEqual([]);
  });

  it.each<[string, Fate]>([
    ['failed', down],
    ['was perhaps lost', 'lost'],
  ])('wait behind one that %s, and go out in order once it does', async (_what, fate) => {
    const { deliver, tried, fates, waiting } = await delivering([to('a'), to('b'), to('c')], {
      b: fate,
    });
    expect([tried, waiting()]).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
    await deliver();
    expect([tried.slice(2), waiting()]).toEqual([['b'], ['b', 'c']]);
    fates.b = 'posted';
    await deliver();
    expect([tried.slice(3), waiting()]).toEqual([['b', 'c'], []]);
  });

  it('do not wait behind one that is refused for good', async () => {
    const { tried, lines, waiting } = await delivering([to('a'), to('b'), to('c')], { b: tooLong });
    expect([tried, waiting()]).toEqual([['a', 'b', 'c'], []]);
    expect(await lines()).toContain('failed b');
  });
});

describe('messages to two places', () => {
  it('do not wait for one another', async () => {
    const queue = [to('a'), to('A', '#ops-critical'), to('b'), to('B', '#ops-critical')];
    const { tried, waiting } = await delivering(queue, { a: down });
    expect(tried.toSorted()).toEqual(['A', 'B', 'a']);
    expect(waiting()).toEqual(['a', 'b']);
  });
});
