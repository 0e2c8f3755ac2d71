/*
 * The journal on disk: `<stateDir>/records/<id>/journal.jsonl`, one line of JSON per entry, each synced
 * before it is acknowledged. Directories are 0700, files 0600.
 */
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../contract/context.ts';
import { redactText } from '../domain/text/redact.ts';
import type { Journal, JournalEntry, OpenRecord } from '../ports/journal.ts';
import { type JournalFile, openJournalFile } from './append.ts';
import { createKeptScans, type KeptScans } from './kept-scans.ts';
import { emptyHash, hasher } from './line.ts';
import { type Lock, takeLock } from './lock.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { readRecord } from './reading.ts';
import { byNewestRecord, isRecordId, recordId } from './record-id.ts';
import { cannotOpen, cannotRead, codeOf, damaged, unknownRecord } from './troubles.ts';
import { openWriter } from './writer.ts';

interface FileJournalOptions {
  /** From `stateDirectory` of the contract. Made when the first record is. */
  readonly stateDir: string;
  readonly clock: Clock;
  /** `user@machine`. */
  readonly actor: string;
  /** Values that must never be written; read at each append, so that later ones may be pushed. */
  readonly secrets: readonly string[];
}

interface JournalFolders extends FileJournalOptions {
  /** `<stateDir>/records` */
  readonly records: string;
  readonly kept: KeptScans;
}

/** A journal that other processes may read and write at the same time. Touches nothing until called. */
export function createFileJournal(options: FileJournalOptions): Journal {
  const records = join(options.stateDir, 'records');
  const kept = createKeptScans();
  const parts: JournalFolders = { ...options, records, kept };
  return {
    start: (topic) => start(redactText(topic, options.secrets), parts),
    prepare: () => {
      // What cannot be loaded is said by the first append.
      hasher().catch(() => {});
    },
    reopen: async (id) => reopen(id, await directoryOf(records, id), parts),
    exclusively: (name, work, turn) =>
      oneAtATime(join(options.stateDir, 'turns'), name, options.clock, work, turn),
    list: () => listRecords(records),
    read: async (id) => readRecord(id, await directoryOf(records, id), options.clock.now(), kept),
    naming: async (incident, among) =>
      among.filter((id) => isRecordId(id) && mayName(join(records, id), incident, kept)),
  };
}

/** Looks for this one alone: the others may be thousands. Throws a usage error where it is none. */
async function directoryOf(records: string, id: string): Promise<string> {
  const directory = join(records, id);
  if (isRecordId(id) && isDirectory(directory)) return directory;
  throw await unknownRecord(id, await listRecords(records));
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** What cannot be read may name it: whoever reads it finds out why. */
function mayName(directory: string, incident: string, kept: KeptScans): boolean {
  try {
    return kept.incidents(join(directory, 'journal.jsonl')).has(incident);
  } catch (error) {
    return codeOf(error) !== 'ENOENT';
  }
}

async function listRecords(records: string): Promise<readonly string[]> {
  try {
    const found = readdirSync(records, { withFileTypes: true });
    const ours = found.filter((entry) => entry.isDirectory() && isRecordId(entry.name));
    return ours.map((entry) => entry.name).sort(byNewestRecord);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw cannotRead(records, error);
  }
}

async function start(topic: string, parts: JournalFolders): Promise<OpenRecord> {
  const { clock, records } = parts;
  const began = clock.now();
  try {
    mkdirSync(records, { recursive: true, mode: 0o700 });
    for (let attempt = 1; ; attempt += 1) {
      const id = recordId(began, topic, attempt);
      const directory = join(records, id);
      if (!claimed(directory)) continue;
      const lock = takeLock(directory, clock);
      return await write(id, directory, lock, parts);
    }
  } catch (error) {
    throw cannotOpen(records, error);
  }
}

async function reopen(id: string, directory: string, parts: JournalFolders): Promise<OpenRecord> {
  try {
    return await write(id, directory, takeLock(directory, parts.clock), parts);
  } catch (error) {
    throw cannotOpen(directory, error);
  }
}

/** Continues behind the last whole line. Gives the lock back where that fails. */
async function write(
  id: string,
  directory: string,
  lock: Lock,
  { kept, clock, actor, secrets }: JournalFolders,
): Promise<OpenRecord> {
  const file = join(directory, 'journal.jsonl');
  try {
    const handle = openJournalFile(file);
    try {
      const end = await endOf(file, handle, kept);
      const appended = (entry: JournalEntry, line: string): void =>
        kept.append(file, { entry, line }, () => handle.stamp());
      const driven = { id, file, handle, lock, appended };
      return openWriter({ ...driven, ...end, clock, actor, secrets });
    } catch (error) {
      handle.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Where the next line goes. A line whose writing was cut short is cut off. */
async function endOf(
  file: string,
  handle: JournalFile,
  kept: KeptScans,
): Promise<{ size: number; seq: number; prev: string }> {
  if (handle.size() === 0) return { size: 0, seq: 0, prev: emptyHash };
  const known = await kept.recall(file, handle.stamp());
  const { stopped, whole, torn, seq, prev } = known ?? (await handle.scan(() => {}));
  if (stopped) throw damaged(file);
  if (torn > 0) handle.truncate(whole);
  return { size: whole, seq, prev };
}

function claimed(directory: string): boolean {
  try {
    mkdirSync(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
