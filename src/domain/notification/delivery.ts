/* What is told of alerts, and what is sent to whom for it. Plain data: it is kept in the journal. */
import { channelWords } from '../alerts/language/channels.ts';
import type { RuleSeverity } from '../alerts/language/rule.ts';

/** `repeat`: it still fires; `no-data`: nothing is known any more; `data-back`: it is again, told to nobody. */
export type EventKind = 'firing' | 'resolved' | 'repeat' | 'no-data' | 'data-back';

export interface AlertEvent {
  /** The alert's identity: rule, environment and labels. */
  readonly key: string;
  readonly rule: string;
  readonly severity: RuleSeverity;
  readonly environment: string;
  readonly kind: EventKind;
  /** Epoch milliseconds of the evaluation. */
  readonly t: number;
  /** Since when it fires, or has no data; epoch milliseconds. */
  readonly since: number;
  readonly value: string;
  /** Null where it is told; else why it is recorded only. */
  readonly suppressed: string | null;
}

export interface ChatContent {
  readonly via: (typeof channelWords)['chat'];
  /** `#ops-alerts` */
  readonly target: string;
  readonly color: 'danger' | 'warning' | 'good';
  readonly title: string;
  readonly body: string;
  readonly text: string;
  readonly fields: readonly { readonly title: string; readonly value: string }[];
  readonly footer: string;
  /** The delivery that began the alert's thread; null for one that begins its own. */
  readonly thread: string | null;
}

export interface PageContent {
  readonly via: (typeof channelWords)['paging'];
  readonly action: 'trigger' | 'resolve';
  /** One for each alert: a repeat joins the page that is open. At most 255 characters. */
  readonly dedupKey: string;
  readonly summary: string;
  readonly source: string;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly details: Readonly<Record<string, string>>;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

export interface PhoneContent {
  readonly via: (typeof channelWords)['phone'];
  readonly text: string;
  /** The first number to call; null where no contact has one. */
  readonly number: string | null;
}

export interface Delivery {
  /** Unique: the event, and where it goes. */
  readonly id: string;
  /** As the rule names it. */
  readonly channel: string;
  readonly rule: string;
  /** Epoch milliseconds of the event. */
  readonly at: number;
  readonly content: DeliveryContent;
}

type DeliveryContent = ChatContent | PageContent | PhoneContent;

export function isChat(content: DeliveryContent): content is ChatContent {
  return content.via === channelWords.chat;
}

export function isPage(content: DeliveryContent): content is PageContent {
  return content.via === channelWords.paging;
}

/** Deliveries to one place go out one after the other. */
export function placeOf({ content }: Delivery): string {
  return isChat(content) ? content.target : content.via;
}

export interface Decision {
  readonly events: readonly AlertEvent[];
  readonly deliveries: readonly Delivery[];
}
