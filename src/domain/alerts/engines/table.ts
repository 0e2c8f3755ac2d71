/*
 * The other engines, one row each: a rule names one by its key, and a key without a row does not compile. How their
 * states are read stands with their vendor (`services/adapters.ts`).
 */
import type { OtherEngine } from '../language/rule.ts';
import { cloudwatchEngine } from './cloudwatch-engine.ts';
import { prometheusEngine } from './prometheus-engine.ts';
import type { RuleEngine } from './rule-engine.ts';
import { sentryEngine } from './sentry-engine.ts';
import { uptimerobotEngine } from './uptimerobot-engine.ts';

const rows = {
  prometheus: prometheusEngine,
  cloudwatch: cloudwatchEngine,
  sentry: sentryEngine,
  uptimerobot: uptimerobotEngine,
} as const satisfies Readonly<Record<OtherEngine, RuleEngine>>;

type Rows = typeof rows;
/** An engine whose states can be held beside ours: there is an adapter that reads them. */
export type ComparableEngine = {
  [Name in OtherEngine]: Rows[Name]['incomparable'] extends null ? Name : never;
}[OtherEngine];

export const ruleEngines: Readonly<Record<OtherEngine, RuleEngine>> = rows;
