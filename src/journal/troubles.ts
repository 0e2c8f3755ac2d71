/* What can go wrong with the journal, in the words that an engineer reads. */

import { TsopsError } from '../contract/errors.ts';
import { cleanText } from '../domain/text/clean.ts';

const makeRoom =
  'make that directory writable and its disk not full, or set XDG_STATE_HOME to another';

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** A record that cannot be begun or continued; passes on what has been said already. */
export function cannotOpen(directory: string, error: unknown): TsopsError {
  if (error instanceof TsopsError) return error;
  return new TsopsError({
    kind: 'refused',
    message: `Nothing was done, because the intent could not be recorded in ${directory}: ${reason(error)}.`,
    why: 'tsops records what it is about to do before it does it, so that a crash leaves no doubt.',
    next: [makeRoom, 'or add --unrecorded: go on, and write down yourself what you do'],
    cause: error,
  });
}

/** Only an intent comes before its effect: of what other entries tell, something may have been done. */
export function cannotWrite(file: string, kind: string, error: unknown): TsopsError {
  if (kind === 'intent') return cannotOpen(file, error);
  return new TsopsError({
    kind: 'unreachable',
    message: `The ${kind} could not be recorded in ${file}: ${reason(error)}.`,
    why: 'What was done stands, but the record does not tell how it ended.',
    next: [makeRoom, 'then ask for the status again'],
    cause: error,
  });
}

export function cannotRead(directory: string, error: unknown): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `The journal could not be read at ${directory}: ${reason(error)}.`,
    why: 'What was done before is not known.',
    next: ['make that directory readable for you'],
    cause: error,
  });
}

export function damaged(file: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `${file} holds a line longer than 16 MiB, which tsops never writes.`,
    why: 'Nothing was done: writing after it could hide what happened.',
    next: ['look at the end of that file, and cut off what is not a line of JSON'],
  });
}

export function lostLock(id: string, kind: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `The ${kind} was not recorded: another process took over the record ${id}.`,
    why: 'This process showed no sign of life for over a minute, or its lock was removed.',
    next: ['look at what the other process did before you go on'],
  });
}

export function closed(id: string): TsopsError {
  return bug(`The record ${id} was written to after it was closed.`);
}

export function tooLong(kind: string, bytes: number): TsopsError {
  return bug(`An entry of kind ${kind} takes ${bytes} bytes; 16 MiB is the most.`);
}

/** Nearest first: what contains the text, then what differs least from it. */
export async function unknownRecord(id: string, ids: readonly string[]): Promise<TsopsError> {
  const { distance } = await import('fastest-levenshtein');
  const asked = cleanText(id, 80);
  const far = (known: string) => (known.includes(asked) ? 0 : distance(asked, known));
  const nearest = ids
    .map((known) => ({ known, far: far(known) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ known }) => known);
  return new TsopsError({
    kind: 'usage',
    message: `There is no record named "${asked}".`,
    next: nearest.length === 0 ? [] : [`the nearest are: ${nearest.join(', ')}`],
  });
}

function bug(message: string): TsopsError {
  return new TsopsError({ kind: 'bug', message, next: ['run it with --debug and report this'] });
}

const known: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  EIO: 'the disk failed',
  ENOTDIR: 'a file stands where a directory should',
  EMFILE: 'too many files are open',
};

function reason(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined && code in known) return `${known[code]} (${code})`;
  return cleanText(error instanceof Error ? error.message : error);
}
