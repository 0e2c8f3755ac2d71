/* Which incidents the lines of a record name: found without parsing them, and kept while the file stands. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileStamp, isSettled, stampNow, stampOf } from './file-stamp.ts';

const pieceSize = 64 * 1024;
/** Characters of a piece that are looked at again with the next: a name may stand across both. */
const overlap = 512;
const named = /"incident":"([^"\\]{1,300})"/g;

export interface NamedIncidents {
  /** Throws what the file system throws. */
  of(file: string): ReadonlySet<string>;
  /** Whoever read all of the file found these. */
  learn(file: string, stamp: FileStamp, incidents: ReadonlySet<string>): void;
}

export function createNamedIncidents(): NamedIncidents {
  const known = new Map<
    string,
    { readonly stamp: string; readonly incidents: ReadonlySet<string> }
  >();
  const learn: NamedIncidents['learn'] = (file, stamp, incidents) => {
    if (isSettled(stamp)) known.set(file, { stamp: stamp.text, incidents });
  };
  return {
    learn,
    of(file) {
      const before = known.get(file);
      if (before !== undefined && stampNow(file)?.text === before.stamp) return before.incidents;
      const descriptor = openSync(file, 'r');
      try {
        const stamp = stampOf(fstatSync(descriptor, { bigint: true }));
        const incidents = incidentsNamed(descriptor);
        learn(file, stamp, incidents);
        return incidents;
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

/** One for all readings, none of which waits in the middle. */
let piece: Buffer | undefined;

/** Every text that a field `incident` has anywhere: of the lines that name one, and of some that only quote it. */
function incidentsNamed(descriptor: number): ReadonlySet<string> {
  piece ??= Buffer.allocUnsafeSlow(pieceSize);
  const found = new Set<string>();
  let before = '';
  for (let at = 0; ; ) {
    const bytesRead = readSync(descriptor, piece, 0, pieceSize, at);
    if (bytesRead === 0) return found;
    at += bytesRead;
    // Names of records are ASCII, which is the same in both.
    const text = before + piece.toString('latin1', 0, bytesRead);
    for (const [, incident = ''] of text.matchAll(named)) {
      // Copied: a part of a text would hold the whole of it in memory.
      if (!found.has(incident)) found.add(Buffer.from(incident, 'latin1').toString('latin1'));
    }
    before = text.slice(-overlap);
  }
}
