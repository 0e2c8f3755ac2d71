import { createHash } from 'node:crypto';
import type { Runbook, RunbookStep } from './definition.ts';

/** Of a runbook's steps: their order, ids, kinds, texts and commands. Another hash, other steps. */
export function hashOf({ steps, diagnosis }: Pick<Runbook, 'steps' | 'diagnosis'>): string {
  const told = JSON.stringify([diagnosis, steps.map(ordered)]);
  return createHash('sha256').update(told).digest('hex');
}

/** The fields by name, whatever the order in which they were written. */
function ordered(step: RunbookStep): unknown {
  return JSON.stringify(step, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
