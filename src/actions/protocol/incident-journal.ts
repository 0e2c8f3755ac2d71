/* Writing to an incident: into its own record, or beside it while another process drives that one. */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { PinnedTime } from '../../domain/evidence/pinned-time.ts';
import type { IncidentKind, IncidentLines, Severity } from '../../domain/incident/lines.ts';
import { topicOf } from '../../domain/incident/merged-lines.ts';
import type { Text } from '../../domain/text/language.ts';
import { damageText, lookForIncidents } from '../../evidence/incident/open.ts';
import type { JournalEntry, OpenRecord } from '../../ports/journal.ts';

export interface IncidentJournal {
  readonly record: string;
  readonly entry: JournalEntry;
  /** True where the incident is being driven by another process, so that it stands in a record of its own. */
  readonly beside: boolean;
}

/** What a line may have beside its own fields. */
interface When {
  /** Epoch milliseconds at which it happened, if not now. */
  readonly eventAt?: number;
}

/**
 * Appends one line to an incident. Where another live process drives it, the line goes into a record
 * `note-…` that names the incident; the views merge it. Throws what the journal throws.
 */
export async function writeToIncident<Kind extends IncidentKind>(
  { journal, clock }: Pick<Context, 'journal' | 'clock'>,
  incident: string,
  kind: Kind,
  fields: IncidentLines[Kind] & When,
): Promise<IncidentJournal> {
  const record = await drive(journal, clock, incident);
  const beside = record.id !== incident;
  try {
    const named = beside ? { ...fields, incident } : fields;
    const entry = await record.append(kind, named as Readonly<Record<string, unknown>>);
    return { record: record.id, entry, beside };
  } finally {
    await record.close();
  }
}

/** Another command holds the record for a few milliseconds; a runbook as long as it is walked. */
const pause = 40;
const tries = 5;

async function drive(
  journal: Context['journal'],
  clock: Context['clock'],
  incident: string,
): Promise<OpenRecord> {
  for (let attempt = 1; ; attempt += 1) {
    const own = await ownRecord(journal, incident);
    if (own !== null) return own;
    if (attempt === tries) return journal.start(`note-${topicOf(incident)}`);
    await clock.sleep(pause);
  }
}

/** The incident's own record; null while a live process drives it. */
async function ownRecord(
  journal: Context['journal'],
  incident: string,
): Promise<OpenRecord | null> {
  try {
    return await continueIncident(journal, incident);
  } catch (thrown) {
    const driven = (await journal.read(incident)).driver !== null;
    if (thrown instanceof TsopsError && thrown.kind === 'refused' && driven) return null;
    throw thrown;
  }
}

/**
 * Drives an incident's record, to be closed by the caller. A lock that a dead process left is taken over,
 * and a line says so. Refuses while a live process drives it.
 */
export async function continueIncident(
  journal: Context['journal'],
  incident: string,
): Promise<OpenRecord> {
  const record = await journal.reopen(incident);
  if (record.tookOver != null) await record.append('takeover', { ...record.tookOver });
  return record;
}

export interface StartOptions {
  /** Names the record's folder too. */
  readonly title: string;
  /** The same in every language, where it is no person's words. */
  readonly titles?: Text;
  readonly severity: Severity;
  readonly environment: string;
  /** The runbook that opens it. */
  readonly runbook: string | null;
  /** When it was detected, epoch milliseconds; now where it is left out. */
  readonly detectedAt?: number | undefined;
  /** What its runbook looks at. */
  readonly pinned?: PinnedTime;
  /** Open a second one beside one that is open; `elsewhere`: only beside those of other environments. */
  readonly another: boolean | 'elsewhere';
}

/**
 * Begins an incident, to be closed by the caller. Refuses (exit 5) while another is open, unless `another`:
 * of two processes that begin at the same moment only one does.
 */
export function startIncident(
  context: Pick<Context, 'journal' | 'clock' | 'drill' | 'terminal'>,
  { title, titles, severity, environment, runbook, detectedAt, pinned, another }: StartOptions,
): Promise<OpenRecord> {
  const { journal, drill } = context;
  return journal.exclusively('incident-start', async () => {
    const { open: all, damaged } =
      another === true ? { open: [], damaged: [] } : await lookForIncidents(context);
    for (const each of damaged) context.terminal.warn(damageText(each));
    const open = all.find((each) => another === false || each.environment === environment);
    if (open !== undefined) throw alreadyOpen(open.id, open.title);
    const record = await journal.start(`incident-${slugOf(title) || environment}`);
    const more = {
      ...(titles === undefined ? {} : { titles }),
      ...(pinned === undefined ? {} : { pinned }),
      ...(detectedAt === undefined ? {} : { eventAt: detectedAt }),
    };
    await record.append('started', { title, severity, environment, runbook, drill, ...more });
    return record;
  });
}

/** At most five words: a directory's name, not the title. Empty where it has no Latin letters. */
function slugOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9.]+/g) ?? [];
  return words
    .slice(0, 5)
    .join('-')
    .slice(0, 40)
    .replace(/[.-]+$/, '');
}

function alreadyOpen(id: string, title: string): TsopsError {
  return new TsopsError({
    kind: 'refused',
    message: `An incident is open already: ${id} (${title}).`,
    why: 'Nothing was started. Two records of one incident would each hold half of it.',
    next: [
      'tsops incident status',
      "tsops incident note 'what you see'",
      'tsops incident start … --another  (where it is another incident)',
    ],
  });
}
