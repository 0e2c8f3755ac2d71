import type { Journal, JournalEntry, JournalReading } from '../../src/ports/journal.ts';

/** A journal in memory. `stopAfter` is called after each line is written: throw there to play a crash. */
export function memoryJournal(
  now: () => number,
  stopAfter: (entry: JournalEntry) => void = () => {},
): Journal & { readonly records: Map<string, JournalEntry[]> } {
  const records = new Map<string, JournalEntry[]>();
  const open = (id: string, entries: JournalEntry[]) => ({
    id,
    append: async (kind: string, fields: Readonly<Record<string, unknown>> = {}) => {
      const at = new Date(now()).toISOString();
      const line = { at, eventAt: at, actor: 'tester@desk', prev: '', ...fields, kind };
      const entry = JSON.parse(
        JSON.stringify({ ...line, seq: entries.length + 1 }),
      ) as JournalEntry;
      entries.push(entry);
      stopAfter(entry);
      return entry;
    },
    close: async () => {},
  });
  const reading = (id: string): JournalReading => {
    const entries = records.get(id);
    if (entries === undefined) throw new Error(`no record ${id}`);
    return { id, entries, notes: [], driver: null };
  };
  return {
    records,
    start: async (topic) => {
      const id = `${String(records.size + 1).padStart(4, '0')}-${topic}`;
      const entries: JournalEntry[] = [];
      records.set(id, entries);
      return open(id, entries);
    },
    prepare: () => {},
    exclusively: oneAtATime(),
    reopen: async (id) => open(id, records.get(id) ?? []),
    list: async () => [...records.keys()].sort().reverse(),
    naming: async (incident, among) =>
      among.filter((id) => records.get(id)?.some((entry) => entry.incident === incident)),
    read: async (id) => reading(id),
  };
}

/** One after another under each name, as the journal on disk does it. */
function oneAtATime(): Journal['exclusively'] {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work, { onWait } = {}) => {
    const before = last.get(name);
    if (before !== undefined) onWait?.({ pid: 4711, host: 'desk', user: 'minji' });
    const begin = () => work(before !== undefined);
    const mine = (before ?? Promise.resolve()).then(begin, begin);
    const ended = mine
      .catch(() => {})
      .then(() => {
        if (last.get(name) === ended) last.delete(name);
      });
    last.set(name, ended);
    return mine;
  };
}
