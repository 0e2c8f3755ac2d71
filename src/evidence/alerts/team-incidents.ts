/* The team's own incidents as what was really wrong, to hold a back-test against. */
import type { Context } from '../../contract/context.ts';
import type { MarkedIncident } from '../../domain/alerts/evaluation/firings.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import { runbookOf } from '../../domain/alerts/language/rule-runbook.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { Incident } from '../../domain/incident/replay.ts';
import { troubleBegan } from '../../domain/incident/response-times.ts';
import { week } from '../../domain/time/units.ts';
import { isIncidentId, readIncident, recordTime } from '../incident/open.ts';

/** Newest records that are looked at; a team with more gives a file. */
const most = 500;
/** An incident may be recorded so long after it was over. */
const recordedWithin = week;

/**
 * Incidents of the window, oldest first. One that a runbook was run for should have been told by the rules
 * that call for this runbook, any other by all of them. A drill counts inside the sandbox alone. What can
 * not be read is left out.
 */
export async function teamIncidents(
  { journal, drill }: Pick<Context, 'journal' | 'drill'>,
  { from, to }: EvidenceWindow,
  rules: readonly Rule[],
): Promise<readonly MarkedIncident[]> {
  const all = await journal.list();
  const ids = all.filter((id) => isIncidentId(id) && mayBeOf(id, { from, to })).slice(0, most);
  const found: MarkedIncident[] = [];
  for (const id of ids.reverse()) {
    const read = await readIncident({ journal }, id, all).catch(() => null);
    if (read === null || (read.incident.drill && !drill)) continue;
    const marked = markedOf(read.incident, to, rules);
    if (marked.from >= from && marked.from < to) found.push(marked);
  }
  return found;
}

/** Told by the name of its record alone: reading one with all that belongs to it takes time. */
function mayBeOf(id: string, { from, to }: EvidenceWindow): boolean {
  const begun = recordTime(id);
  return !Number.isFinite(begun) || (begun >= from && begun <= to + recordedWithin);
}

function markedOf(
  { title, times, runbook }: Incident,
  now: number,
  rules: readonly Rule[],
): MarkedIncident {
  const from = troubleBegan(times);
  const to = Math.max(from, times.resolved?.at ?? now);
  const own = rules.filter((rule) => runbookOf(rule) === runbook).map(({ name }) => name);
  return { name: title, from, to, ...(own.length === 0 ? {} : { rules: own }) };
}
