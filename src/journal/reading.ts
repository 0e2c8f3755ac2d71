import { join } from 'node:path';
import type { ChainFault, Entry, JournalReading } from '../ports/journal.ts';
import { driverOf } from './lock.ts';
import { scan } from './scan.ts';
import { cannotRead, codeOf } from './troubles.ts';

/** Bytes of lines whose entries are kept: hundreds of thousands of entries, in about three times that memory. */
const mostKept = 64 * 1024 * 1024;

/** All that the record in `directory` tells. What is damaged becomes a note, never an exception. */
export async function readRecord(
  id: string,
  directory: string,
  epochMs: number,
): Promise<JournalReading> {
  const entries: Entry[] = [];
  let kept = 0;
  let left = 0;
  const unvouched = new Set<Entry>();
  const keep = (entry: Entry, bytes: number, continues: boolean): void => {
    kept += bytes;
    if (!continues) unvouched.add(entry);
    if (kept <= mostKept) entries.push(entry);
    else left += 1;
  };
  try {
    // Before the lines: a driver that ends meanwhile has written its last one by then.
    const driver = driverOf(directory, epochMs);
    const { torn, stopped, notes, faults, prev } = await scan(
      join(directory, 'journal.jsonl'),
      keep,
    );
    const all = [...notes];
    if (stopped) all.push('a line longer than 16 MiB was left out, and what follows it');
    else if (torn > 0 && !driver) {
      all.push(`the last line was cut short (${torn} bytes) and was left out`);
    }
    if (left > 0)
      all.push(`the record is longer than 64 MiB: its last ${left} entries were left out`);
    const by = driver && { pid: driver.pid, host: driver.host };
    const broken = torn > 0 && !driver ? [...faults, tornLine(entries.length, torn)] : faults;
    const doubts = unvouched.size === 0 ? {} : { unvouched };
    return { id, entries, notes: all, faults: broken, ...doubts, head: prev, driver: by };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return { id, entries, notes: ['nothing was written to this record'], driver: null };
    }
    throw cannotRead(directory, error);
  }
}

function tornLine(whole: number, bytes: number): ChainFault {
  const line = whole + 1;
  return { line, fault: 'torn', detail: `line ${line}, the last, was cut short (${bytes} bytes)` };
}
