import type { Config } from '../schema.ts';

/** Purpose of a message → channel. */
export function chatChannels({ slack }: Config): Readonly<Record<string, string>> {
  return slack.channels;
}
