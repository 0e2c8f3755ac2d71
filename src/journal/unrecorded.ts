/*
 * A journal that keeps its lines in memory, for the engineer who must go on although nothing can be written
 * (a full disk, a read-only state directory) and has said so. What was recorded before can still be read.
 */
import type { Clock } from '../contract/context.ts';
import { redactText } from '../domain/text/redact.ts';
import type { Journal, JournalEntry, JournalReading, OpenRecord } from '../ports/journal.ts';
import { draft, emptyHash, hasher, journalLine } from './line.ts';
import { recordId } from './record-id.ts';

interface UnrecordedOptions {
  /** The journal that could not be written; it is only read. */
  readonly recorded: Pick<Journal, 'list' | 'naming' | 'read'>;
  readonly clock: Clock;
  /** `user@machine`. */
  readonly actor: string;
  readonly secrets: readonly string[];
  /** Told once, before the first record is begun. */
  readonly warn: (text: string) => void;
}

export const notRecorded =
  'NOTHING IS BEING RECORDED: write down yourself what you do; the record ends with this process.';

export function createUnrecordedJournal(options: UnrecordedOptions): Journal {
  const { recorded, clock, secrets, warn } = options;
  const kept = new Map<string, JournalEntry[]>();
  const olderIds = (): Promise<readonly string[]> => recorded.list().catch(() => []);
  const open = async (id: string, entries: JournalEntry[]): Promise<OpenRecord> => {
    if (kept.size === 0) warn(notRecorded);
    kept.set(id, entries);
    return { id, tookOver: null, append: appendTo(entries, options), close: async () => {} };
  };
  return {
    prepare: () => {},
    exclusively: (_name, work) => work(false),
    async start(topic) {
      const began = clock.now();
      const taken = new Set([...(await olderIds()), ...kept.keys()]);
      for (let attempt = 1; ; attempt += 1) {
        const id = recordId(began, redactText(topic, secrets), attempt);
        if (!taken.has(id)) return open(id, []);
      }
    },
    async reopen(id) {
      const entries = kept.get(id) ?? [...(await recorded.read(id)).entries];
      return open(id, entries);
    },
    async list() {
      const memory = [...kept.keys()].reverse();
      return [...memory, ...(await olderIds()).filter((id) => !kept.has(id))];
    },
    async naming(incident, among) {
      const older = new Set(
        await recorded.naming(
          incident,
          among.filter((id) => !kept.has(id)),
        ),
      );
      const names = (id: string): boolean =>
        kept.get(id)?.some((entry) => entry.incident === incident) ?? older.has(id);
      return among.filter(names);
    },
    async read(id): Promise<JournalReading> {
      const entries = kept.get(id);
      if (entries === undefined) return recorded.read(id);
      return { id, entries, notes: ['kept in memory only'], driver: null, unrecorded: true };
    },
  };
}

function appendTo(
  entries: JournalEntry[],
  { clock, actor, secrets }: UnrecordedOptions,
): OpenRecord['append'] {
  let prev: Promise<string> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const write = async (
    kind: string,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<JournalEntry> => {
    const sha256 = await hasher();
    const last = entries.at(-1);
    prev ??= Promise.resolve(last === undefined ? emptyHash : sha256(JSON.stringify(last)));
    const at = new Date(clock.now()).toISOString();
    const line = journalLine(
      draft({ at, actor, kind }, fields, secrets),
      (last?.seq ?? 0) + 1,
      await prev,
    );
    prev = Promise.resolve(sha256(line));
    const entry = JSON.parse(line) as JournalEntry;
    entries.push(entry);
    return entry;
  };
  return (kind, fields = {}) => {
    const written = queue.then(() => write(kind, fields));
    queue = written.catch(() => {});
    return written;
  };
}
