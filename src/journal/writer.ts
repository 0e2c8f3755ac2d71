import { dirname } from 'node:path';
import type { Clock } from '../contract/context.ts';
import type { JournalEntry, OpenRecord } from '../ports/journal.ts';
import { type JournalFile, syncDirectory } from './append.ts';
import { type Draft, draft, hasher, journalLine, longestLine } from './line.ts';
import type { Lock } from './lock.ts';
import { cannotWrite, closed, lostLock, tooLong } from './troubles.ts';

export interface WriterOptions {
  readonly id: string;
  readonly file: string;
  /** Closed by `close`. */
  readonly handle: JournalFile;
  readonly lock: Lock;
  /** Told of each line once it is on the disk. Never throws. */
  readonly appended: (entry: JournalEntry, line: string) => void;
  /** Bytes, entries and hash of what the file holds. */
  readonly size: number;
  readonly seq: number;
  readonly prev: string;
  readonly clock: Clock;
  readonly actor: string;
  readonly secrets: readonly string[];
}

/**
 * Appends in the order in which it was called, one at a time. An entry that cannot be written is taken
 * back: the next one stands behind the last that was acknowledged.
 */
export function openWriter(options: WriterOptions): OpenRecord {
  const { id, file, handle, lock, appended, clock, actor, secrets } = options;
  let end = { size: options.size, seq: options.seq };
  let prev = options.prev;
  // Its hash is taken when the next line asks for it: the last one's never is.
  let unhashed: string | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let open = true;
  let clean = true;
  // A new file is safe only when the directories that name it are.
  let unsynced: readonly string[] = [dirname(file), dirname(dirname(file))];

  const write = async (entry: Draft): Promise<JournalEntry> => {
    if (unhashed !== undefined) prev = (await hasher())(unhashed);
    unhashed = undefined;
    if (!lock.held()) throw lostLock(id, entry.kind);
    const line = journalLine(entry, end.seq + 1, prev);
    const bytes = Buffer.from(`${line}\n`);
    if (bytes.length > longestLine) throw tooLong(entry.kind, bytes.length);
    try {
      if (!clean) handle.truncate(end.size);
      clean = false;
      if (handle.write(bytes) < bytes.length) throw new Error('the disk took only a part of it');
      handle.sync();
      unsynced.forEach(syncDirectory);
      clean = true;
    } catch (error) {
      clean = tookBack(handle, end.size);
      throw cannotWrite(file, entry.kind, error);
    }
    unsynced = [];
    unhashed = line;
    end = { size: end.size + bytes.length, seq: end.seq + 1 };
    const written: JournalEntry = JSON.parse(line);
    appended(written, line);
    return written;
  };

  const append = (kind: string, fields: Readonly<Record<string, unknown>> = {}) => {
    if (!open) return Promise.reject(closed(id));
    const at = new Date(clock.now()).toISOString();
    const entry = draft({ at, actor, kind }, fields, secrets);
    const written = queue.then(() => write(entry));
    queue = written.catch(() => {});
    return written;
  };

  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await queue;
    try {
      handle.close();
    } catch {
      // All lines are synced: a complaint now says nothing about them.
    }
    lock.release();
  };

  return { id, tookOver: lock.tookOver, append, close };
}

function tookBack(handle: JournalFile, size: number): boolean {
  try {
    handle.truncate(size);
    return true;
  } catch {
    return false;
  }
}
