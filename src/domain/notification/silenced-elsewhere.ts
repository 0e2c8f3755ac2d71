import type { ElsewhereSilence } from '../alerts/engines/rule-engine.ts';
import { ruleEngines } from '../alerts/engines/table.ts';
import type { Rule } from '../alerts/language/rule.ts';

/** How to keep a rule quiet in the engine that tells of it; null for a rule of our own. */
export function silencedElsewhere({ name, engine }: Rule, asked: ElsewhereSilence): string | null {
  return engine === 'tsops' ? null : ruleEngines[engine].silence(name, asked);
}
