import { hexOf } from '../../noise.ts';
import type { SandboxIncident } from '../../world/incident.ts';
import { POLICY, reference, SERVICE, userReference } from './account.ts';

const iso = (at: number) => new Date(at).toISOString();

export function incidentJson(one: SandboxIncident) {
  const resolved = one.status === 'resolved';
  const { assigned, acknowledged } = one;
  return {
    ...reference('incident', one.id, `[#${one.number}] ${one.title}`),
    type: 'incident',
    incident_number: one.number,
    title: one.title,
    created_at: iso(one.at),
    updated_at: iso(one.changedAt),
    last_status_change_at: iso(one.changedAt),
    resolved_at: resolved ? iso(one.changedAt) : null,
    status: one.status,
    urgency: one.urgency,
    incident_key: one.key,
    service: SERVICE,
    escalation_policy: POLICY,
    teams: [],
    alert_counts: { all: 1, triggered: resolved ? 0 : 1, resolved: resolved ? 1 : 0 },
    assigned_via: one.level === null ? 'direct_assignment' : 'escalation_policy',
    assignments: assigned
      ? [{ at: iso(assigned.at), assignee: userReference(assigned.person) }]
      : [],
    acknowledgements: acknowledged
      ? [{ at: iso(acknowledged.at), acknowledger: userReference(acknowledged.person) }]
      : [],
    pending_actions: pendingOf(one),
  };
}

function pendingOf({ escalatesAt, unacknowledgesAt, resolvesAt }: SandboxIncident) {
  return [
    { type: 'escalate', at: escalatesAt },
    { type: 'unacknowledge', at: unacknowledgesAt },
    { type: 'resolve', at: resolvesAt },
  ].flatMap(({ type, at }) => (at === null ? [] : [{ type, at: iso(at) }]));
}

export function noteJson(content: string, at: number, by: string) {
  return {
    id: hexOf(`${content}${at}`, 7).toUpperCase(),
    user: userReference(by),
    content,
    created_at: iso(at),
  };
}
