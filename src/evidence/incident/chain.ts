/* Whether the records of an incident are as tsops wrote them. */
import type { Context } from '../../contract/context.ts';
import type { ChainFault, JournalReading } from '../../ports/journal.ts';
import { readIncident } from './open.ts';

export interface CheckedRecord {
  readonly record: string;
  readonly lines: number;
  /** The first fault; null where the chain holds. */
  readonly fault: ChainFault | null;
  /** Further faults of the record. */
  readonly more: number;
  /** SHA-256 of its last line: nothing vouches for that one but who has noted it. */
  readonly head: string;
}

export interface CheckedIncident {
  readonly incident: string;
  readonly whole: boolean;
  readonly records: readonly CheckedRecord[];
}

/** Checks the incident's own record and every linked one. Throws a usage error for an unknown id. */
export async function checkIncident(
  context: Pick<Context, 'journal'>,
  id: string,
): Promise<CheckedIncident> {
  const readings = await recordsOf(context, id);
  const records = readings.map(checked);
  return { incident: id, whole: records.every(({ fault }) => fault === null), records };
}

/** Of an incident whose first line is gone, its own record at least. */
async function recordsOf(
  context: Pick<Context, 'journal'>,
  id: string,
): Promise<readonly JournalReading[]> {
  try {
    return (await readIncident(context, id)).records;
  } catch {
    return [await context.journal.read(id)];
  }
}

function checked({ id, entries, faults = [], head = '' }: JournalReading): CheckedRecord {
  const [first] = faults;
  const empty = entries.length === 0 && first === undefined;
  const fault: ChainFault | null = empty
    ? { line: 1, fault: 'missing', detail: 'the record holds no line' }
    : (first ?? null);
  return {
    record: id,
    lines: entries.length,
    fault,
    more: Math.max(0, faults.length - 1),
    head,
  };
}
