import type { Collected, EvidenceId } from '../evidence/findings.ts';

/** Their *bad* tells of what kind the errors of the window were, not that anything is wrong now. */
const ofKind: readonly string[] = [
  'error-types',
  'correlation',
  'release-split',
  'affected-users',
  'browser-split',
] satisfies readonly EvidenceId[];

/** A program behind all events, or a surge of traffic, explains them, however many they are. */
const ofCounts: readonly string[] = ['error-rate', 'error-onset'] satisfies readonly EvidenceId[];

/** True where some answer says that something is wrong now: no alarm is false beside it. */
export function isAlarmContradicted(collected: Collected, explained = false): boolean {
  return Object.entries(collected).some(
    ([id, { verdict }]) =>
      verdict === 'bad' && !ofKind.includes(id) && !(explained && ofCounts.includes(id)),
  );
}
