/* What happens to one incident of PagerDuty, by itself and by people. Times are epoch milliseconds. */

import { minute } from '../../domain/time/units.ts';
import { PEOPLE } from './people.ts';

export interface SandboxIncident {
  readonly id: string;
  readonly number: number;
  readonly key: string;
  readonly title: string;
  readonly urgency: 'high' | 'low';
  readonly at: number;
  status: 'triggered' | 'acknowledged' | 'resolved';
  changedAt: number;
  /** The step of the escalation that has it; null where it was given to somebody by name. */
  level: number | null;
  assigned: { readonly person: string; readonly at: number } | null;
  acknowledged: { readonly person: string; readonly at: number } | null;
  /** What happens next by itself. */
  escalatesAt: number | null;
  unacknowledgesAt: number | null;
  resolvesAt: number | null;
}

/** Seconds, as the service is set. */
export const ACKNOWLEDGEMENT_TIMEOUT = 1_800;
export const AUTO_RESOLVE_TIMEOUT = 14_400;

export type Opening = Pick<SandboxIncident, 'id' | 'number' | 'key' | 'title' | 'urgency' | 'at'>;

/** `person` is given where it is for somebody by name, and then it escalates to nobody. */
export function opened(opening: Opening, person?: string): SandboxIncident {
  const incident: SandboxIncident = {
    ...opening,
    status: 'triggered',
    changedAt: opening.at,
    level: null,
    assigned: null,
    acknowledged: null,
    escalatesAt: null,
    unacknowledgesAt: null,
    resolvesAt: opening.at + AUTO_RESOLVE_TIMEOUT * 1_000,
  };
  if (person === undefined) escalate(incident, 1, opening.at);
  else assign(incident, person, opening.at);
  return incident;
}

/** To that step: whoever stands there is paged, and the clock to the next step begins anew. */
export function escalate(incident: SandboxIncident, level: number, at: number): void {
  const step = PEOPLE[level - 1];
  if (step === undefined) return;
  trigger(incident, at);
  const last = level === PEOPLE.length;
  Object.assign(incident, {
    level,
    assigned: { person: step.id, at },
    escalatesAt: last ? null : at + step.delay * minute,
  });
}

export function assign(incident: SandboxIncident, person: string, at: number): void {
  trigger(incident, at);
  Object.assign(incident, { level: null, assigned: { person, at }, escalatesAt: null });
}

/** One that was resolved is open again then, as with the real one. */
export function acknowledge(incident: SandboxIncident, person: string, at: number): void {
  const reopened = incident.status === 'resolved';
  Object.assign(incident, {
    status: 'acknowledged',
    changedAt: at,
    acknowledged: { person, at },
    assigned: reopened ? { person, at } : incident.assigned,
    escalatesAt: null,
    unacknowledgesAt: at + ACKNOWLEDGEMENT_TIMEOUT * 1_000,
    resolvesAt: reopened ? at + AUTO_RESOLVE_TIMEOUT * 1_000 : incident.resolvesAt,
  });
}

export function resolveIncident(incident: SandboxIncident, at: number): void {
  Object.assign(incident, {
    status: 'resolved',
    changedAt: at,
    assigned: null,
    acknowledged: null,
    escalatesAt: null,
    unacknowledgesAt: null,
    resolvesAt: null,
  });
}

function trigger(incident: SandboxIncident, at: number): void {
  const changed = incident.status === 'triggered' ? incident.changedAt : at;
  Object.assign(incident, {
    status: 'triggered',
    changedAt: changed,
    acknowledged: null,
    unacknowledgesAt: null,
    resolvesAt: incident.resolvesAt ?? at + AUTO_RESOLVE_TIMEOUT * 1_000,
  });
}

/** What happens by itself until then, in its order. */
export function pass(incident: SandboxIncident, until: number): void {
  for (;;) {
    const { escalatesAt, unacknowledgesAt, resolvesAt, level } = incident;
    const due = [resolvesAt, unacknowledgesAt, escalatesAt].filter((at) => at !== null);
    const at = Math.min(...due);
    if (due.length === 0 || at > until) return;
    if (at === resolvesAt) resolveIncident(incident, at);
    else if (at === unacknowledgesAt && level !== null) escalate(incident, level, at);
    else if (at === unacknowledgesAt) trigger(incident, at);
    else if (level !== null) escalate(incident, level + 1, at);
  }
}
