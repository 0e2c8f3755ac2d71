/* Posting to Slack, in our own words. */
import type { Problem } from '../domain/evidence/result.ts';

/** One message with one attachment. Texts are plain: the adapter escapes them. */
export interface ChatMessage {
  /** `#ops-alerts`; a webhook posts to its own channel, whatever stands here. */
  readonly channel: string;
  readonly username: string;
  /** `:robot_face:` */
  readonly icon: string;
  /** What a notification shows. */
  readonly text: string;
  readonly color: 'danger' | 'warning' | 'good';
  readonly title: string;
  readonly body: string;
  readonly fields: readonly { readonly title: string; readonly value: string }[];
  readonly footer: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `ts` of the message that it answers; null for a new one. */
  readonly thread: string | null;
  /** Kept with the message, unseen, so that `find` knows it again. */
  readonly key?: string;
}

/** Where a message may stand; `channel` is Slack's id, where it is known. */
export interface ChatPlace {
  readonly channel: string;
  readonly thread: string | null;
  /** Epoch milliseconds before which it was not posted. */
  readonly since: number;
}

export interface ChatPosting {
  /** Milliseconds that may be waited where Slack asks to (429). */
  readonly patience: number;
  readonly signal: AbortSignal;
  /** Told before each wait. */
  readonly onWait?: (milliseconds: number) => void;
}

/** A refusal is a thrown TsopsError: then nothing was posted. */
export type ChatPosted =
  /** `channel` is Slack's id and `ts` the message's; a webhook answers neither. */
  | { readonly posted: 'yes'; readonly channel: string | null; readonly ts: string | null }
  /** Sent, and no answer tells whether it was taken. */
  | { readonly posted: 'unknown'; readonly problem: Problem };

export interface Chat {
  /** `bot` can answer in a thread, `webhook` cannot. */
  readonly via: 'bot' | 'webhook';
  post(message: ChatMessage, posting: ChatPosting): Promise<ChatPosted>;
  /**
   * The message that was posted with a key; null where there is none. Absent where Slack does not let us look
   * (a webhook). Throws TsopsError: `credentials` (no scope to read the channel), `unreachable`.
   */
  find?(
    key: string,
    place: ChatPlace,
    signal: AbortSignal,
  ): Promise<{ readonly channel: string; readonly ts: string } | null>;
}
