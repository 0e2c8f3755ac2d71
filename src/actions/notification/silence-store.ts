/* Writes to the record of silences, which a watch reads at each round: one process at a time. */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type Silence, silencesOf } from '../../domain/notification/silence.ts';
import { silenceRecord, silenceTopic } from '../../evidence/alerts/silences.ts';

/**
 * Appends one line; `objection` looks at what stands there by then, and throws `refused` with its sentence.
 * Throws what the journal throws.
 */
export function writeSilence(
  journal: Context['journal'],
  kind: 'silenced' | 'expired',
  fields: Readonly<Record<string, unknown>>,
  objection: (silences: readonly Silence[]) => string | null,
): Promise<void> {
  return journal.exclusively(silenceTopic, async () => {
    const known = await silenceRecord(journal);
    const lines = known === undefined ? [] : (await journal.read(known)).entries;
    const message = objection(silencesOf(lines));
    if (message !== null) throw refused(message);
    const record = await (known === undefined
      ? journal.start(silenceTopic)
      : journal.reopen(known));
    try {
      await record.append(kind, fields);
      // With --unrecorded the line is in this process alone, where no watch reads it.
      if ((await journal.read(record.id)).unrecorded === true) {
        throw refused('What cannot be recorded silences nothing: a watch reads the record.');
      }
    } finally {
      await record.close();
    }
  });
}

function refused(message: string): TsopsError {
  const next = ['tsops alerts silence list'];
  return new TsopsError({ kind: 'refused', message, why: 'Nothing was done.', next });
}
