/* What of a drill can be scored for a runbook, and which of its lines count. */
import type { DrillScope } from '../../domain/drill/score.ts';
import type { JournalEntry } from '../../ports/journal.ts';
import type { Runbook } from '../../runbooks/definition.ts';

export function scopeOf({ diagnosis, steps }: Runbook): DrillScope {
  const decides = diagnosis !== null;
  const responds = steps.some(
    ({ section, kind }) => section === 'response' && (kind === 'action' || kind === 'command'),
  );
  return {
    hypothesis: decides,
    mitigation: decides || responds,
    checks: steps.some(isCheck),
  };
}

function isCheck({ section }: Runbook['steps'][number]): boolean {
  return section === 'symptoms' || section === 'diagnosis';
}

/**
 * What is left to people afterwards is no check that was skipped; where nobody is there, nor is what only people can
 * do.
 */
export function countedEntries(
  entries: readonly JournalEntry[],
  { steps }: Runbook,
  alone: boolean,
): readonly JournalEntry[] {
  const byPeople = ({ kind }: Runbook['steps'][number]) =>
    kind === 'instruction' || kind === 'command';
  const checks = steps.filter((step) => isCheck(step) && !(alone && byPeople(step)));
  const ids = new Set(checks.map(({ id }) => id));
  return entries.filter(({ kind, step }) => kind !== 'skipped' || ids.has(String(step)));
}
