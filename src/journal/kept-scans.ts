/*
 * What the files of records hold, kept in memory while each of them stands as it was read. Another process
 * may append at any time: every use looks whether the file is still the same one.
 */
import { closeSync, fstatSync, openSync } from 'node:fs';
import type { JournalEntry } from '../ports/journal.ts';
import { type FileStamp, isSettled, stampNow, stampOf } from './file-stamp.ts';
import { createNamedIncidents } from './incidents-named.ts';
import { hasher } from './line.ts';
import { type Scan, scan } from './scan.ts';

/** Bytes of lines whose entries a reading holds: hundreds of thousands of them, in about three times that memory. */
const mostRead = 64 * 1024 * 1024;
/** Bytes of lines kept of all records together. */
const mostKept = 32 * 1024 * 1024;
/** Lines. Who appends more than that is a watcher, which does not read its record again. */
const mostAdded = 200;

export interface RecordScan extends Scan {
  readonly entries: readonly JournalEntry[];
  /** Entries behind the first 64 MiB of lines, which no reading holds. */
  readonly left: number;
  /** Entries that do not stand behind the line that they were written after. */
  readonly unvouched: ReadonlySet<JournalEntry>;
  /** What its lines name as their incident. */
  readonly incidents: ReadonlySet<string>;
}

interface Kept {
  readonly stamp: string;
  readonly read: RecordScan;
  /** What this process has appended since. */
  readonly added: readonly Addition[];
  /** Bytes of all its lines. */
  readonly bytes: number;
}

interface Addition {
  readonly entry: JournalEntry;
  readonly line: string;
}

export interface KeptScans {
  /** All that the file holds. Throws what the file system throws. */
  read(file: string): Promise<RecordScan>;
  /** The same from memory; undefined where it is not there as the file is now. */
  recall(file: string, now: FileStamp | undefined): Promise<RecordScan | undefined>;
  /** The incidents that its lines name. Throws what the file system throws. */
  incidents(file: string): ReadonlySet<string>;
  /** Whoever holds the record's lock has appended this line. Never fails. */
  append(file: string, added: Addition, stamp: () => FileStamp): void;
}

export function createKeptScans(): KeptScans {
  const named = createNamedIncidents();
  const kept = createStore();
  const recall: KeptScans['recall'] = async (file, now) => {
    const found = kept.get(file);
    if (found === undefined || now === undefined) return undefined;
    if (found.stamp === now.text) return withAdded(found);
    kept.forget(file);
    return undefined;
  };
  return {
    recall,
    incidents: (file) => named.of(file),
    async read(file) {
      const known = kept.get(file) && (await recall(file, stampNow(file)));
      if (known !== undefined) return known;
      const { stamp, read } = await readFromDisk(file);
      named.learn(file, stamp, read.incidents);
      const whole = read.torn === 0 && !read.stopped && isSettled(stamp);
      if (whole) kept.set(file, { stamp: stamp.text, read, added: [], bytes: read.whole });
      return read;
    },
    append(file, { entry, line }, stamp) {
      const found = kept.get(file);
      if (found === undefined) return;
      const added = [...found.added, { entry, line }];
      const bytes = found.bytes + Buffer.byteLength(line) + 1;
      const follows = entry.seq === found.read.seq + added.length && added.length <= mostAdded;
      const now = follows ? stampOrNone(stamp) : undefined;
      if (now === undefined) kept.forget(file);
      else kept.set(file, { ...found, stamp: now.text, added, bytes });
    },
  };
}

/** Holds no more than `mostKept`: what would not fit is left out, for what is there is asked for again soon. */
function createStore() {
  const all = new Map<string, Kept>();
  let bytes = 0;
  const forget = (file: string): void => {
    bytes -= all.get(file)?.bytes ?? 0;
    all.delete(file);
  };
  return {
    forget,
    get: (file: string) => all.get(file),
    set: (file: string, kept: Kept): void => {
      forget(file);
      if (bytes + kept.bytes > mostKept) return;
      bytes += kept.bytes;
      all.set(file, kept);
    },
  };
}

async function readFromDisk(file: string): Promise<{ stamp: FileStamp; read: RecordScan }> {
  const descriptor = openSync(file, 'r');
  try {
    const stamp = stampOf(fstatSync(descriptor, { bigint: true }));
    return { stamp, read: await readAll(descriptor) };
  } finally {
    closeSync(descriptor);
  }
}

async function readAll(descriptor: number): Promise<RecordScan> {
  const entries: JournalEntry[] = [];
  const incidents = new Set<string>();
  const unvouched = new Set<JournalEntry>();
  let held = 0;
  let left = 0;
  const result = await scan(descriptor, (entry, bytes, continues) => {
    if (!continues) unvouched.add(entry);
    held += bytes;
    if (held <= mostRead) entries.push(entry);
    else left += 1;
    if (typeof entry.incident === 'string') incidents.add(entry.incident);
  });
  return { ...result, entries, left, unvouched, incidents };
}

/** The reading as it would be now, with what was appended. */
async function withAdded({ read, added, bytes }: Kept): Promise<RecordScan> {
  const last = added.at(-1);
  if (last === undefined) return read;
  const sha256 = await hasher();
  const entries = [...read.entries, ...added.map(({ entry }) => entry)];
  return { ...read, entries, seq: last.entry.seq, prev: sha256(last.line), whole: bytes };
}

function stampOrNone(stamp: () => FileStamp): FileStamp | undefined {
  try {
    return stamp();
  } catch {
    return undefined;
  }
}
