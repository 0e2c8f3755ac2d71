import type { JournalEntry, JournalReading } from '../../src/ports/journal.ts';
import { memoryJournal } from './journal.ts';

export type PastLine = readonly [kind: string, fields?: Readonly<Record<string, unknown>>];

/** A journal that holds these records already; what more a reading tells stands in `more`. */
export function journalOf(
  records: Readonly<Record<string, readonly PastLine[]>>,
  more: Readonly<Record<string, Partial<JournalReading>>> = {},
) {
  const journal = memoryJournal(() => 0);
  for (const [id, lines] of Object.entries(records)) {
    const at = '2026-11-23T02:00:00.000Z';
    const entries = lines.map(
      ([kind, fields = {}], i) =>
        ({
          seq: i + 1,
          at,
          eventAt: at,
          actor: 'mina@desk',
          prev: '',
          ...fields,
          kind,
        }) as JournalEntry,
    );
    journal.records.set(id, entries);
  }
  const reads: string[] = [];
  return {
    ...journal,
    reads,
    read: async (id: string): Promise<JournalReading> => {
      reads.push(id);
      return { ...(await journal.read(id)), ...more[id] };
    },
  };
}
