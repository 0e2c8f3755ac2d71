/* Which alerts are silenced: read from the journal's record of silences, each time afresh. */
import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { ledgerOf } from '../../domain/notification/ledger.ts';
import {
  endedByResolved,
  isInForce,
  type Silence,
  silencesOf,
} from '../../domain/notification/silence.ts';
import { notificationRecord } from '../reading/alert-story.ts';

type Reads = Pick<Context['journal'], 'list' | 'read'>;

/** What the record of silences is named after. */
export const silenceTopic = 'alert-silences';

/** The id of the record of silences; undefined where nothing has ever been silenced. */
export async function silenceRecord(journal: Pick<Reads, 'list'>): Promise<string | undefined> {
  return (await journal.list()).find((id) => id.endsWith(`-${silenceTopic}`));
}

/** As they were added and expired; what *resolved* ended is for whoever knows what was resolved. */
export async function addedSilences(journal: Reads): Promise<readonly Silence[]> {
  const id = await silenceRecord(journal);
  return id === undefined ? [] : silencesOf((await journal.read(id)).entries);
}

/** All that there ever were, in the order in which they were added, each with its true end. */
export async function knownSilences(journal: Reads): Promise<readonly Silence[]> {
  return withResolved(journal, await addedSilences(journal));
}

/** What was told may be long: it is read only where it can matter. */
async function withResolved(
  journal: Reads,
  silences: readonly Silence[],
): Promise<readonly Silence[]> {
  if (!silences.some(({ untilResolved }) => untilResolved)) return silences;
  const id = await notificationRecord(journal);
  if (id === undefined) return silences;
  return endedByResolved(silences, ledgerOf((await journal.read(id)).entries).resolutions);
}

/** Those in force now. Where they cannot be read, the problem says so: an answer does not fail for it. */
export async function silencesInForce({
  journal,
  clock,
}: Pick<Context, 'journal' | 'clock'>): Promise<{
  readonly silences: readonly Silence[];
  readonly problems: readonly Problem[];
}> {
  try {
    const now = clock.now();
    const inForce = (each: Silence): boolean => isInForce(each, now);
    const added = (await addedSilences(journal)).filter(inForce);
    return { silences: (await withResolved(journal, added)).filter(inForce), problems: [] };
  } catch (thrown) {
    const { kind, message } = asTsopsError(thrown);
    return { silences: [], problems: [{ kind, message, why: 'What is silenced is not known.' }] };
  }
}
