/* What the clock says of an incident: how long to respond, when the next word is due, what to type now. */
import type { Verdict } from '../evidence/verdict.ts';
import type { Incident } from './replay.ts';
import { severityRules } from './severities.ts';
import { nextUpdateDue } from './updates.ts';

export interface ResponseClock {
  /** Milliseconds within which the severity needs a response; 0 is at once. */
  readonly respondWithin: number;
  /** Epoch milliseconds. */
  readonly respondBy: number;
  /** Milliseconds from detection to the response; null while there is none. */
  readonly respondedAfter: number | null;
  /** When the next update is due; null once it is resolved. */
  readonly updateDue: number | null;
  /** The one command to type now. */
  readonly next: string;
  readonly verdict: Verdict;
}

export function responseClockOf(
  incident: Incident,
  now: number,
  updateEvery: number,
): ResponseClock {
  const { phase, severity, times, updates } = incident;
  const { respondWithin } = severityRules[severity];
  const answered = times.acknowledged;
  const due = phase === 'resolved' ? null : nextUpdateDue(updates, times.detected.at, updateEvery);
  return {
    respondWithin,
    respondBy: times.detected.at + respondWithin,
    respondedAfter: answered === null ? null : Math.max(0, answered.at - times.detected.at),
    updateDue: due,
    next: nextCommand(incident, due !== null && due <= now),
    verdict: { open: 'bad', mitigated: 'warn', resolved: 'ok' }[phase] as Verdict,
  };
}

function nextCommand(incident: Incident, updateOverdue: boolean): string {
  const { phase, effects, begun, runbook, decision, updates } = incident;
  if (phase === 'resolved') return 'tsops incident report';
  const open = effects.findLast(({ inFlight, status }) => inFlight && status !== null)?.status;
  if (open != null) return open;
  if (begun !== null) return 'tsops runbook resume';
  if (updateOverdue) return 'tsops incident update';
  if (phase === 'mitigated') return "tsops incident resolve 'what it was'";
  if (runbook !== null && decision === null) return 'tsops runbook resume';
  if (runbook === null) return 'tsops runbook high-error-rate';
  // Once people have been told, the walk goes on; or all is asked again.
  return updates.length === 0 ? 'tsops incident update' : `tsops runbook ${runbook}`;
}
