import type { Rule } from './rule.ts';

/** The runbook that a rule's alert calls for: its own, else that of its metric. */
export function runbookOf({ runbook, condition }: Pick<Rule, 'runbook' | 'condition'>) {
  if (runbook !== undefined) return runbook;
  const { about, name } = condition.metric;
  if (name === 'uptime_check') return 'service-down';
  return about === 'errors' ? 'high-error-rate' : 'performance-degradation';
}
