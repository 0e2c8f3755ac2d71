/* Who gets which words: the deliveries of events, alerts of one rule together where people read them. */
import { channelWords, kindOfChannel } from '../alerts/language/channels.ts';
import { textHash } from '../incident/text-hash.ts';
import type { Addressing } from './addressing.ts';
import { chatContent } from './chat-content.ts';
import { chatTarget } from './chat-target.ts';
import type { AlertNotice } from './decide.ts';
import type { Delivery, PhoneContent } from './delivery.ts';
import { type Ledger, rootKey } from './ledger.ts';
import { pageContent } from './page-content.ts';

export function deliveriesOf(
  told: readonly AlertNotice[],
  ledger: Ledger,
  addressing: Addressing,
): readonly Delivery[] {
  const groups = new Map<string, [AlertNotice, ...AlertNotice[]]>();
  for (const each of told) {
    const { rule, environment, kind, suppressed } = each.event;
    if (suppressed !== null) continue;
    const key = JSON.stringify([rule, environment, kind]);
    groups.set(key, [...(groups.get(key) ?? []), each] as [AlertNotice, ...AlertNotice[]]);
  }
  const roots = new Map(ledger.roots);
  return [...groups.values()].flatMap((group) => groupDeliveries(group, roots, addressing));
}

function groupDeliveries(
  group: readonly [AlertNotice, ...AlertNotice[]],
  roots: Map<string, string>,
  addressing: Addressing,
): readonly Delivery[] {
  const [first] = group;
  const { rule, environment, kind, t } = first.event;
  const delivery = (channel: string, content: Delivery['content'], key = ''): Delivery => {
    const named = textHash(JSON.stringify([rule, environment, kind, t, channel, key]));
    return { id: `${kind}-${named}`, channel, rule, at: t, content };
  };
  const targets = new Set<string>();
  return first.alert.rule.channels.flatMap((channel): readonly Delivery[] => {
    const reached = kindOfChannel(channel);
    if (reached === 'paging') {
      return group.flatMap((each) => {
        const content = pageContent(each, addressing);
        return content === null ? [] : [delivery(channel, content, each.event.key)];
      });
    }
    if (reached === 'phone') {
      if (kind !== 'firing') return [];
      return [delivery(channel, phoneOf(first, addressing))];
    }
    const target = chatTarget(channel, addressing.chatChannels);
    if (targets.has(target)) return [];
    targets.add(target);
    const key = rootKey(target, rule, environment);
    const thread = roots.get(key) ?? null;
    const made = delivery(channel, chatContent(group, { target, thread }, addressing));
    if (thread === null && kind === 'firing') roots.set(key, made.id);
    return [made];
  });
}

function phoneOf({ event }: AlertNotice, { phones }: Addressing): PhoneContent {
  const whom = phones.map(({ name, phone }) => `${name} ${phone}`).join(', ');
  const text = `${event.severity} ${event.rule}: call ${whom || 'nobody: no contact has a number'}`;
  return { via: channelWords.phone, text, number: phones[0]?.phone ?? null };
}
