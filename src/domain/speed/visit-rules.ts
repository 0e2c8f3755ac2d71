import type { Verdict } from '../evidence/verdict.ts';
import type { Visits } from './findings.ts';

/**
 * Our own figures, as the runbook only says that the bounce rate rises: bad from half as much again as
 * usual, worth a look from a quarter; never below five points, which are chance.
 */
const limits = { bad: 1.5, warn: 1.25, points: 5 };

export function visitsVerdict({ bounceRate, usualBounceRate }: Visits): Verdict {
  if (usualBounceRate === null || bounceRate - usualBounceRate < limits.points) return 'ok';
  if (bounceRate >= usualBounceRate * limits.bad) return 'bad';
  return bounceRate >= usualBounceRate * limits.warn ? 'warn' : 'ok';
}
