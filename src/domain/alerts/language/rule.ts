/* A rule of `alert-rules.yml` as it is evaluated, with the defaults filled in. Durations in milliseconds. */

import { minute } from '../../time/units.ts';
import type { Condition, NoData } from './condition.ts';
import type { TemplatePart } from './template.ts';

export const ruleSeverities = ['P1', 'P2', 'P3', 'P4'] as const;
export type RuleSeverity = (typeof ruleSeverities)[number];

/** Engines that rules are exported to, as a rules file names them; what each can do: `engines/table.ts`. */
export const otherEngines = ['prometheus', 'cloudwatch', 'sentry', 'uptimerobot'] as const;
export type OtherEngine = (typeof otherEngines)[number];

/** Who evaluates a rule and notifies of it. */
export const engines = ['tsops', ...otherEngines] as const;
export type Engine = (typeof engines)[number];

export const defaultInterval = minute;
export const defaultStale = 300_000;

export interface Rule {
  readonly name: string;
  readonly severity: RuleSeverity;
  readonly condition: Condition;
  readonly channels: readonly string[];
  readonly message: readonly TemplatePart[];
  /** As written. */
  readonly messageText: string;
  readonly interval: number;
  readonly stale: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly runbook?: string;
  readonly env?: string;
  readonly engine: Engine;
}

/** What absence of data means: as written; else a failed check for a P1 on uptime, and hold for the rest. */
export function noDataPolicy({ condition, severity }: Rule): NoData {
  if (condition.noData !== undefined) return condition.noData;
  return severity === 'P1' && condition.metric.name === 'uptime_check' ? 'fire' : 'hold';
}
