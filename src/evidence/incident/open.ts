/* Which incidents are open, and everything that belongs to one: its own record and those that name it. */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import {
  type IncidentLine,
  lineTextOf,
  mergeLines,
  topicOf,
} from '../../domain/incident/merged-lines.ts';
import { recordedText } from '../../domain/incident/recorded-text.ts';
import { type Incident, incidentOf } from '../../domain/incident/replay.ts';
import type { Text } from '../../domain/text/language.ts';
import { day } from '../../domain/time/units.ts';
import type { Journal, JournalReading } from '../../ports/journal.ts';

type Reads = Pick<Context, 'journal' | 'clock'>;

export interface OpenIncident {
  readonly id: string;
  readonly title: string;
  readonly titles: Text;
  readonly severity: string;
  readonly environment: string;
}

export interface ReadIncident {
  readonly incident: Incident;
  readonly lines: readonly IncidentLine[];
  /** What is damaged in its records. */
  readonly notes: readonly string[];
  /** The live process that writes its record now. */
  readonly driver: { readonly pid: number; readonly host: string } | null;
  /** The incident's own record, then the linked ones. */
  readonly records: readonly JournalReading[];
}

/** Every action asks this first: as many of the newest incidents are looked at, and no other record. */
const newestLooked = 10;
/** Milliseconds. Two weeks: an incident that nobody resolved since then is forgotten, not open. */
const forgottenAfter = 14 * day;
/** An incident cannot be older than the clock says by more than clocks are wrong. */
const clockTolerance = day;

export function isIncidentId(id: string): boolean {
  return topicOf(id).startsWith('incident-');
}

/** An incident of which it cannot be told whether it is open. */
export interface DamagedIncident {
  readonly id: string;
  readonly reason: string;
}

export function damageText({ id, reason }: DamagedIncident): string {
  return `The record ${id} is damaged (${reason}): whether that incident is open is not known.`;
}

/** The open incidents of the last two weeks, newest first; those that are damaged are not among them. */
export async function openIncidents(context: Reads): Promise<readonly OpenIncident[]> {
  return (await lookForIncidents(context)).open;
}

/**
 * The same, and those whose record does not tell. Reads no record but those of incidents and of the notes on
 * them; where there is none, only the list of names. Never fails.
 */
export async function lookForIncidents(context: Reads): Promise<{
  readonly open: readonly OpenIncident[];
  readonly damaged: readonly DamagedIncident[];
}> {
  const open: OpenIncident[] = [];
  const damaged: DamagedIncident[] = [];
  for await (const found of eachUnresolved(context)) {
    if ('reason' in found) damaged.push(found);
    else open.push(found);
  }
  return { open, damaged };
}

/**
 * The newest open incident, one of `environment` before any other where that is named; null where none is
 * open. Reads no further than it has to.
 */
export async function openIncident(
  context: Reads,
  environment?: string,
): Promise<OpenIncident | null> {
  let newest: OpenIncident | null = null;
  for await (const open of eachUnresolved(context)) {
    if ('reason' in open) continue;
    if (environment === undefined || open.environment === environment) return open;
    newest ??= open;
  }
  return newest;
}

type Unresolved = OpenIncident | DamagedIncident;

async function* eachUnresolved({ journal, clock }: Reads): AsyncGenerator<Unresolved> {
  const ids = await journal.list().catch(() => []);
  const since = clock.now() - forgottenAfter;
  const recent = ids.filter((id) => isIncidentId(id) && recordTime(id) >= since);
  for (const id of recent.slice(0, newestLooked)) {
    const open = await whileOpen(journal, id, ids);
    if (open !== null) yield open;
  }
}

async function whileOpen(
  journal: Journal,
  id: string,
  ids: readonly string[],
): Promise<Unresolved | null> {
  const reading = await journal.read(id).catch(() => null);
  if (reading === null) return { id, reason: 'it cannot be read' };
  const started = reading.entries.find(({ kind }) => kind === 'started');
  // Its first line is being written this moment.
  if (started === undefined && reading.entries.length === 0 && reading.driver !== null) return null;
  if (started === undefined) return { id, reason: reading.notes[0] ?? 'its first line is missing' };
  if (isResolvedIn(reading)) return null;
  const severity = reading.entries.findLast(({ kind }) => kind === 'severity')?.to;
  // While another process drives it, `incident resolve` writes a record of its own.
  for (const note of await journal.naming(id, mayBelong(ids.filter(isNote), id))) {
    const beside = await journal.read(note).catch(() => null);
    if (beside !== null && isResolvedIn(beside, id)) return null;
  }
  return {
    id,
    title: lineTextOf(started.title, 200),
    titles: recordedText(started.titles, lineTextOf(started.title, 200)),
    severity: lineTextOf(severity ?? started.severity, 10),
    environment: lineTextOf(started.environment, 40),
  };
}

/** A line that was put there by something else than tsops resolves nothing. */
function isResolvedIn({ entries, unvouched }: JournalReading, incident?: string): boolean {
  return entries.some(
    (entry) =>
      entry.kind === 'resolved' &&
      unvouched?.has(entry) !== true &&
      (incident === undefined || entry.incident === incident),
  );
}

/** The topic of a note may have been cut, so that its name alone does not tell for which incident it is. */
function isNote(record: string): boolean {
  return topicOf(record).startsWith('note-');
}

/** Those that were not begun before the incident, by their names. */
function mayBelong(records: readonly string[], incident: string): readonly string[] {
  const since = recordTime(incident) - clockTolerance;
  return records.filter((record) => recordTime(record) >= since);
}

/** When a record was started, by its name; infinite where the name does not tell. */
export function recordTime(record: string): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(record) ?? [];
  const time = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  // Journals that name their records otherwise are small ones.
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}

/**
 * An incident with all that belongs to it. Throws `unreachable` for a record that is none. Whoever reads several
 * gives the list of all records, so it is made once.
 */
export async function readIncident(
  { journal }: Pick<Context, 'journal'>,
  id: string,
  known?: readonly string[],
): Promise<ReadIncident> {
  const own = await journal.read(id);
  const linked = await linkedTo(journal, own, known ?? (await journal.list()));
  const lines = mergeLines(vouched(own), linked.map(vouched));
  const incident = incidentOf(lines);
  if (incident === null) throw noBeginning(own);
  const records = [own, ...linked];
  const notes = records.flatMap((record) => record.notes.map((note) => `${record.id}: ${note}`));
  return { incident, lines, notes, driver: own.driver, records };
}

/** What the incident says is a part of it, and what says so itself; the oldest first. */
async function linkedTo(
  journal: Journal,
  { id, entries }: JournalReading,
  all: readonly string[],
): Promise<readonly JournalReading[]> {
  const ids = mayBelong(
    all.filter((each) => !isIncidentId(each)),
    id,
  );
  const links = entries.filter(({ kind }) => kind === 'linked').map(({ record }) => record);
  const [linked, naming] = [new Set(links), new Set(await journal.naming(id, ids))];
  const found: JournalReading[] = [];
  for (const each of ids.toReversed()) {
    if (!linked.has(each) && !naming.has(each)) continue;
    const reading = await journal.read(each).catch(() => null);
    if (reading === null) continue;
    // Its lines are read now: one that only quotes the incident is no part of it.
    if (linked.has(each) || reading.entries.some(({ incident }) => incident === id)) {
      found.push(reading);
    }
  }
  return found;
}

/** Without what would close the incident though nothing vouches for it; the notes tell of the damage. */
function vouched(reading: JournalReading): JournalReading {
  const { unvouched, entries } = reading;
  if (unvouched === undefined) return reading;
  const left = entries.filter((entry) => entry.kind !== 'resolved' || !unvouched.has(entry));
  return { ...reading, entries: left };
}

/**
 * The incident meant: by a part of its id that only one has, else the one that is open, else (for what is
 * asked of one that is over) the newest. Throws a usage error that lists what could be meant.
 */
export async function incidentMeant(
  context: Reads,
  named: string | undefined,
  otherwise?: 'or the newest',
): Promise<string> {
  const ids = (await context.journal.list()).filter(isIncidentId);
  if (named !== undefined) return byName(ids, named);
  const { open, damaged } = await lookForIncidents(context);
  const [first, second] = open;
  const [newest] = ids;
  const [unknown] = damaged;
  if (first === undefined && newest !== undefined && otherwise !== undefined) return newest;
  if (first === undefined && unknown !== undefined) throw notTold(unknown);
  if (first === undefined) throw noneOpen(ids);
  if (second === undefined) return first.id;
  throw new TsopsError({
    kind: 'usage',
    message: `${open.length} incidents are open; say which one is meant.`,
    meant: {
      argument: 'incident',
      question: 'Which incident?',
      choices: open.map(({ id, title }) => ({ value: id, hint: title })),
    },
    next: open.map(({ id, title }) => `${id}  (${title})`),
  });
}

function byName(ids: readonly string[], named: string): string {
  const exact = ids.find((id) => id === named);
  if (exact !== undefined) return exact;
  const found = ids.filter((id) => id.toLowerCase().includes(named.toLowerCase()));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const several = first !== undefined;
  throw new TsopsError({
    kind: 'usage',
    message: several
      ? `${found.length} incidents have "${named}" in their id; give more of it.`
      : `No incident has "${named}" in its id.`,
    next: several ? found.slice(0, 5) : ['tsops incident list'],
  });
}

/** Nobody may take a damaged record for "no incident is open". */
function notTold(damaged: DamagedIncident): TsopsError {
  const { id } = damaged;
  return new TsopsError({
    kind: 'unreachable',
    message: damageText(damaged),
    why: 'No other incident is open.',
    next: [
      `tsops incident verify ${id}`,
      "tsops incident start 'what is wrong' --severity P2  (where it goes on)",
    ],
  });
}

function noneOpen(ids: readonly string[]): TsopsError {
  const [newest] = ids;
  return new TsopsError({
    kind: 'usage',
    message: 'No incident is open.',
    next: [
      "tsops incident start 'what is wrong' --severity P2",
      ...(newest === undefined ? [] : [`or name an earlier one: ${newest} is the newest`]),
    ],
  });
}

function noBeginning({ id, notes }: JournalReading): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `The record ${id} does not begin as an incident does.`,
    why: notes.length === 0 ? 'Its first line is missing.' : notes.join('; '),
    next: [`tsops incident verify ${id}`],
  });
}
