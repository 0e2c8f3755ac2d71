/* What was told of a rule's alerts, and to whom: read from the journal of notifications. */
import type { Context } from '../context.ts';
import { textHash } from '../domain/incident/text-hash.ts';
import type { AlertEvent, Decision, Delivery } from '../domain/notification/delivery.ts';
import { type DeliveryState, ledgerOf } from '../domain/notification/ledger.ts';

export interface ToldEvent extends AlertEvent {
  /** Channels as the rule names them, and how far each message came. */
  readonly sent: readonly { readonly channel: string; readonly state: DeliveryState }[];
}

/** What the record of notifications is named after. */
export const topic = 'alert-notifications';

/** The id of the record of notifications, the newest; undefined where nothing was ever told. */
export async function notificationRecord(
  journal: Pick<Context['journal'], 'list'>,
): Promise<string | undefined> {
  return (await journal.list()).find((id) => id.endsWith(`-${topic}`));
}

/** Events of a rule, oldest first. */
export async function alertStory(
  journal: Context['journal'],
  rule: string,
): Promise<readonly ToldEvent[]> {
  const id = await notificationRecord(journal);
  if (id === undefined) return [];
  const { entries } = await journal.read(id);
  const { sent } = ledgerOf(entries);
  return entries
    .filter(({ kind }) => kind === 'decided')
    .flatMap((entry) => {
      // The lines are our own: their shape is not in doubt.
      const { events, deliveries } = entry as unknown as Decision;
      const own = deliveries.filter((delivery) => delivery.rule === rule);
      return events
        .filter((event) => event.rule === rule)
        .map((event): ToldEvent => {
          const its = event.suppressed === null ? own.filter((each) => isOf(each, event)) : [];
          const states = its.map(({ id: delivery, channel }) => ({
            channel,
            state: sent.get(delivery)?.state ?? 'waiting',
          }));
          return { ...event, sent: states };
        });
    });
}

/** A page is of one alert, what people read of all that began together. */
function isOf({ at, content }: Delivery, { t, key }: AlertEvent): boolean {
  if (at !== t) return false;
  return content.via !== 'pagerduty' || content.dedupKey.endsWith(textHash(key));
}
