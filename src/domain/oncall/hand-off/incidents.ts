/* An incident as the next engineer wants to hear of it: what it was, how long, and what is left to do. */
import { hypothesisName } from '../../diagnosis/names.ts';
import type { Severity } from '../../incident/lines.ts';
import type { Incident, IncidentPhase } from '../../incident/replay.ts';
import type { ResponseClock } from '../../incident/standing.ts';
import type { Text } from '../../text/language.ts';
import type { ShiftWindow } from './window.ts';

/** The report of a resolved incident; `todo` is null where its file is not here to look into. */
export interface ReportState {
  readonly file: string;
  readonly todo: number | null;
}

export interface ShiftIncident {
  readonly id: string;
  readonly title: string;
  readonly titles: Text;
  readonly severity: Severity;
  readonly environment: string;
  readonly phase: IncidentPhase;
  readonly drill: boolean;
  readonly driver: string;
  /** Epoch milliseconds; null until then. */
  readonly startedAt: number;
  readonly mitigatedAt: number | null;
  readonly resolvedAt: number | null;
  /** What it was, as the engineer who resolved it says, else the last decision; null where there is none. */
  readonly cause: Text | null;
  /** The command to type now. */
  readonly next: string;
  /** Null where none was written. */
  readonly report: ReportState | null;
}

export function shiftIncident(
  incident: Incident,
  { next }: ResponseClock,
  report: ReportState | null,
): ShiftIncident {
  const { id, title, titles, severity, environment, phase, drill, driver, times } = incident;
  return {
    ...{ id, title, titles, severity, environment, phase, drill, driver },
    startedAt: times.detected.at,
    mitigatedAt: times.mitigated?.at ?? null,
    resolvedAt: times.resolved?.at ?? null,
    cause: causeOf(incident),
    next: phase === 'resolved' ? `${next} ${id}` : next,
    report,
  };
}

function causeOf({ summary, decision }: Incident): Text | null {
  if (summary !== null && summary.text !== '') return { en: summary.text, ko: summary.text };
  if (decision === null) return null;
  const name = hypothesisName(decision.hypothesis);
  const about = decision.about === null ? '' : ` (${decision.about})`;
  return { en: `${name.en}${about}`, ko: `${name.ko}${about}` };
}

/** It began, was mitigated or was resolved in the window. */
export function isOfShift(
  { startedAt, mitigatedAt, resolvedAt }: ShiftIncident,
  window: ShiftWindow,
): boolean {
  return [startedAt, mitigatedAt, resolvedAt].some(
    (at) => at !== null && window.from <= at && at < window.to,
  );
}
