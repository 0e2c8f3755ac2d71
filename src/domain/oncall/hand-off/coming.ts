/* What departs from the rotation soon: overrides and leave. */
import type { OnCallRole, Rotation } from '../rotation.ts';
import { type Span, spansOf } from '../shifts.ts';

export interface ComingChange {
  readonly kind: 'override' | 'leave';
  readonly person: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Null for leave. */
  readonly role: OnCallRole | null;
  readonly reason: string | null;
}

/** Those that hold for any time from `from` to `to` (epoch milliseconds), in order. */
export function comingChanges(rotation: Rotation, from: number, to: number): ComingChange[] {
  const { zone, overrides, leave } = rotation;
  const soon = (span: Span<unknown>) => span.from < to && span.to > from;
  const changes = [
    ...spansOf(overrides, zone)
      .filter(soon)
      .map(({ of, ...span }): ComingChange => {
        const { person, role = 'primary', reason = null } = of;
        return { kind: 'override', person, ...span, role, reason };
      }),
    ...spansOf(leave, zone)
      .filter(soon)
      .map(({ of, ...span }): ComingChange => {
        return { kind: 'leave', person: of.person, ...span, role: null, reason: null };
      }),
  ];
  return changes.sort((a, b) => a.from - b.from);
}
