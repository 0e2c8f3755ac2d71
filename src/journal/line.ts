/* One entry as a line of `journal.jsonl`, and the chain that holds the lines together. */

import { redactValue } from '../domain/text/redact.ts';
import type { JournalEntry } from '../ports/journal.ts';

/** Bytes of a line. More in one entry is a mistake, and no reading holds more of it in memory. */
export const longestLine = 16 * 1024 * 1024;

/** An entry before its place in the chain is known. */
export interface Draft {
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  /** What the caller gave, without the names that the journal itself gives. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly eventAt: string;
  readonly redacted: number;
}

/**
 * Redacts, and copies, so that what the caller changes later is not written. `eventAt` is taken from the
 * fields as epoch milliseconds or any text that Date reads; what is neither counts as not given.
 */
export function draft(
  head: { readonly at: string; readonly actor: string; readonly kind: string },
  given: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Draft {
  const { seq, at, eventAt, actor, kind, prev, redacted, ...own } = given;
  const { value, count } = redactValue(own, secrets);
  const fields = value as Record<string, unknown>;
  return { ...head, fields, eventAt: timeOf(eventAt) ?? head.at, redacted: count };
}

/** The line, without its line break. */
export function journalLine(
  { fields, redacted, ...head }: Draft,
  seq: number,
  prev: string,
): string {
  const { at, eventAt, actor, kind } = head;
  const count = redacted === 0 ? {} : { redacted };
  return JSON.stringify({ seq, at, eventAt, actor, kind, ...fields, prev, ...count });
}

/** The entry that a line holds; undefined where it holds none. */
export function entryOf(line: string): JournalEntry | undefined {
  try {
    const found = JSON.parse(line);
    const texts = [found.at, found.eventAt, found.actor, found.kind, found.prev];
    const whole =
      Number.isSafeInteger(found.seq) && texts.every((text) => typeof text === 'string');
    return whole ? found : undefined;
  } catch {
    return undefined;
  }
}

/** `prev` of the first line: SHA-256 of no bytes (FIPS 180-4), so that it takes no hashing. */
export const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

type LineHash = (line: string | Uint8Array) => string;

let sha256: LineHash | undefined;

/** SHA-256 in hex of a line without its line break. */
export async function hasher(): Promise<LineHash> {
  if (sha256 !== undefined) return sha256;
  const { hash } = await import('node:crypto');
  sha256 = (line) => hash('sha256', line);
  return sha256;
}

function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
