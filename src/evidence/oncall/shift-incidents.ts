/* The incidents of a shift and those that are still open, with what is left to do in their reports. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Context } from '../../contract/context.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { lineTextOf } from '../../domain/incident/merged-lines.ts';
import { notOurs } from '../../domain/incident/report-merge.ts';
import { responseClockOf } from '../../domain/incident/standing.ts';
import type { ShiftIncidents } from '../../domain/oncall/hand-off/facts.ts';
import {
  isOfShift,
  type ReportState,
  type ShiftIncident,
  shiftIncident,
} from '../../domain/oncall/hand-off/incidents.ts';
import type { ShiftWindow } from '../../domain/oncall/hand-off/window.ts';
import { day } from '../../domain/time/units.ts';
import { settle } from '../asking/settle.ts';
import { isIncidentId, type ReadIncident, readIncident, recordTime } from '../incident/open.ts';
import { journalBudget } from './shift-journal.ts';

type Needs = Pick<Context, 'clock' | 'signal' | 'journal' | 'config' | 'host'>;

/** Milliseconds. An incident that nobody resolved for two weeks is forgotten, not open. */
const forgottenAfter = 14 * day;

/** What cannot be read is named in `unread`, and makes the verdict `warn`. */
export function incidentsIn(
  context: Needs,
  window: ShiftWindow,
): Promise<Evidence<ShiftIncidents>> {
  const question = { question: 'which incidents there were', source: 'journal', window };
  return settle(context, { ...question, budget: journalBudget }, async () => {
    const now = context.clock.now();
    const { updateEvery } = (await context.config()).config.incidents;
    const since = Math.min(window.from, now) - forgottenAfter;
    const all = await context.journal.list();
    const ids = all.filter((id) => isIncidentId(id) && recordTime(id) >= since);
    const found: ShiftIncident[] = [];
    const unread: string[] = [];
    for (const id of ids.toReversed()) {
      const read = await readIncident(context, id, all).catch(() => null);
      if (read === null) unread.push(id);
      else {
        const standing = responseClockOf(read.incident, now, updateEvery);
        found.push(shiftIncident(read.incident, standing, await reportOf(context, read)));
      }
    }
    const open = found.filter(
      ({ phase, startedAt }) => phase !== 'resolved' && now - startedAt < forgottenAfter,
    );
    const ofShift = found.filter((incident) => isOfShift(incident, window));
    const verdict = open.length + unread.length === 0 ? 'ok' : 'warn';
    const detail = `${open.length} open, ${ofShift.length} of the shift`;
    return { verdict, value: { open, ofShift, unread }, detail };
  });
}

/** The report that was written last, where its file lies where the journal says, seen from here. */
async function reportOf(
  { host }: Pick<Context, 'host'>,
  { incident, lines }: ReadIncident,
): Promise<ReportState | null> {
  const file = lineTextOf(lines.findLast(({ kind }) => kind === 'report')?.fields.file, 300);
  if (file === '') return null;
  const text = await readFile(resolve(host.cwd, file), 'utf8').catch(() => null);
  const own = text !== null && notOurs(incident.id, text) === null;
  return { file, todo: own ? (text.match(/\bTODO\b/g)?.length ?? 0) : null };
}
