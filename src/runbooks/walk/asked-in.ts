import type { EvidenceId } from '../../domain/evidence/findings.ts';
import type { Runbook } from '../definition.ts';

/** Every question that a runbook's steps put. */
export function askedIn({ steps }: Runbook): readonly EvidenceId[] {
  return steps.flatMap((step) => (step.kind === 'evidence' ? step.collects : []));
}
