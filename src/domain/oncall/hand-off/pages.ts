/* Who was paged on a shift, and whether it was night where they are. */
import { type Decision, isPage } from '../../notification/delivery.ts';
import type { DeliveryState } from '../../notification/ledger.ts';
import type { Reachable } from '../contact.ts';
import { personAt } from '../people.ts';
import type { Shift } from '../shifts.ts';
import type { ShiftWindow } from './window.ts';

export interface ShiftPage {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Who was on call; null where that is not known. */
  readonly person: string | null;
  /** By their own clocks; null where those are not known. */
  readonly night: boolean | null;
}

/** When PagerDuty took a page of an alert, epoch milliseconds. */
export function pageTimes(
  decisions: readonly Decision[],
  stateOf: (delivery: string) => DeliveryState | undefined,
): number[] {
  return decisions
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ content }) => isPage(content) && content.action === 'trigger')
    .filter(({ id }) => stateOf(id) === 'sent')
    .map(({ at }) => at);
}

export function shiftPages(
  times: readonly number[],
  window: ShiftWindow,
  shifts: readonly Shift[],
  contacts: readonly Reachable[],
): ShiftPage[] {
  return times
    .filter((at) => window.from <= at && at < window.to)
    .toSorted((a, b) => a - b)
    .map((at) => {
      const person = shifts.find(({ from, to }) => from <= at && at < to)?.primary ?? null;
      const night = person === null ? null : personAt(person, contacts, at).asleep;
      return { at, person, night };
    });
}
