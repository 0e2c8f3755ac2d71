/*
 * The port of the journal: append-only records, one directory each under the XDG state directory.
 * Types only; `file-journal.ts` keeps them on disk.
 */

/** One line of `journal.jsonl`. Times are ISO 8601 in UTC. */
export interface JournalEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  /** When it was written down. */
  readonly at: string;
  /** When it happened. */
  readonly eventAt: string;
  /** `user@machine`. */
  readonly actor: string;
  /** `intent`, `receipt`, `observed`, `outcome`, … */
  readonly kind: string;
  /** SHA-256 (hex) of the previous line without its line break; of the empty string for the first. */
  readonly prev: string;
  /** How many secrets were taken out before it was written; absent when none. */
  readonly redacted?: number;
  readonly [field: string]: unknown;
}

/** A record that this process drives: it holds the lock. */
export interface OpenRecord {
  readonly id: string;
  /** The process that drove it before and is gone without a word; null or absent where none did. */
  readonly tookOver?: { readonly pid: number; readonly host: string } | null;
  /**
   * Written and fsynced when it resolves, in the order of the calls. Secrets are redacted first.
   * `fields.eventAt` (epoch milliseconds, or text that Date reads) says when it happened, if not now.
   * Throws where it cannot be written: `refused` for an `intent`, since then nothing was done yet,
   * else `unreachable`; `refused` too once another process has taken the record over.
   */
  append(kind: string, fields?: Readonly<Record<string, unknown>>): Promise<JournalEntry>;
  /** Gives the lock back. */
  close(): Promise<void>;
}

/** Where the chain of a record does not hold. */
export interface ChainFault {
  /** The line of the file that is at fault, from 1. */
  readonly line: number;
  readonly fault: 'altered' | 'missing' | 'foreign' | 'repeated' | 'torn';
  readonly detail: string;
}

export interface JournalReading {
  /** True for a record that is in memory alone, and ends with this process (`--unrecorded`). */
  readonly unrecorded?: boolean;
  readonly id: string;
  readonly entries: readonly JournalEntry[];
  /** A torn last line that was dropped, a chain that does not hold. */
  readonly notes: readonly string[];
  /** The same as `notes` tell, for who wants to name the first line at fault; at most 20. */
  readonly faults?: readonly ChainFault[];
  /** Those of `entries` that do not continue the line before: nothing vouches for them. Absent where all do. */
  readonly unvouched?: ReadonlySet<JournalEntry>;
  /** SHA-256 (hex) of the last whole line: no later line vouches for that one yet. */
  readonly head?: string;
  /** The live process that drives it, if any. */
  readonly driver: { readonly pid: number; readonly host: string } | null;
}

/** Who holds what others wait for. `user` is not known of a lock that an earlier tsops took. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly user?: string;
}

/** How one's turn is waited for. */
export interface JournalTurn {
  /** Milliseconds. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** Told once of each process that is waited for. */
  readonly onWait?: (holder: Holder) => void;
}

export interface Journal {
  /** Loads what writing takes, while something else is waited for. Writes nothing, never fails. */
  prepare(): void;
  /** A new record named after the time and `topic` (`rollback-v1.2.2`). */
  start(topic: string): Promise<OpenRecord>;
  /** Continues a record; refuses (exit 5) while another live process drives it. */
  reopen(id: string): Promise<OpenRecord>;
  /**
   * Runs `work` while no other process of this state directory runs one under the same name. Waits for its
   * turn (a few seconds where `turn` does not say longer), then refuses (exit 5). `waited`: another one ran before
   * ours, so that what we knew may have changed.
   */
  exclusively<T>(
    name: string,
    work: (waited: boolean) => Promise<T>,
    turn?: JournalTurn,
  ): Promise<T>;
  /** Newest first. */
  list(): Promise<readonly string[]>;
  /**
   * Of these records, in their order, all that have a line whose `incident` is this one, and perhaps some that
   * only quote it or cannot be read: far cheaper than to read each of them.
   */
  naming(incident: string, among: readonly string[]): Promise<readonly string[]>;
  /** Throws a usage error for an unknown id. */
  read(id: string): Promise<JournalReading>;
}
