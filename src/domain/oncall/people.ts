/* The people of a rotation as it is now: what their clocks show, and whether they sleep. */
import { contactOf, type Reachable } from './contact.ts';
import { wallTimeAt } from './zone-time.ts';

/** When people sleep, hours of their own clocks. */
export const night = { from: 23, to: 7 } as const;

export interface OnCallPerson {
  readonly name: string;
  /** Null for who is not among the contacts: where they are is not known then. */
  readonly contact: Reachable | null;
  /** `12:15` of their own clocks. */
  readonly localTime: string | null;
  readonly localDate: string | null;
  readonly asleep: boolean | null;
}

export function personAt(name: string, contacts: readonly Reachable[], at: number): OnCallPerson {
  const contact = contactOf(name, contacts);
  if (contact === null) {
    return { name, contact, localTime: null, localDate: null, asleep: null };
  }
  const { date, time } = wallTimeAt(at, contact.timezone);
  const hour = Number(time.slice(0, 2));
  const asleep = hour >= night.from || hour < night.to;
  return { name, contact, localTime: time, localDate: date, asleep };
}
