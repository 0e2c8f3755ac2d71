import type { Collected, EvidenceId } from '../evidence/findings.ts';
import type { Diagnosis, HypothesisId } from './types.ts';

/** The questions that were put and not answered, in the order of their names. */
export function unseenIn(collected: Collected): Diagnosis['unseen'] {
  return Object.entries(collected)
    .filter(([, evidence]) => evidence.verdict === 'unknown')
    .map(([id, { problem, detail }]) => ({
      evidence: id as EvidenceId,
      detail: problem?.message ?? detail,
    }))
    .sort((a, b) => (a.evidence < b.evidence ? -1 : 1));
}

/** What shows that an alarm about errors is a false one. */
const alarms: readonly EvidenceId[] = [
  'error-rate',
  'error-types',
  'error-onset',
  'affected-users',
];

/**
 * Which questions can clear a hypothesis. Where one of them was not answered, the hypothesis is not named:
 * a source that is dead must not make anyone guilty.
 */
const clears: Readonly<Record<string, readonly EvidenceId[]>> = {
  'recent-deployment': [...alarms, 'correlation', 'dependencies', 'browser-split'],
  'external-service': [...alarms, 'dependencies'],
  client: [...alarms, 'correlation', 'browser-split'],
  cache: ['page-speed', 'cache-state'],
  'bundle-growth': ['page-speed', 'bundle'],
  'resource-loading': ['page-speed', 'resource-loading'],
  images: ['page-speed', 'images'],
};

/** True where a question that could clear the hypothesis was not answered, or not put. */
export function isHalfSeen(hypothesis: HypothesisId, collected: Collected): boolean {
  const asked = clears[hypothesis] ?? [];
  return asked.some((id) => (collected[id]?.verdict ?? 'unknown') === 'unknown');
}
