/*
 * Reads `journal.jsonl` from its beginning in pieces of 64 KiB and checks its chain. Memory: one piece, one
 * line (16 MiB at most), and what the visitor keeps.
 */
import { readSync } from 'node:fs';
import type { ChainFault, JournalEntry } from '../ports/journal.ts';
import { emptyHash, entryOf, hasher, longestLine } from './line.ts';

export interface Scan {
  /** `seq` of the last entry; 0 where there is none. */
  readonly seq: number;
  /** SHA-256 of the last whole line, for the next `prev`. */
  readonly prev: string;
  /** Bytes up to the end of the last whole line. */
  readonly whole: number;
  /** Bytes after it: a line whose writing was cut short. */
  readonly torn: number;
  /** True where a line was too long to be one, and what follows was not read. */
  readonly stopped: boolean;
  /** Where the chain does not hold; at most 20, then how many more. */
  readonly notes: readonly string[];
  /** The first 20 of them by their kind. */
  readonly faults: readonly ChainFault[];
}

const pieceSize = 64 * 1024;
const mostNotes = 20;
const lineBreak = 0x0a;

/** `continues`: it stands behind the line that it was written after. */
type Visit = (entry: JournalEntry, bytes: number, continues: boolean) => void;

/** One for all readings, none of which waits in the middle: thousands of them would fill the memory. */
let piece: Buffer | undefined;

/** Calls `visit` with each entry and the bytes of its line. Throws what the file system throws. */
export async function scan(descriptor: number, visit: Visit): Promise<Scan> {
  const chain = await chainCheck(visit);
  piece ??= Buffer.allocUnsafeSlow(pieceSize);
  // Pieces of a line whose end has not been read yet, and their bytes.
  let begun: Buffer[] = [];
  let torn = 0;
  let whole = 0;
  while (torn <= longestLine) {
    const bytesRead = readSync(descriptor, piece, 0, pieceSize, whole + torn);
    if (bytesRead === 0) return chain.end({ whole, torn, stopped: false });
    const bytes = piece.subarray(0, bytesRead);
    let from = 0;
    for (let to = bytes.indexOf(lineBreak); to !== -1; to = bytes.indexOf(lineBreak, from)) {
      const rest = bytes.subarray(from, to);
      chain.next(begun.length === 0 ? rest : Buffer.concat([...begun, rest]));
      whole += torn + to + 1 - from;
      begun = [];
      torn = 0;
      from = to + 1;
    }
    if (from < bytesRead) begun.push(Buffer.from(bytes.subarray(from)));
    torn += bytesRead - from;
  }
  return chain.end({ whole, torn, stopped: true });
}

async function chainCheck(visit: Visit) {
  const sha256 = await hasher();
  let prev = emptyHash;
  let seq = 0;
  let line = 0;
  const notes: string[] = [];
  const faults: ChainFault[] = [];
  const next = (bytes: Buffer): void => {
    line += 1;
    const entry = entryOf(bytes.toString());
    const fault = faultOf(entry, line, { seq, prev });
    if (fault !== undefined && faults.length < mostNotes) faults.push(fault);
    if (entry === undefined) {
      notes.push(`line ${line} is damaged and was left out`);
    } else {
      if (entry.seq !== seq + 1) notes.push(`line ${line} is entry ${entry.seq}, not ${seq + 1}`);
      if (entry.prev !== prev) notes.push(`line ${line} does not continue the line before it`);
      const continues = entry.seq === seq + 1 && entry.prev === prev;
      seq = entry.seq;
      visit(entry, bytes.length, continues);
    }
    prev = sha256(bytes);
  };
  const end = (read: Pick<Scan, 'whole' | 'torn' | 'stopped'>): Scan => {
    const more = notes.length - mostNotes;
    const shown =
      more > 0 ? [...notes.slice(0, mostNotes), `${more} more lines like these`] : notes;
    return { ...read, seq, prev, notes: shown, faults };
  };
  return { next, end };
}

/** What is wrong at a line, seen from the one before it (`seq` 0 before the first). */
function faultOf(
  entry: JournalEntry | undefined,
  line: number,
  before: { readonly seq: number; readonly prev: string },
): ChainFault | undefined {
  if (entry === undefined) {
    return { line, fault: 'foreign', detail: `line ${line} is not an entry that tsops wrote` };
  }
  const lacking = entry.seq - before.seq - 1;
  if (lacking > 0) {
    const which = lacking === 1 ? `entry ${entry.seq - 1} is` : `${lacking} entries are`;
    return { line, fault: 'missing', detail: `${which} missing before line ${line}` };
  }
  if (lacking < 0) {
    const detail = `line ${line} is entry ${entry.seq} again, after entry ${before.seq}`;
    return { line, fault: 'repeated', detail };
  }
  if (entry.prev === before.prev) return undefined;
  const altered = Math.max(1, line - 1);
  const detail = `line ${altered} was altered after it was written: line ${line} does not continue it`;
  return { line: altered, fault: 'altered', detail };
}
