/*
 * The descriptor behind `journal.jsonl`. Synchronous: a line is acknowledged only once it is on the disk,
 * so there is nothing to do meanwhile, and each hop to the thread pool and back costs more than its call.
 */
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { JournalEntry } from '../ports/journal.ts';
import { type FileStamp, stampOf } from './file-stamp.ts';
import { type Scan, scan } from './scan.ts';
import { codeOf } from './troubles.ts';

/** Every call throws what the file system throws. */
export interface JournalFile {
  /** Bytes that it holds. */
  size(): number;
  /** Changes whenever the file does. */
  stamp(): FileStamp;
  /** All that it holds, from its beginning. */
  scan(visit: (entry: JournalEntry, bytes: number) => void): Promise<Scan>;
  /** Appends; how many bytes the disk took. */
  write(bytes: Uint8Array): number;
  /** Returns once all that was written is on the disk. */
  sync(): void;
  /** Keeps the first `size` bytes. */
  truncate(size: number): void;
  close(): void;
}

/** Opens `file` for appending and reading, and makes it (0600) where there is none. */
export function openJournalFile(file: string): JournalFile {
  const descriptor = openSync(file, 'a+', 0o600);
  return {
    size: () => fstatSync(descriptor).size,
    stamp: () => stampOf(fstatSync(descriptor, { bigint: true })),
    scan: (visit) => scan(descriptor, visit),
    write: (bytes) => writeSync(descriptor, bytes),
    sync: () => fsyncSync(descriptor),
    truncate: (size) => ftruncateSync(descriptor, size),
    close: () => closeSync(descriptor),
  };
}

/** A new file is safe only when the directory that names it is. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some network file systems know no such thing.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    closeSync(descriptor);
  }
}
