import type { EvidenceId } from '../../domain/evidence/findings.ts';
import { questionsAbout } from '../../domain/evidence/questions/table.ts';
import type { Runbook } from '../definition.ts';

/** Whoever names a cause asks first whether the site is up, also where no step shows it. */
const siteQuestions = questionsAbout('site');

/** Every question that a runbook's steps put, and those about the site where it names a cause. */
export function questionsOf({ steps, diagnosis }: Runbook): readonly EvidenceId[] {
  const collected = steps.flatMap((step) => (step.kind === 'evidence' ? step.collects : []));
  return [...new Set([...(diagnosis === null ? [] : siteQuestions), ...collected])];
}
