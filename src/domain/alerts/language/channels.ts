/*
 * What a channel reaches people by, and the words for it. Rules files and journals hold these words, so they stay as
 * they are whoever provides it.
 */

export const channelWords = { paging: 'pagerduty', chat: 'slack', phone: 'phone' } as const;
export type ChannelKind = keyof typeof channelWords;

/** How a rule's channel reaches people: what neither pages nor calls is written in the chat. */
export function kindOfChannel(channel: string): ChannelKind {
  if (channel === channelWords.paging) return 'paging';
  return channel === channelWords.phone ? 'phone' : 'chat';
}

const chatPrefix = `${channelWords.chat}-`;

/** The channel of a rule for a purpose of the chat: `critical` is `slack-critical`. */
export function channelOfPurpose(purpose: string): string {
  return `${chatPrefix}${purpose}`;
}

/** The purpose that a channel of the chat is for, whether it is written as a rule does or plain. */
export function purposeOfChannel(channel: string): string {
  return channel.startsWith(chatPrefix) ? channel.slice(chatPrefix.length) : channel;
}
