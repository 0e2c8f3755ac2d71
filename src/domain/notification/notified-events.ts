/* What was told of alerts, and to whom: read from the lines of the record of notifications. */
import { dedupKeyOf } from './alert-identity.ts';
import { type AlertEvent, type Decision, type Delivery, isPage } from './delivery.ts';
import { type DeliveryState, type LedgerLine, ledgerOf } from './ledger.ts';

export interface NotifiedEvent extends AlertEvent {
  /** Channels as the rule names them, and how far each message came. */
  readonly sent: readonly { readonly channel: string; readonly state: DeliveryState }[];
}

/** Events of all rules, oldest first. */
export function notifiedEvents(lines: readonly LedgerLine[]): NotifiedEvent[] {
  const { sent } = ledgerOf(lines);
  return decisionsIn(lines).flatMap(({ events, deliveries }) =>
    events.map((event): NotifiedEvent => {
      const its = event.suppressed === null ? deliveries.filter((each) => isOf(each, event)) : [];
      const states = its.map(({ id, channel }) => ({
        channel,
        state: sent.get(id)?.state ?? 'waiting',
      }));
      return { ...event, sent: states };
    }),
  );
}

/** The lines are our own: their shape is not in doubt. */
export function decisionsIn(lines: readonly LedgerLine[]): Decision[] {
  return lines.filter(({ kind }) => kind === 'decided').map((line) => line as unknown as Decision);
}

/** A page is of one alert, what people read of all that began together. */
function isOf({ rule, at, content }: Delivery, event: AlertEvent): boolean {
  if (rule !== event.rule || at !== event.t) return false;
  return !isPage(content) || content.dedupKey === dedupKeyOf(event.key, event.environment);
}
