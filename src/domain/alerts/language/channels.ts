/*
 * The ways to reach people, and the words for them. Rules files and journals hold these words, so that they stay as
 * they are whoever provides a way.
 */

export const wordOfWay = { paging: 'pagerduty', chat: 'slack', phone: 'phone' } as const;
export type Way = keyof typeof wordOfWay;

/** How a rule's channel reaches people: what neither pages nor calls is written in the chat. */
export function wayOfChannel(channel: string): Way {
  if (channel === wordOfWay.paging) return 'paging';
  return channel === wordOfWay.phone ? 'phone' : 'chat';
}

const chatPrefix = `${wordOfWay.chat}-`;

/** The channel of a rule for a purpose of the chat: `critical` is `slack-critical`. */
export function channelOfPurpose(purpose: string): string {
  return `${chatPrefix}${purpose}`;
}

/** The purpose that a channel of the chat is for, whether it is written as a rule does or plain. */
export function purposeOfChannel(channel: string): string {
  return channel.startsWith(chatPrefix) ? channel.slice(chatPrefix.length) : channel;
}
