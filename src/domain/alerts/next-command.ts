/* What to do about an alert: the command that whoever is told types first. */
import { inEnvironment } from '../suggested-command.ts';
import type { Rule } from './rule.ts';

/** The rule's runbook, else the one that its metric calls for. */
export function nextCommand(
  { runbook, condition }: Pick<Rule, 'runbook' | 'condition'>,
  environment: string,
): string {
  if (runbook?.startsWith('https://') === true) return `open ${runbook}`;
  const { source, name } = condition.metric;
  if (runbook === undefined && name === 'uptime_check') {
    return inEnvironment('tsops health --details', environment);
  }
  const metric = source === 'Sentry' ? 'high-error-rate' : 'performance-degradation';
  return inEnvironment(`tsops runbook ${runbook ?? metric}`, environment);
}
