import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../context.ts';
import type { Entry, OpenRecord } from './journal.ts';
import { type Draft, draft, hasher, lineOf, longestLine } from './line.ts';
import type { Lock } from './lock.ts';
import { cannotWrite, closed, codeOf, lostLock, tooLong } from './troubles.ts';

interface WriterOptions {
  readonly id: string;
  readonly file: string;
  /** Open for appending; closed by `close`. */
  readonly handle: FileHandle;
  readonly lock: Lock;
  /** Bytes, entries and hash of what the file holds. */
  readonly size: number;
  readonly seq: number;
  readonly prev: string;
  readonly clock: Clock;
  readonly actor: string;
  readonly secrets: readonly string[];
}

/**
 * Appends in the order in which it was called, one at a time. An entry that can not be written is taken
 * back: the next one stands behind the last that was acknowledged.
 */
export function openWriter(options: WriterOptions): OpenRecord {
  const { id, file, handle, lock, clock, actor, secrets } = options;
  let end = { size: options.size, seq: options.seq, prev: options.prev };
  let queue: Promise<unknown> = Promise.resolve();
  let open = true;
  let clean = true;
  // A new file is safe only when the directories that name it are.
  let unsynced: readonly string[] = [dirname(file), dirname(dirname(file))];

  const write = async (entry: Draft): Promise<Entry> => {
    if (!lock.held()) throw lostLock(id, entry.kind);
    const line = lineOf(entry, end.seq + 1, end.prev);
    const bytes = Buffer.from(`${line}\n`);
    if (bytes.length > longestLine) throw tooLong(entry.kind, bytes.length);
    try {
      if (!clean) await handle.truncate(end.size);
      clean = false;
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten < bytes.length) throw new Error('the disk took only a part of it');
      await Promise.all([handle.sync(), ...unsynced.map(syncDirectory)]);
      clean = true;
    } catch (error) {
      clean = await tookBack(handle, end.size);
      throw cannotWrite(file, entry.kind, error);
    }
    unsynced = [];
    const sha256 = await hasher();
    end = { size: end.size + bytes.length, seq: end.seq + 1, prev: sha256(line) };
    return JSON.parse(line);
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
    // All lines are synced: a complaint now says nothing about them.
    await handle.close().catch(() => {});
    lock.release();
  };

  return { id, append, close };
}

async function tookBack(handle: FileHandle, size: number): Promise<boolean> {
  try {
    await handle.truncate(size);
    return true;
  } catch {
    return false;
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems know no such thing.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR'].includes(codeOf(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
