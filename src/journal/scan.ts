/*
 * Reads `journal.jsonl` from its beginning in pieces of 1 MiB and checks its chain. Memory: one piece, one
 * line (16 MiB at most), and what the visitor keeps.
 */
import { open } from 'node:fs/promises';
import type { Entry } from './journal.ts';
import { entryOf, hasher, longestLine } from './line.ts';

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
}

const pieceSize = 1024 * 1024;
const mostNotes = 20;
const lineBreak = 0x0a;

/** Calls `visit` with each entry and the bytes of its line. Throws what the file system throws. */
export async function scan(
  file: string,
  visit: (entry: Entry, bytes: number) => void,
): Promise<Scan> {
  const chain = await chainCheck(visit);
  const handle = await open(file, 'r');
  try {
    const piece = Buffer.allocUnsafe(pieceSize);
    let rest: Buffer = Buffer.alloc(0);
    let whole = 0;
    for (;;) {
      const { bytesRead } = await handle.read(piece, 0, pieceSize, whole + rest.length);
      if (bytesRead === 0) return chain.end({ whole, torn: rest.length, stopped: false });
      const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
      let from = 0;
      for (
        let to = bytes.indexOf(lineBreak, rest.length);
        to !== -1;
        to = bytes.indexOf(lineBreak, from)
      ) {
        chain.next(bytes.subarray(from, to));
        from = to + 1;
      }
      whole += from;
      rest = bytes.subarray(from);
      if (rest.length > longestLine) return chain.end({ whole, torn: rest.length, stopped: true });
    }
  } finally {
    await handle.close();
  }
}

async function chainCheck(visit: (entry: Entry, bytes: number) => void) {
  const sha256 = await hasher();
  let prev = sha256('');
  let seq = 0;
  let line = 0;
  const notes: string[] = [];
  const next = (bytes: Uint8Array): void => {
    line += 1;
    const entry = entryOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
    if (entry === undefined) {
      notes.push(`line ${line} is damaged and was left out`);
    } else {
      if (entry.seq !== seq + 1) notes.push(`line ${line} is entry ${entry.seq}, not ${seq + 1}`);
      if (entry.prev !== prev) notes.push(`line ${line} does not continue the line before it`);
      seq = entry.seq;
      visit(entry, bytes.length);
    }
    prev = sha256(bytes);
  };
  const end = (read: Pick<Scan, 'whole' | 'torn' | 'stopped'>): Scan => {
    const more = notes.length - mostNotes;
    const shown =
      more > 0 ? [...notes.slice(0, mostNotes), `${more} more lines like these`] : notes;
    return { ...read, seq, prev, notes: shown };
  };
  return { next, end };
}
