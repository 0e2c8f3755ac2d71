/*
 * The journal on disk: `<stateDir>/records/<id>/journal.jsonl`, one line of JSON per entry, each synced
 * before it is acknowledged. Directories are 0700, files 0600.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Clock } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';
import { redactText } from '../domain/text/redact.ts';
import type { Journal, OpenRecord } from '../ports/journal.ts';
import { type JournalFile, openJournalFile } from './append.ts';
import { emptyHash, hasher } from './line.ts';
import { type Lock, takeLock } from './lock.ts';
import { readRecord } from './reading.ts';
import { isRecordId, newestFirst, recordId } from './record-id.ts';
import { scan } from './scan.ts';
import { cannotOpen, cannotRead, codeOf, damaged, unknownRecord } from './troubles.ts';
import { oneAtATime } from './turn.ts';
import { openWriter } from './writer.ts';

interface FileJournalOptions {
  /** From `stateDirectory`. Made when the first record is. */
  readonly stateDir: string;
  readonly clock: Clock;
  /** `user@machine`. */
  readonly actor: string;
  /** Values that must never be written; read at each append, so that later ones may be pushed. */
  readonly secrets: readonly string[];
}

/**
 * Where tsops keeps its records: `$XDG_STATE_HOME/tsops`, else `~/.local/state/tsops`. The XDG base
 * directory specification 0.8 says that a relative value is invalid and must be ignored.
 */
export function stateDirectory(env: Env, home: string): string {
  const given = env.XDG_STATE_HOME ?? '';
  return join(isAbsolute(given) ? given : join(home, '.local', 'state'), 'tsops');
}

/** A journal that other processes may read and write at the same time. Touches nothing until called. */
export function createFileJournal(options: FileJournalOptions): Journal {
  const records = join(options.stateDir, 'records');
  const list = () => listRecords(records);
  const find = async (id: string): Promise<string> => {
    const ids = await list();
    if (!ids.includes(id)) throw await unknownRecord(id, ids);
    return join(records, id);
  };
  return {
    start: (topic) => start(records, redactText(topic, options.secrets), options),
    prepare: () => {
      // What can not be loaded is said by the first append.
      hasher().catch(() => {});
    },
    reopen: async (id) => reopen(id, await find(id), options),
    exclusively: (name, work) =>
      oneAtATime(join(options.stateDir, 'turns'), name, options.clock, work),
    list,
    read: async (id) => readRecord(id, await find(id), options.clock.now()),
  };
}

async function listRecords(records: string): Promise<readonly string[]> {
  try {
    const found = readdirSync(records, { withFileTypes: true });
    const ours = found.filter((entry) => entry.isDirectory() && isRecordId(entry.name));
    return ours.map((entry) => entry.name).sort(newestFirst);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw cannotRead(records, error);
  }
}

async function start(
  records: string,
  topic: string,
  options: FileJournalOptions,
): Promise<OpenRecord> {
  const began = options.clock.now();
  try {
    mkdirSync(records, { recursive: true, mode: 0o700 });
    for (let attempt = 1; ; attempt += 1) {
      const id = recordId(began, topic, attempt);
      const directory = join(records, id);
      if (!claimed(directory)) continue;
      const lock = takeLock(directory, options.clock);
      return await write(id, directory, lock, options);
    }
  } catch (error) {
    throw cannotOpen(records, error);
  }
}

async function reopen(
  id: string,
  directory: string,
  options: FileJournalOptions,
): Promise<OpenRecord> {
  try {
    return await write(id, directory, takeLock(directory, options.clock), options);
  } catch (error) {
    throw cannotOpen(directory, error);
  }
}

/** Continues behind the last whole line. Gives the lock back where that fails. */
async function write(
  id: string,
  directory: string,
  lock: Lock,
  options: FileJournalOptions,
): Promise<OpenRecord> {
  const file = join(directory, 'journal.jsonl');
  try {
    const handle = openJournalFile(file);
    try {
      return openWriter({ id, file, handle, lock, ...(await endOf(file, handle)), ...options });
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
): Promise<{ size: number; seq: number; prev: string }> {
  if (handle.size() === 0) return { size: 0, seq: 0, prev: emptyHash };
  const { stopped, whole, torn, seq, prev } = await scan(file, () => {});
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
