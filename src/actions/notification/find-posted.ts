/* Reads Slack to see whether a message of ours stands there: the proof of a post, and the way back from a lost answer. */
import { TsopsError } from '../../contract/errors.ts';
import type { Chat, ChatPlace } from '../../ports/chat.ts';

export type FoundPost =
  | { readonly channel: string; readonly ts: string }
  /** It is not there. */
  | null
  /** A webhook, or a token without the scope to read. */
  | 'not allowed';

/** Throws TsopsError `unreachable` where Slack could not be asked. */
export async function findPosted(
  chat: Chat,
  key: string,
  place: ChatPlace,
  signal: AbortSignal,
): Promise<FoundPost> {
  if (chat.find === undefined) return 'not allowed';
  try {
    return await chat.find(key, place, signal);
  } catch (thrown) {
    const refused = thrown instanceof TsopsError && thrown.kind !== 'unreachable';
    if (!refused || signal.aborted) throw thrown;
    return 'not allowed';
  }
}
