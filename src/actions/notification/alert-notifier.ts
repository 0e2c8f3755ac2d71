/*
 * Tells people of alerts: decides after each evaluation, with what the journal knows, and delivers. One
 * process at a time does it, since it holds the record; one that was killed is taken over from where it was.
 */
import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import type { Addressing } from '../../domain/notification/addressing.ts';
import { deliveriesOf } from '../../domain/notification/contents.ts';
import { decideEvents, type NoticeState } from '../../domain/notification/decide.ts';
import type { AlertEvent } from '../../domain/notification/delivery.ts';
import { ledgerOf } from '../../domain/notification/ledger.ts';
import type { Silence } from '../../domain/notification/silence.ts';
import { type AskAffectedUsers, withAffectedUsers } from '../../evidence/alerts/impact.ts';
import { addedSilences } from '../../evidence/alerts/silences.ts';
import { notificationRecord, topic } from '../../evidence/reading/alert-story.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import { type Delivering, deliverQueue, write } from './deliver.ts';

export interface AlertNotifier {
  /** Decides what is told after an evaluation, puts it into the queue, and tries to send it. */
  evaluated(standings: readonly NoticeState[]): Promise<readonly AlertEvent[]>;
  /** Tries once more to send what waits. */
  retry(): Promise<void>;
  /** How many messages wait. */
  waiting(): number;
  close(): Promise<void>;
}

type NotifierContext = Delivering['context'] & Pick<Context, 'journal'>;

export interface NotifierParts {
  /** Asked for each decision: who is called first changes at a hand-over. */
  addressing(): Promise<Addressing>;
  readonly affectedUsers: AskAffectedUsers;
  /** Milliseconds after which what still fires is said again. */
  readonly repeatEvery: number;
}

/** Refuses (exit 5) while another process of this state directory notifies. */
export async function openNotifier(
  context: NotifierContext,
  { addressing, affectedUsers, repeatEvery }: NotifierParts,
): Promise<AlertNotifier> {
  const { journal, clock } = context;
  const record = await journal.exclusively(topic, () => openRecord(journal));
  const ledger = ledgerOf((await journal.read(record.id)).entries);
  const delivering = { context, record, ledger };
  let seenUntil = ledger.at;
  return {
    async evaluated(standings) {
      const silences = await silencesOrNone(context);
      const round = { seenUntil, now: clock.now(), silences, repeatEvery };
      const told = decideEvents(ledger, standings, round);
      const events = told.map(({ event }) => event);
      if (events.length > 0) {
        const known = await withAffectedUsers(told, affectedUsers);
        const deliveries = deliveriesOf(known, ledger, await addressing());
        await write(delivering, 'decided', { events, deliveries });
      }
      const latest = Math.max(...standings.map(({ alert }) => alert.t));
      if (Number.isFinite(latest)) seenUntil = Math.max(seenUntil ?? latest, latest);
      await deliverQueue(delivering);
      return events;
    },
    retry: () => deliverQueue(delivering),
    waiting: () => ledger.queue.length,
    close: () => record.close(),
  };
}

/** Where nobody knows what is silenced, people are told: that is the lesser harm. */
async function silencesOrNone({ journal, terminal }: NotifierContext): Promise<readonly Silence[]> {
  try {
    return await addedSilences(journal);
  } catch (thrown) {
    terminal.warn(`${asTsopsError(thrown).message} So nothing is silenced.`);
    return [];
  }
}

async function openRecord(journal: Context['journal']): Promise<OpenRecord> {
  const known = await notificationRecord(journal);
  return known === undefined ? journal.start(topic) : journal.reopen(known);
}
