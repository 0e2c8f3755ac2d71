/* What was told of a rule's alerts, and to whom: read from the journal of notifications. */
import type { Context } from '../../contract/context.ts';
import { type NotifiedEvent, notifiedEvents } from '../../domain/notification/notified-events.ts';

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
): Promise<readonly NotifiedEvent[]> {
  const id = await notificationRecord(journal);
  if (id === undefined) return [];
  const { entries } = await journal.read(id);
  return notifiedEvents(entries).filter((event) => event.rule === rule);
}
