import { join } from 'node:path';
import type { ChainFault, JournalReading } from '../ports/journal.ts';
import type { KeptScans, RecordScan } from './kept-scans.ts';
import { driverOf } from './lock.ts';
import { cannotRead, codeOf } from './troubles.ts';

/** All that the record in `directory` tells. What is damaged becomes a note, never an exception. */
export async function readRecord(
  id: string,
  directory: string,
  epochMs: number,
  kept: KeptScans,
): Promise<JournalReading> {
  try {
    // Before the lines: a driver that ends meanwhile has written its last one by then.
    const driver = driverOf(directory, epochMs);
    const read = await kept.read(join(directory, 'journal.jsonl'));
    const by = driver && { pid: driver.pid, host: driver.host };
    // What a living driver has written in part is not cut short.
    const torn = driver === null ? read.torn : 0;
    const { entries, prev, faults, unvouched } = read;
    const doubts = unvouched.size === 0 ? {} : { unvouched };
    const broken = torn > 0 ? [...faults, tornLine(entries.length, torn)] : faults;
    return {
      id,
      entries,
      notes: notesOf(read, torn),
      faults: broken,
      ...doubts,
      head: prev,
      driver: by,
    };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return { id, entries: [], notes: ['nothing was written to this record'], driver: null };
    }
    throw cannotRead(directory, error);
  }
}

function notesOf({ notes, stopped, left }: RecordScan, torn: number): readonly string[] {
  const more: string[] = [];
  if (stopped) more.push('a line longer than 16 MiB was left out, and what follows it');
  else if (torn > 0) more.push(`the last line was cut short (${torn} bytes) and was left out`);
  if (left > 0) {
    more.push(`the record is longer than 64 MiB: its last ${left} entries were left out`);
  }
  return [...notes, ...more];
}

function tornLine(whole: number, bytes: number): ChainFault {
  const line = whole + 1;
  return { line, fault: 'torn', detail: `line ${line}, the last, was cut short (${bytes} bytes)` };
}
