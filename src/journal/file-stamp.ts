/* Whether a file still is as it was read. */
import { type BigIntStats, statSync } from 'node:fs';

export interface FileStamp {
  /** The same text: the same file with the same bytes. */
  readonly text: string;
  /** When it was changed last, epoch milliseconds of the file system's clock. */
  readonly changedAt: number;
}

/** Milliseconds. Kernels note the time of a change by a clock that ticks every 1 to 10 of them. */
const tick = 20;

/** Every append changes the size; an alteration in place changes the time, which nobody can set back. */
export function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): FileStamp {
  const changedAt = Number(ctimeNs / 1_000_000n);
  return { text: `${ino} ${size} ${mtimeNs} ${ctimeNs}`, changedAt };
}

/** Two changes within a tick may look as one: what was changed just now is read again. */
export function isSettled({ changedAt }: FileStamp): boolean {
  // The clock of the machine, whatever the command's clock says: files are stamped by it.
  return Date.now() - changedAt > tick;
}

/** Undefined where there is no such file. Throws what the file system throws. */
export function stampNow(file: string): FileStamp | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat && stampOf(stat);
}
