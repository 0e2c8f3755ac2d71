/* Whom to call by hand, in the order of the escalation: what is left where nobody can be paged. */
import type { Call } from './call-text.ts';
import { isSameName, type Reachable } from './contact.ts';
import { type EscalationStep, escalationOf } from './escalation.ts';
import { personAt } from './people.ts';

/** Everybody once. Where nobody is known to be on call the rest of the contacts follow: one of them is. */
export function callsOf(
  policy: readonly EscalationStep[],
  contacts: readonly Reachable[],
  onCall: string | null,
  now: number,
): Call[] {
  const calls: Call[] = [];
  for (const { to, after, person } of escalationOf(policy, contacts, onCall)) {
    if (person !== null && calls.some((call) => isSameName(call.person?.name ?? null, person))) {
      continue;
    }
    calls.push({ to, after, person: person === null ? null : personAt(person, contacts, now) });
  }
  if (onCall !== null) return calls;
  const left = contacts.filter(
    ({ name }) => !calls.some(({ person }) => isSameName(person?.name ?? null, name)),
  );
  const others = left.map(({ name, role }) => ({
    to: role,
    after: null,
    person: personAt(name, contacts, now),
  }));
  return [...calls, ...others];
}
