import type { Language } from '../text/language.ts';
import type { ChatChannels } from './chat-target.ts';

/** What the texts and the places of messages depend on, besides the alerts themselves. */
export interface Addressing {
  readonly service: string;
  readonly language: Language;
  readonly chatChannels: ChatChannels;
  /** Whom the phone channel calls, in this order. */
  readonly phones: readonly { readonly name: string; readonly phone: string }[];
  /** Environment → its address. */
  readonly urls: Readonly<Record<string, string>>;
  /** In the sandbox: every message says so. */
  readonly drill: boolean;
}
