/* Whom an unanswered page goes to next, and when: the team's policy from the config. */
import { isSameName, type Reachable } from './contact.ts';

export interface EscalationStep {
  /** `on-call`, or a contact's role or name. */
  readonly to: string;
  /** Milliseconds that nobody has answered for. */
  readonly after: number;
}

export interface Escalated {
  readonly to: string;
  readonly after: number;
  /** Null where nobody has that role or name. */
  readonly person: string | null;
  readonly phone: string | null;
}

/** The word for whoever is on call at that moment. */
const onCallWord = 'on-call';

/** The policy with the people in it; `onCall` is the primary of the moment. */
export function escalationOf(
  policy: readonly EscalationStep[],
  contacts: readonly Reachable[],
  onCall: string | null,
): Escalated[] {
  return policy.map(({ to, after }) => {
    const meant = contacts.find(({ name, role }) => isSameName(name, to) || isSameName(role, to));
    const isOnCall = isSameName(to, onCallWord);
    const named = isOnCall ? contacts.find(({ name }) => isSameName(name, onCall)) : meant;
    const person = isOnCall ? onCall : (meant?.name ?? null);
    return { to, after, person, phone: named?.phone ?? null };
  });
}

export interface Countdown {
  readonly steps: readonly (Escalated & { readonly at: number })[];
  /** The first step whose time has not come; null once all have, or somebody answered. */
  readonly next: number | null;
  /** Epoch milliseconds at which somebody answered: nobody is escalated to any more. */
  readonly answeredAt: number | null;
}

/** `began` and `answeredAt` are epoch milliseconds; only what had come until the answer counts as reached. */
export function countdownOf(
  steps: readonly Escalated[],
  began: number,
  answeredAt: number | null,
  now: number,
): Countdown {
  const timed = steps.map((step) => ({ ...step, at: began + step.after }));
  const next = answeredAt === null ? timed.findIndex(({ at }) => at > now) : -1;
  return { steps: timed, next: next === -1 ? null : next, answeredAt };
}
