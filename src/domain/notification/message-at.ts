import { messageOf } from '../alerts/evaluation/message.ts';
import type { Addressing } from './addressing.ts';
import type { AlertNotice } from './decide.ts';

/** The rule's message with what was known at the event. */
export function messageAt(
  { event, alert, environment }: AlertNotice,
  { urls }: Addressing,
): string {
  const { labels, value, traffic } = alert;
  const { t, since } = event;
  const state = event.kind === 'resolved' ? 'inactive' : alert.state;
  const url = urls[environment] ?? '';
  return messageOf(alert.rule, { t, state, value, since, labels, traffic, url });
}
