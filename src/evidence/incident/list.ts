import type { Context } from '../../contract/context.ts';
import type { Severity } from '../../domain/incident/lines.ts';
import type { IncidentPhase } from '../../domain/incident/replay.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { isIncidentId, readIncident } from './open.ts';

export interface ListedIncident {
  readonly id: string;
  readonly title: string;
  readonly titles: Text;
  /** These are null where the record is too damaged to tell. */
  readonly severity: Severity | null;
  readonly phase: IncidentPhase | null;
  readonly detectedAt: number | null;
  /** Milliseconds from detection to the resolution; null until then. */
  readonly took: number | null;
  readonly drill: boolean;
}

/** The newest incidents first, at most `most`; `left` counts those that were not read. */
export async function listIncidents(
  context: Pick<Context, 'journal'>,
  most: number,
): Promise<{ readonly incidents: readonly ListedIncident[]; readonly left: number }> {
  const all = await context.journal.list();
  const ids = all.filter(isIncidentId);
  const shown = ids.slice(0, most);
  const incidents: ListedIncident[] = [];
  for (const id of shown) incidents.push(await listed(context, id, all));
  return { incidents, left: ids.length - shown.length };
}

const unreadable = say('its record cannot be read', '기록을 읽을 수 없습니다');

async function listed(
  context: Pick<Context, 'journal'>,
  id: string,
  all: readonly string[],
): Promise<ListedIncident> {
  try {
    const { title, titles, severity, phase, times, drill } = (await readIncident(context, id, all))
      .incident;
    const detectedAt = times.detected.at;
    const took = times.resolved === null ? null : times.resolved.at - detectedAt;
    return { id, title, titles, severity, phase, detectedAt, took, drill };
  } catch {
    const title = unreadable.en;
    const unknown = { severity: null, phase: null, detectedAt: null, took: null, drill: false };
    return { id, title, titles: unreadable, ...unknown };
  }
}
