/* How the burden is shared: nights by each one's own clocks, and weekends. */

import { hour } from '../time/units.ts';
import { contactOf, type Reachable } from './contact.ts';
import { night } from './people.ts';
import type { Shift } from './shifts.ts';
import { addDays } from './wall-time.ts';
import { instantOf, wallTimeAt } from './zone-time.ts';

export interface Burden {
  readonly person: string;
  /** Nights of their own clocks of which they are primary for an hour or more. */
  readonly nights: number;
  /** Weekends on which they are primary for any time. */
  readonly weekends: number;
}

/** Everybody in `people`, and whoever stands in, with what the shifts burden them with. */
export function burdensOf(
  shifts: readonly Shift[],
  people: readonly string[],
  contacts: readonly Reachable[],
  zone: string,
): Burden[] {
  const primaries = shifts.map(({ primary }) => primary).filter((name) => name !== null);
  return [...new Set([...people, ...primaries])].map((person) => {
    const own = shifts.filter(({ primary }) => primary === person);
    const there = contactOf(person, contacts)?.timezone ?? zone;
    const nights = new Set(own.flatMap((shift) => nightsOf(shift, there)));
    const weekends = new Set(own.filter(({ part }) => part === 'weekend').map(({ week }) => week));
    return { person, nights: nights.size, weekends: weekends.size };
  });
}

/** The dates of the evenings of nights that a shift takes an hour of. */
function nightsOf({ from, to }: Shift, zone: string): string[] {
  const nights: string[] = [];
  const last = wallTimeAt(to, zone).date;
  for (let date = addDays(wallTimeAt(from, zone).date, -1); date <= last; date = addDays(date, 1)) {
    const begin = instantOf({ date, time: `${night.from}:00` }, zone);
    const end = instantOf({ date: addDays(date, 1), time: `0${night.to}:00` }, zone);
    if (Math.min(end, to) - Math.max(begin, from) >= hour) nights.push(date);
  }
  return nights;
}

export interface Unfair {
  readonly person: string;
  readonly what: 'nights' | 'weekends';
  readonly count: number;
  /** Of everybody in the rotation. */
  readonly mean: number;
}

/** Who carries half as much again as the mean, and at least two more. */
export function unfair(burdens: readonly Burden[]): Unfair[] {
  return (['nights', 'weekends'] as const).flatMap((what) => {
    const mean = burdens.reduce((sum, each) => sum + each[what], 0) / burdens.length;
    return burdens
      .filter((each) => each[what] >= mean * 1.5 && each[what] - mean >= 2)
      .map((each) => ({ person: each.person, what, count: each[what], mean }));
  });
}
