/* Was this very text posted a moment ago? Read from the journal's records of messages. */
import type { Context } from '../../contract/context.ts';
import { hour } from '../../domain/time/units.ts';

export interface EarlierMessage {
  readonly line: string;
  readonly state: string;
}

/** Milliseconds after which the same words are a new message: `deploy freeze begins` is said every month. */
const repeatWithin = hour;

/** The newest message with the key that was started within the last hour; null where there is none. */
export async function earlierMessage(
  { journal, clock }: Pick<Context, 'journal' | 'clock'>,
  topic: string,
  key: string,
): Promise<EarlierMessage | null> {
  const ids = (await journal.list()).filter((id) => id.includes(`-${topic}`));
  for (const id of ids) {
    const { entries } = await journal.read(id);
    const intent = entries.find(({ kind }) => kind === 'intent');
    if (intent === undefined) continue;
    // Newest first: whatever follows is older still.
    if (clock.now() - Date.parse(intent.at) > repeatWithin) return null;
    if (intent.key !== key) continue;
    const outcome = entries.findLast(({ kind }) => kind === 'outcome');
    return { line: id, state: outcome === undefined ? 'unknown' : String(outcome.state) };
  }
  return null;
}
