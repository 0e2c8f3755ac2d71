/*
 * Journal entries as comments of a GitHub issue: each entry once, recognised by a hidden mark with its record
 * and its number, and whole, so that another machine can rebuild the incident.
 */
import type { JournalLine, RecordLines } from './merged-lines.ts';
import { textHash } from './text-hash.ts';

export interface SharedEntry {
  readonly record: string;
  readonly entry: JournalLine;
  /** What a person reads of it. */
  readonly text: string;
}

/** A comment may hold 65,536 characters; some are left for GitHub's own counting. */
const longestComment = 60_000;
/** What a person can take in at once. */
const mostEntries = 40;

/** In the body of the incident's issue, so it is found again after a lost answer. */
export function issueMarker(incident: string): string {
  return `<!-- tsops:incident ${incident} -->`;
}

/** `record#seq` of every entry that the comments hold. */
export function sharedIn(comments: readonly string[]): ReadonlySet<string> {
  const found = comments.flatMap((body) => [
    ...body.matchAll(/<!-- tsops:entry ([\w.-]+) (\d+) [0-9a-f]{12} -->/g),
  ]);
  return new Set(found.map(([, record, seq]) => `${record}#${seq}`));
}

export function sharedEntryKey({ record, entry }: Pick<SharedEntry, 'record' | 'entry'>): string {
  return `${record}#${entry.seq}`;
}

/** The comments to write, each with as many whole entries as it takes. */
export function commentsFor(entries: readonly SharedEntry[]): string[] {
  const comments: string[] = [];
  let held: string[] = [];
  for (const text of entries.map(entryText)) {
    const size = held.reduce((sum, each) => sum + each.length + 2, 0) + text.length;
    if (held.length > 0 && (size > longestComment || held.length === mostEntries)) {
      comments.push(held.join('\n\n'));
      held = [];
    }
    held.push(text);
  }
  return held.length === 0 ? comments : [...comments, held.join('\n\n')];
}

/** An entry that is longer than a comment keeps its mark and says what it lacks. */
function entryText({ record, entry, text }: SharedEntry): string {
  const json = safeJson(entry);
  const mark = `<!-- tsops:entry ${record} ${entry.seq} ${textHash(json)} -->`;
  const title = `${mark}\n**${entry.at}** ${text}`;
  const whole = `${title}\n<details><summary>${record}#${entry.seq}</summary>\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`;
  return whole.length <= longestComment
    ? whole
    : `${title}\n\n(${json.length} characters, left out)`;
}

/** As the journal has it; no run of backticks can end the block before its time. */
function safeJson(entry: JournalLine): string {
  return JSON.stringify(entry).replaceAll('`', '\\u0060');
}

export interface Joined {
  /** The records by their names, each with its entries in order. */
  readonly records: readonly RecordLines[];
  /** Entries whose text is not the one that was shared, `record#seq`. */
  readonly altered: readonly string[];
  /** Numbers that lie between those that are there, `record#seq`. */
  readonly missing: readonly string[];
}

/** Rebuilds the records from the comments. What a person wrote between them is passed over. */
export function joined(comments: readonly string[]): Joined {
  const records = new Map<string, Map<number, JournalLine>>();
  const altered: string[] = [];
  const shape =
    /<!-- tsops:entry ([\w.-]+) (\d+) ([0-9a-f]{12}) -->[\s\S]*?```json\n([^\n]*)\n```/g;
  for (const [, record = '', seq = '', hash, json = ''] of comments.flatMap((body) => [
    ...body.replace(/\r\n/g, '\n').matchAll(shape),
  ])) {
    const entry = entryOf(json);
    if (entry === undefined || textHash(json) !== hash || String(entry.seq) !== seq) {
      altered.push(`${record}#${seq}`);
      continue;
    }
    const entries = records.get(record) ?? new Map<number, JournalLine>();
    if (!entries.has(entry.seq)) entries.set(entry.seq, entry);
    records.set(record, entries);
  }
  const ordered = [...records].map(([id, entries]) => ({
    id,
    entries: [...entries.values()].sort((a, b) => a.seq - b.seq),
  }));
  return { records: ordered, altered, missing: ordered.flatMap(gapsIn) };
}

function gapsIn({ id, entries }: RecordLines): string[] {
  const last = entries.at(-1)?.seq ?? 0;
  const there = new Set(entries.map(({ seq }) => seq));
  const gaps = Array.from({ length: Math.min(last, 10_000) }, (_, index) => index + 1);
  return gaps.filter((seq) => !there.has(seq)).map((seq) => `${id}#${seq}`);
}

function entryOf(json: string): JournalLine | undefined {
  try {
    const found = JSON.parse(json);
    const texts = [found.at, found.eventAt, found.actor, found.kind];
    const whole =
      Number.isSafeInteger(found.seq) && texts.every((each) => typeof each === 'string');
    return whole ? found : undefined;
  } catch {
    return undefined;
  }
}
