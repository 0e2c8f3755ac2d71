/*
 * The lines of an incident: those of its own record and of every record that names it, in the order in
 * which they were written down, each with an id that people can say.
 */
import { cleanText } from '../text/clean.ts';

/** A line of the journal, as far as it matters here. */
export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly eventAt: string;
  readonly actor: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface RecordLines {
  /** `20261125T031500Z-rollback-production` */
  readonly id: string;
  readonly entries: readonly JournalLine[];
}

export interface IncidentLine {
  /** `#12` in the incident's own record, `rollback#3` in a linked one. */
  readonly id: string;
  readonly record: string;
  readonly seq: number;
  /** Stands in the incident's own record. */
  readonly own: boolean;
  /** When it was written down and when it happened, epoch milliseconds. */
  readonly at: number;
  readonly eventAt: number;
  readonly actor: string;
  readonly kind: string;
  readonly fields: JournalLine;
  /** What a later line put in the place of its text; null where it stands as it was written. */
  readonly corrected: { readonly text: string; readonly by: string } | null;
}

/** Text of a line, made safe to show; empty where there is none. */
export function lineTextOf(value: unknown, limit = 2000): string {
  return typeof value === 'string' ? cleanText(value, limit) : '';
}

/**
 * In order of the time of writing. In the same millisecond an incident's own lines come first, but for what
 * it says of an action's end. Lines of one record keep their order, even where the clock was set back.
 */
export function mergeLines(own: RecordLines, linked: readonly RecordLines[]): IncidentLine[] {
  const names = shortNames(linked);
  const all = [own, ...linked].flatMap((record) => placed(record, names.get(record.id) ?? ''));
  all.sort(
    (a, b) =>
      a.order - b.order ||
      a.rank - b.rank ||
      (a.line.record < b.line.record ? -1 : a.line.record > b.line.record ? 1 : 0) ||
      a.line.seq - b.line.seq,
  );
  return corrected(all.map(({ line }) => line));
}

/** The topic of a record: `rollback-production`. */
export function topicOf(record: string): string {
  return record.replace(/^\d[\dTZ]*-/, '');
}

interface Placed {
  readonly order: number;
  readonly rank: number;
  readonly line: IncidentLine;
}

function placed({ id, entries }: RecordLines, name: string): Placed[] {
  let latest = Number.NEGATIVE_INFINITY;
  let rank = 0;
  return entries.map((entry) => {
    const at = Date.parse(entry.at) || 0;
    if (at > latest) rank = name === '' ? 0 : 1;
    if (name === '' && entry.kind === 'acted') rank = 2;
    latest = Math.max(latest, at);
    const line: IncidentLine = {
      id: `${name}#${entry.seq}`,
      record: id,
      seq: entry.seq,
      own: name === '',
      at,
      eventAt: Date.parse(entry.eventAt) || at,
      actor: cleanText(entry.actor, 80),
      kind: cleanText(entry.kind, 40),
      fields: entry,
      corrected: null,
    };
    return { order: latest, rank, line };
  });
}

/** The oldest record of an action has its plain name, the next ones a number. */
function shortNames(linked: readonly RecordLines[]): Map<string, string> {
  const used = new Map<string, number>();
  const names = new Map<string, string>();
  for (const record of [...linked].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const word = wordOf(record);
    const count = (used.get(word) ?? 0) + 1;
    used.set(word, count);
    names.set(record.id, count === 1 ? word : `${word}-${count}`);
  }
  return names;
}

function wordOf({ id, entries }: RecordLines): string {
  const action = entries.find(({ kind }) => kind === 'intent')?.action;
  if (typeof action === 'string' && /^[a-z][a-z-]{0,29}$/.test(action)) return action;
  const topic = topicOf(id);
  return topic.startsWith('note-') ? 'note' : topic;
}

/** Writing about the incident is no part of it, and would make each report differ from the one before. */
export function isAboutIt({ id }: IncidentLine): boolean {
  return /^(?:open-issue|share-incident)(?:-\d+)?#/.test(id);
}

/** A correction names the line by its number in the incident's own record, or in the record it names. */
function corrected(lines: readonly IncidentLine[]): IncidentLine[] {
  const own = lines.find((line) => line.own)?.record ?? '';
  const places = new Map(lines.map((line, index) => [`${line.record}#${line.seq}`, index]));
  const result = [...lines];
  for (const { kind, fields, id } of lines) {
    if (kind !== 'correction') continue;
    const record = typeof fields.record === 'string' ? fields.record : own;
    const index = places.get(`${record}#${fields.of}`);
    const line = index === undefined ? undefined : result[index];
    if (index !== undefined && line !== undefined) {
      result[index] = { ...line, corrected: { text: lineTextOf(fields.text), by: id } };
    }
  }
  return result;
}

/** The last line of a kind that each record has, by the record's name. */
export function lastOfRecords(
  lines: readonly IncidentLine[],
  kind: string,
): ReadonlyMap<string, IncidentLine> {
  return new Map(lines.filter((line) => line.kind === kind).map((line) => [line.record, line]));
}

/** The line that people mean by `12`, `#12` or `rollback#3`. */
export function lineNamed(lines: readonly IncidentLine[], name: string): IncidentLine | undefined {
  const wanted = name.includes('#') ? name : `#${name}`;
  return lines.find(({ id }) => id === wanted);
}
