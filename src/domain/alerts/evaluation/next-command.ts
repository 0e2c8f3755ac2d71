/* What to do about an alert: the command that whoever is told types first. */
import { inEnvironment } from '../../deploys/suggested-command.ts';
import type { Rule } from '../language/rule.ts';
import { runbookOf } from '../language/rule-runbook.ts';

export function nextCommand(
  rule: Pick<Rule, 'runbook' | 'condition'>,
  environment: string,
): string {
  const runbook = runbookOf(rule);
  if (runbook?.startsWith('https://') === true) return `open ${runbook}`;
  const command = runbook === null ? 'tsops health --details' : `tsops runbook ${runbook}`;
  return inEnvironment(command, environment);
}
