/*
 * A silence: what it matches, and from when to when nobody is told. Plain data, kept in the journal; that
 * it ended is told by a later line, by time, or by the first *resolved* of what it matches.
 */
import { lineTextOf } from '../incident/merged-lines.ts';
import { week } from '../time/units.ts';
import type { AlertIdentity } from './alert-identity.ts';

export interface Silence {
  /** `s3`: short enough to be said. */
  readonly id: string;
  readonly targets: readonly Pick<AlertIdentity, 'rule' | 'environment'>[];
  /** An alert must have all of them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly from: number;
  /** Epoch milliseconds: its end, unless it ended before. */
  readonly until: number;
  /** It ends at the first *resolved* of what it matches, and at `until` at the latest. */
  readonly untilResolved: boolean;
  readonly by: string;
  readonly reason: string;
  /** The journal record of the action that added it. */
  readonly record: string;
  /** How it ends, and who ended it. */
  readonly end: 'time' | 'resolved' | 'expired';
  readonly endedBy: string | null;
}

/** A *resolved*, told or not. */
export interface Resolution extends AlertIdentity {
  /** Epoch milliseconds of the evaluation. */
  readonly t: number;
}

/** The longest that anybody may be kept in the dark. Milliseconds. */
export const longestSilence = week;

/** A line of the record of silences. */
export interface SilenceLine {
  readonly kind: string;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: string;
  readonly [field: string]: unknown;
}

/** In the order in which they were added. The lines are our own: their shape is not in doubt. */
export function silencesOf(lines: readonly SilenceLine[]): readonly Silence[] {
  const silences = new Map<string, Silence>();
  for (const line of lines) {
    const id = lineTextOf(line.id, 20);
    const known = silences.get(id);
    if (line.kind === 'silenced' && known === undefined) silences.set(id, addedBy(line, id));
    if (line.kind === 'expired' && known !== undefined) silences.set(id, expiredBy(line, known));
  }
  return [...silences.values()];
}

function addedBy(line: SilenceLine, id: string): Silence {
  const { targets, labels, from, until, untilResolved } = line as unknown as Silence;
  const by = lineTextOf(line.actor, 80);
  const own = { by, reason: lineTextOf(line.reason, 300), record: lineTextOf(line.record, 120) };
  return { id, targets, labels, from, until, untilResolved, ...own, end: 'time', endedBy: null };
}

function expiredBy({ at, actor }: SilenceLine, silence: Silence): Silence {
  const until = Date.parse(at);
  if (until >= silence.until) return silence;
  return { ...silence, until, end: 'expired', endedBy: lineTextOf(actor, 80) };
}

/** The id that no silence has yet. */
export function nextSilenceId(silences: readonly Pick<Silence, 'id'>[]): string {
  return `s${silences.length + 1}`;
}

export function isMatched(
  { targets, labels }: Pick<Silence, 'targets' | 'labels'>,
  alert: AlertIdentity,
): boolean {
  const named = targets.some(
    ({ rule, environment }) => rule === alert.rule && environment === alert.environment,
  );
  return named && Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
}

export function isInForce({ from, until }: Pick<Silence, 'from' | 'until'>, at: number): boolean {
  return from <= at && at < until;
}

/** The same silences, those that last until *resolved* ended by the first one of what they match. */
export function endedByResolved(
  silences: readonly Silence[],
  resolutions: readonly Resolution[],
): readonly Silence[] {
  return silences.map((silence) => {
    if (!silence.untilResolved) return silence;
    const ends = resolutions.filter(
      (each) => isMatched(silence, each) && isInForce(silence, each.t),
    );
    if (ends.length === 0) return silence;
    const until = Math.min(...ends.map(({ t }) => t));
    return { ...silence, until, end: 'resolved' as const, endedBy: null };
  });
}

/** Of those that match and are in force at one of the moments, the one that lasts longest. */
export function silencing(
  silences: readonly Silence[],
  alert: AlertIdentity,
  moments: readonly number[],
): Silence | undefined {
  const inForce = silences.filter((each) => moments.some((at) => isInForce(each, at)));
  return longestOf(inForce, alert);
}

/** Of those that match, the one that lasts longest. */
export function longestOf(silences: readonly Silence[], alert: AlertIdentity): Silence | undefined {
  const matched = silences.filter((each) => isMatched(each, alert));
  return matched.toSorted((a, b) => b.until - a.until)[0];
}
